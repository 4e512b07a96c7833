import type { Content, LabelDocument } from './document';
import { boxOf, union, type Box } from './geometry';

/** One label before and after an action; null where it was absent. */
export interface Change {
  readonly id: string;
  readonly before: Content | null;
  readonly after: Content | null;
}

/** One step that can be undone: what it did, to which labels, and where on the image. */
export interface Entry {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly place: Box;
}

/**
 * What was done and can be undone, immutable. Steps hold contents, not documents, so that a save
 * acknowledged in between does not stand in the way; an undo is one more edit, never a rollback.
 */
export class History {
  static readonly EMPTY = new History([], []);
  private static readonly LIMIT = 1000;

  readonly done: readonly Entry[];
  readonly undone: readonly Entry[];

  private constructor(done: readonly Entry[], undone: readonly Entry[]) {
    this.done = done;
    this.undone = undone;
  }

  /** As it was kept, oldest first. */
  static of(done: readonly Entry[], undone: readonly Entry[]): History {
    return new History(done, undone);
  }

  get next(): { undo: Entry | undefined; redo: Entry | undefined } {
    return { undo: this.done.at(-1), redo: this.undone.at(-1) };
  }

  /** Remembers the step between two documents; the same history where nothing changed. */
  record(title: string, before: LabelDocument, after: LabelDocument): History {
    const changes = changesBetween(before, after);
    if (changes.length === 0) {
      return this;
    }
    const done = [...this.done, { title, changes, place: placeOf(changes) }];
    return new History(done.slice(-History.LIMIT), []);
  }

  undo(doc: LabelDocument): { doc: LabelDocument; history: History } {
    const entry = this.done.at(-1);
    return entry
      ? {
          doc: apply(doc, entry, 'before'),
          history: new History(this.done.slice(0, -1), [...this.undone, entry]),
        }
      : { doc, history: this };
  }

  redo(doc: LabelDocument): { doc: LabelDocument; history: History } {
    const entry = this.undone.at(-1);
    return entry
      ? {
          doc: apply(doc, entry, 'after'),
          history: new History([...this.done, entry], this.undone.slice(0, -1)),
        }
      : { doc, history: this };
  }

  /** With steps below that were done before all of these. */
  above(earlier: History): History {
    const undone =
      this.done.length === 0 && this.undone.length === 0 ? earlier.undone : this.undone;
    return new History([...earlier.done, ...this.done].slice(-History.LIMIT), undone);
  }

  /** Drops every step that touched the label: somebody else's version stands there now. */
  forget(id: string): History {
    const keep = (entry: Entry) => entry.changes.every((change) => change.id !== id);
    return new History(this.done.filter(keep), this.undone.filter(keep));
  }
}

function apply(doc: LabelDocument, entry: Entry, side: 'before' | 'after'): LabelDocument {
  return entry.changes.reduce((next, change) => {
    const content = change[side];
    return content ? next.put(change.id, content) : next.remove(change.id);
  }, doc);
}

function changesBetween(before: LabelDocument, after: LabelDocument): Change[] {
  // Only an edited label can differ, because an action never touches what the server holds.
  const ids = new Set([...before.edited(), ...after.edited()]);
  return [...ids]
    .map((id) => ({ id, before: before.get(id) ?? null, after: after.get(id) ?? null }))
    .filter((change) => change.before !== change.after);
}

function placeOf(changes: readonly Change[]): Box {
  return changes
    .flatMap(({ before, after }) => [before, after])
    .filter((content) => content !== null)
    .map((content) => boxOf(content.geometry))
    .reduce(union);
}

import type { LabelFeature, Violation } from '../api/types';
import { ACTIONS, runAction, type ActionArguments, type ActionName } from './actions';
import { LabelDocument, type Content, type Saved } from './document';
import { boxOf, type Box, type Position } from './geometry';
import { History, type Entry } from './history';
import { LabelIndex } from './labelIndex';
import { savedOf, type Conflict } from './operation';
import type { QueueSnapshot } from './saveQueue';
import type { Saver } from './saver';
import type { KeptSteps } from './steps';

/** A violation and the label it belongs to, at its place on the image. */
export interface Finding {
  readonly element: string;
  readonly violation: Violation;
  readonly place: Position;
}

export interface SessionOptions {
  /** Shown as the author of what was just saved. */
  readonly actor: string;
  readonly saver: (session: EditSession) => Saver;
  /** @param places where something looks different; null for anywhere */
  readonly onChange: (changed: ReadonlySet<string>, places: readonly Box[] | null) => void;
  readonly now?: () => Date;
}

/**
 * The labels of one scene under one person's hands: document, history, index and saver in step.
 * Everything that changes a label goes through here, so nothing is drawn that is not also saved.
 */
export class EditSession {
  doc = LabelDocument.EMPTY;
  history = History.EMPTY;
  readonly index = new LabelIndex();
  /** Labels that were changed here since the scene was opened. */
  readonly touchedHere = new Set<string>();
  readonly saver: Saver;
  private readonly options: SessionOptions;

  constructor(options: SessionOptions) {
    this.options = options;
    this.saver = options.saver(this);
  }

  /**
   * Takes the labels as the server sent them; edits made here stay on top. A page of a long list may
   * be older than what was saved, or heard of, since it was asked for: that is left as it is.
   */
  load(features: readonly LabelFeature[]): void {
    const newer = features.filter(
      ({ id, properties }) => properties.revision > (this.doc.saved(id)?.revision ?? 0),
    );
    if (newer.length > 0) {
      this.doc = this.doc.acknowledge(
        newer.map((feature) => [feature.id, savedOf(feature)] as const),
      );
      this.reindex(newer.map(({ id }) => id));
    }
  }

  /**
   * Takes over what others did meanwhile; what was edited here stays on top. Undo no longer reaches
   * back behind their change, for it would take that back as well.
   */
  follow(features: readonly LabelFeature[], gone: readonly string[]): void {
    const newer = features.filter(
      ({ id, properties }) =>
        properties.actor !== this.options.actor &&
        properties.revision > (this.doc.saved(id)?.revision ?? 0),
    );
    const left = gone.filter((id) => this.doc.saved(id)?.content && !this.doc.isEdited(id));
    const news = [
      ...newer.map((feature) => [feature.id, savedOf(feature)] as const),
      ...left.map((id) => [id, { ...this.doc.saved(id)!, content: null, facts: null }] as const),
    ];
    if (news.length > 0) {
      this.doc = this.doc.acknowledge(news);
      const ids = news.map(([id]) => id);
      this.history = ids.reduce((history, id) => history.forget(id), this.history);
      this.touched(ids);
    }
  }

  /** Shows what a dead tab had not saved over what the server holds. */
  adopt(snapshot: QueueSnapshot): boolean {
    if (!this.saver.adopt(snapshot)) {
      return false;
    }
    for (const { element, desired } of snapshot.pending) {
      this.doc = desired ? this.doc.put(element, desired) : this.doc.remove(element);
    }
    this.reindex(snapshot.pending.map(({ element }) => element));
    return true;
  }

  /** Takes up what was done before the page was loaded, and can still be undone. */
  resume(steps: KeptSteps): void {
    const { history, gone } = steps.restore(this.doc);
    // What was done since may have changed the same labels.
    const mine = [...this.touchedHere].reduce((earlier, id) => earlier.forget(id), history);
    this.doc = this.doc.acknowledge(gone);
    this.history = this.history.above(mine);
    this.options.onChange(new Set(), []);
  }

  private reindex(ids: readonly string[]): void {
    const here = ids.filter((id) => this.doc.has(id));
    ids.filter((id) => !this.doc.has(id)).forEach((id) => this.index.update(id, null));
    this.index.load(here.map((id) => [id, this.doc.get(id)!.geometry] as const));
    this.options.onChange(
      new Set(ids),
      here.map((id) => this.boxOf(id)),
    );
  }

  /** Runs an action, remembers it for undo and has it saved; false where it changed nothing. */
  perform<N extends ActionName>(name: N, ...args: ActionArguments<N>): boolean {
    const before = this.doc;
    const after = runAction(before, name, args);
    const history = this.history.record(ACTIONS[name].title, before, after);
    if (history === this.history) {
      return false;
    }
    this.history = history;
    this.become(after, history.next.undo!);
    return true;
  }

  undo(): Entry | undefined {
    const entry = this.history.next.undo;
    const { doc, history } = this.history.undo(this.doc);
    return this.step(entry, doc, history);
  }

  redo(): Entry | undefined {
    const entry = this.history.next.redo;
    const { doc, history } = this.history.redo(this.doc);
    return this.step(entry, doc, history);
  }

  private step(entry: Entry | undefined, doc: LabelDocument, history: History): Entry | undefined {
    if (entry) {
      this.history = history;
      this.become(doc, entry);
    }
    return entry;
  }

  private become(doc: LabelDocument, entry: Entry): void {
    this.doc = doc;
    const ids = entry.changes.map((change) => change.id);
    for (const id of ids) {
      this.touchedHere.add(id);
      this.saver.edit(id, doc.get(id) ?? null, doc.saved(id));
    }
    this.touched(ids);
  }

  private touched(ids: readonly string[]): void {
    const places = ids
      .map((id) => this.index.update(id, this.doc.get(id)?.geometry ?? null))
      .filter((place) => place !== null);
    this.options.onChange(new Set(ids), places);
  }

  /** The server holds these revisions now. */
  saved(news: readonly [string, Omit<Saved, 'facts'>][]): void {
    const at = (this.options.now?.() ?? new Date()).toISOString();
    this.doc = this.doc.acknowledge(
      news.map(([id, { revision, content }]) => {
        const mark = this.doc.saved(id)?.facts?.mark ?? '';
        const facts = { actor: this.options.actor, at, mark, areaM2: null };
        return [id, { revision, content, facts }] as const;
      }),
    );
    news.forEach(([id]) => this.index.update(id, this.doc.get(id)?.geometry ?? null));
    // What was saved is what is shown already: nothing is to be drawn again.
    this.options.onChange(new Set(news.map(([id]) => id)), []);
  }

  /** The other person's version stands; undo no longer reaches back behind it. */
  takeTheirs({ element, theirs }: Conflict): void {
    const gone: Saved = {
      revision: this.doc.saved(element)?.revision ?? 0,
      content: null,
      facts: null,
    };
    this.doc = this.doc.acknowledge([[element, theirs ?? gone]]).revert(element);
    this.history = this.history.forget(element);
    this.saver.drop(element);
    this.touched([element]);
  }

  /**
   * Mine becomes a further revision on top of theirs.
   *
   * @param revision of theirs; where they deleted the label, of the deletion
   */
  keepMine({ element, theirs }: Conflict, revision: number): void {
    if (theirs) {
      this.doc = this.doc.acknowledge([[element, theirs]]);
    }
    this.saver.keepMine(element, revision);
    this.touched([element]);
  }

  /** Gives up an edit that was refused: the server's version shows again. */
  discard(element: string): void {
    this.doc = this.doc.revert(element);
    this.history = this.history.forget(element);
    this.saver.drop(element);
    this.touched([element]);
  }

  findings(): Finding[] {
    const { refusals, warnings } = this.saver.queue;
    return [...refusals, ...warnings].flatMap(([element, violations]) =>
      violations.map((violation) => ({
        element,
        violation,
        place: this.placeOf(element, violation),
      })),
    );
  }

  private placeOf(element: string, { place }: Violation): Position {
    const [x, y] = place ?? [];
    return x !== undefined && y !== undefined ? [x, y] : middle(this.boxOf(element));
  }

  boxOf(element: string): Box {
    const content: Content | null | undefined =
      this.doc.get(element) ?? this.doc.saved(element)?.content;
    return content ? boxOf(content.geometry) : [0, 0, 0, 0];
  }
}

function middle(box: Box): Position {
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

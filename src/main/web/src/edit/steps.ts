import { sameContent, type Content, type LabelDocument, type Saved } from './document';
import { vertexCount } from './geometry';
import { History, type Change, type Entry } from './history';

/** Milliseconds after a step until it is written: never in the frame that draws it. */
const PAUSE = 250;
/** Vertices of one step that are worth writing, and characters of all. */
const FINEST = 5_000;
const ROOM = 1_500_000;
const PREFIX = 'graticule.steps.';

interface Kept {
  readonly version: 1;
  readonly done: readonly Entry[];
  readonly undone: readonly Entry[];
  /** Newest revisions, to bring back what was deleted. */
  readonly revisions: Readonly<Record<string, number>>;
}

export interface StepsOptions {
  readonly user: string;
  readonly scene: string;
  /** Of this tab alone, so that nobody undoes what another tab did. */
  readonly storage: Storage;
}

/**
 * Keeps in the tab what can be undone, so that a reload does not end it. Steps come back only as far
 * as the labels are still as they left them; the newest go first where there is no room for all.
 */
export class KeptSteps {
  private readonly storage: Storage;
  private readonly key: string;
  private readonly texts = new WeakMap<Entry, string>();
  private pending: ReturnType<typeof setTimeout> | undefined;
  private write: (() => void) | undefined;

  constructor({ user, scene, storage }: StepsOptions) {
    this.storage = storage;
    this.key = `${PREFIX}${user}.${scene}`;
    forgetSteps(storage, user);
  }

  keep(history: History, revisionOf: (id: string) => number | undefined): void {
    this.write = () => this.put(history, revisionOf);
    this.pending ??= setTimeout(() => this.flush(), PAUSE);
  }

  /** Writes what waits. */
  flush(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    this.write?.();
    this.write = undefined;
  }

  private put(history: History, revisionOf: (id: string) => number | undefined): void {
    const budget = { left: ROOM };
    const undone = this.newest(history.undone, budget);
    const done = this.newest(history.done, budget);
    const revisions: Record<string, number> = {};
    const kept = [...last(history.done, done.length), ...last(history.undone, undone.length)];
    for (const { changes } of kept) {
      for (const { id } of changes) {
        const revision = revisionOf(id);
        if (revision !== undefined) {
          revisions[id] = revision;
        }
      }
    }
    try {
      if (done.length + undone.length === 0) {
        this.storage.removeItem(this.key);
      } else {
        const texts = `"done":[${done.join()}],"undone":[${undone.join()}]`;
        this.storage.setItem(
          this.key,
          `{"version":1,${texts},"revisions":${JSON.stringify(revisions)}}`,
        );
      }
    } catch {
      // Without room, undo ends with the page.
      this.storage.removeItem(this.key);
    }
  }

  /** As JSON, from the last one back, as many as there is room for. */
  private newest(entries: readonly Entry[], budget: { left: number }): string[] {
    const texts: string[] = [];
    for (const entry of [...entries].reverse()) {
      const text = this.textOf(entry);
      if (text === '' || text.length > budget.left) {
        break;
      }
      budget.left -= text.length;
      texts.unshift(text);
    }
    return texts;
  }

  private textOf(entry: Entry): string {
    const known = this.texts.get(entry);
    if (known !== undefined) {
      return known;
    }
    const vertices = entry.changes
      .flatMap(({ before, after }) => [before, after])
      .reduce((sum, content) => sum + (content ? vertexCount(content.geometry) : 0), 0);
    const text = vertices > FINEST ? '' : JSON.stringify(entry);
    this.texts.set(entry, text);
    return text;
  }

  /**
   * What can be undone of what was done before the page was loaded.
   *
   * @returns also the deleted labels that it would bring back
   */
  restore(doc: LabelDocument): { history: History; gone: [string, Saved][] } {
    const kept = read(this.storage.getItem(this.key));
    let history = History.of(kept?.done ?? [], kept?.undone ?? []);
    const gone: [string, Saved][] = [];
    for (const [id, left] of leftAs(history)) {
      const revision = kept?.revisions[id];
      if (!sameContent(doc.get(id) ?? null, left) || (left === null && revision === undefined)) {
        history = history.forget(id);
      } else if (left === null && !doc.saved(id)) {
        gone.push([id, { revision: revision!, content: null, facts: null }]);
      }
    }
    return { history, gone };
  }
}

function last(entries: readonly Entry[], count: number): readonly Entry[] {
  return entries.slice(entries.length - count);
}

/** How the steps left each label. */
function leftAs({ done, undone }: History): Map<string, Content | null> {
  const left = new Map<string, Content | null>();
  const each = (entries: readonly Entry[], side: keyof Omit<Change, 'id'>) =>
    entries.forEach(({ changes }) =>
      changes.forEach((change) => left.set(change.id, change[side])),
    );
  each(undone, 'before');
  each(done, 'after');
  return left;
}

/** Steps of everybody, or of everybody else. */
export function forgetSteps(storage: Storage, but?: string): void {
  Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
    .filter((key) => key.startsWith(PREFIX))
    .filter((key) => but === undefined || !key.startsWith(`${PREFIX}${but}.`))
    .forEach((key) => storage.removeItem(key));
}

function read(json: string | null): Kept | null {
  try {
    const kept = JSON.parse(json ?? 'null') as Kept | null;
    return kept?.version === 1 ? kept : null;
  } catch {
    return null;
  }
}

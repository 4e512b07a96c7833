import { sameGeometry, type Geometry } from './geometry';

export type Attributes = Readonly<Record<string, unknown>>;

/** What a person can change of a label. */
export interface Content {
  readonly geometry: Geometry;
  readonly classId: number;
  readonly attributes: Attributes;
  /** Where the label lies; undefined until the server or the person says. */
  readonly layer?: string | undefined;
  /** How the picture was adjusted when it was drawn. */
  readonly view?: string | undefined;
  /** Of a model, 0 to 1. */
  readonly confidence?: number | undefined;
}

/** What the server said about the newest revision it has. */
export interface Facts {
  readonly actor: string;
  readonly at: string;
  readonly mark: string;
  /** Square metres; null where the scene has no ground. */
  readonly areaM2: number | null;
}

/** A label as the server holds it; content is null where that revision deleted it. */
export interface Saved {
  readonly revision: number;
  readonly content: Content | null;
  readonly facts: Facts | null;
}

/**
 * The labels of one scene, immutable: what the server holds and, over it, what was edited since.
 * Every change answers a new document that shares everything untouched with the old one.
 */
export class LabelDocument {
  static readonly EMPTY = new LabelDocument(new Map(), new Map());

  private readonly base: ReadonlyMap<string, Saved>;
  private readonly edits: ReadonlyMap<string, Content | null>;

  private constructor(
    base: ReadonlyMap<string, Saved>,
    edits: ReadonlyMap<string, Content | null>,
  ) {
    this.base = base;
    this.edits = edits;
  }

  static of(saved: Iterable<readonly [string, Saved]>): LabelDocument {
    return new LabelDocument(new Map(saved), new Map());
  }

  /** The label as the person sees it; undefined where there is none (any more). */
  get(id: string): Content | undefined {
    const edited = this.edits.get(id);
    return edited === undefined ? (this.base.get(id)?.content ?? undefined) : (edited ?? undefined);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  saved(id: string): Saved | undefined {
    return this.base.get(id);
  }

  /** How many labels the server was heard of, deleted ones too. */
  get size(): number {
    return this.base.size;
  }

  /** Ids of labels that differ from what the server holds. */
  edited(): string[] {
    return [...this.edits.keys()];
  }

  isEdited(id: string): boolean {
    return this.edits.has(id);
  }

  *ids(): Generator<string> {
    for (const [id, saved] of this.base) {
      if (this.edits.has(id) ? this.edits.get(id) !== null : saved.content !== null) {
        yield id;
      }
    }
    for (const [id, content] of this.edits) {
      if (content !== null && !this.base.has(id)) {
        yield id;
      }
    }
  }

  put(id: string, content: Content): LabelDocument {
    const current = this.get(id);
    return current && sameContent(current, content) ? this : this.edit(id, content);
  }

  remove(id: string): LabelDocument {
    return this.has(id) ? this.edit(id, null) : this;
  }

  private edit(id: string, content: Content | null): LabelDocument {
    const edits = new Map(this.edits);
    if (sameContent(content, this.base.get(id)?.content ?? null)) {
      edits.delete(id);
    } else {
      edits.set(id, content);
    }
    return new LabelDocument(this.base, edits);
  }

  /** Takes over what the server holds now; an edit that says something else stays on top. */
  acknowledge(news: Iterable<readonly [string, Saved]>): LabelDocument {
    const base = new Map(this.base);
    const edits = new Map(this.edits);
    for (const [id, saved] of news) {
      base.set(id, saved);
      const edited = edits.get(id);
      if (edited !== undefined && sameContent(edited, saved.content)) {
        edits.delete(id);
      }
    }
    return new LabelDocument(base, edits);
  }

  /** Drops the edit of one label: the server's version shows again. */
  revert(id: string): LabelDocument {
    if (!this.edits.has(id)) {
      return this;
    }
    const edits = new Map(this.edits);
    edits.delete(id);
    return new LabelDocument(this.base, edits);
  }
}

export function sameContent(a: Content | null, b: Content | null): boolean {
  if (a === null || b === null || a === b) {
    return a === b;
  }
  return (
    a.classId === b.classId &&
    (a.layer ?? b.layer) === (b.layer ?? a.layer) &&
    sameGeometry(a.geometry, b.geometry) &&
    sameAttributes(a.attributes, b.attributes)
  );
}

function sameAttributes(a: Attributes, b: Attributes): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]))
  );
}

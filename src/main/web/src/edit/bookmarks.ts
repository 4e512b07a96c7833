import type { Position } from './geometry';

export interface Bookmark {
  readonly name: string;
  readonly at: Position;
  /** Image pixels per screen pixel. */
  readonly resolution: number | null;
}

/** Places of one scene that one person kept in this browser. */
export class Bookmarks {
  private readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  private readonly key: string;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, user: string, scene: string) {
    this.storage = storage;
    this.key = `graticule.bookmarks.${user}.${scene}`;
  }

  get all(): readonly Bookmark[] {
    try {
      return JSON.parse(this.storage.getItem(this.key) ?? '[]') as Bookmark[];
    } catch {
      return [];
    }
  }

  add(bookmark: Bookmark): readonly Bookmark[] {
    return this.keep([...this.all, bookmark]);
  }

  remove({ name, at }: Bookmark): readonly Bookmark[] {
    return this.keep(this.all.filter((each) => each.name !== name || each.at.join() !== at.join()));
  }

  private keep(all: readonly Bookmark[]): readonly Bookmark[] {
    this.storage.setItem(this.key, JSON.stringify(all));
    return all;
  }
}

import { describe, expect, it } from 'vitest';
import type { QueueSnapshot } from '../../src/edit/saveQueue';
import { Unsaved, type Locks } from '../../src/edit/unsaved';

/** Local storage as the standard has it, with a limit. */
class MemoryStorage implements Storage {
  private readonly items = new Map<string, string>();
  room = Infinity;

  get length(): number {
    return this.items.size;
  }

  clear(): void {
    this.items.clear();
  }

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }

  setItem(key: string, value: string): void {
    if (value.length > this.room) {
      throw new DOMException('full', 'QuotaExceededError');
    }
    this.items.set(key, value);
  }
}

/** Exclusive locks of one browser, in the order asked for. */
class MemoryLocks implements Locks {
  private readonly tails = new Map<string, Promise<unknown>>();

  request(name: string, callback: () => Promise<unknown>): Promise<unknown> {
    const turn = (this.tails.get(name) ?? Promise.resolve()).then(callback);
    this.tails.set(name, turn);
    return turn;
  }
}

function snapshot(element: string): QueueSnapshot {
  return { version: 1, pending: [{ element, base: 1, desired: null }], batches: [] };
}

const nothing: QueueSnapshot = { version: 1, pending: [], batches: [] };
const settle = () => new Promise((done) => setTimeout(done, 0));

function browser() {
  const storage = new MemoryStorage();
  const locks = new MemoryLocks();
  const tab = (name: string, user = 'ana', scene = 's1', welcome = true) => {
    const adopted: QueueSnapshot[] = [];
    const adopt = (s: QueueSnapshot) => welcome && adopted.push(s) > 0;
    const unsaved = Unsaved.open({ user, scene, storage, locks, adopt }, name);
    return { unsaved, adopted };
  };
  return { storage, tab };
}

describe('unsaved edits', () => {
  it('of a dead tab are taken over once', async () => {
    const { storage, tab } = browser();
    const first = tab('1');
    first.unsaved.keep(snapshot('a'));
    first.unsaved.close();
    const [second, third] = [tab('2'), tab('3')];
    second.unsaved.adoptOrphans();
    third.unsaved.adoptOrphans();
    await settle();
    expect(second.adopted).toEqual([snapshot('a')]);
    expect(third.adopted).toEqual([]);
    expect(storage.length).toBe(0);
  });

  it('of a living tab stay its own until it is gone', async () => {
    const { tab } = browser();
    const first = tab('1');
    first.unsaved.keep(snapshot('a'));
    const second = tab('2');
    second.unsaved.adoptOrphans();
    await settle();
    expect(second.adopted).toEqual([]);
    first.unsaved.keep(snapshot('b'));
    first.unsaved.close();
    await settle();
    expect(second.adopted).toEqual([snapshot('b')]);
  });

  it('of another person or scene are left alone', async () => {
    const { storage, tab } = browser();
    for (const [user, scene] of [
      ['bob', 's1'],
      ['ana', 's2'],
    ]) {
      const other = tab(`${user}${scene}`, user, scene);
      other.unsaved.keep(snapshot('a'));
      other.unsaved.close();
    }
    const mine = tab('mine');
    mine.unsaved.adoptOrphans();
    await settle();
    expect(mine.adopted).toEqual([]);
    expect(storage.length).toBe(2);
  });

  it('stay where they are when they cannot be taken over yet', async () => {
    const { storage, tab } = browser();
    const first = tab('1');
    first.unsaved.keep(snapshot('a'));
    first.unsaved.close();
    tab('2', 'ana', 's1', false).unsaved.adoptOrphans();
    await settle();
    expect(storage.length).toBe(1);
  });

  it('are removed when everything is saved', () => {
    const { storage, tab } = browser();
    const { unsaved } = tab('1');
    unsaved.keep(snapshot('a'));
    unsaved.keep(nothing);
    expect(storage.length).toBe(0);
  });

  it('say so when there is no room', () => {
    const { storage, tab } = browser();
    storage.room = 10;
    expect(tab('1').unsaved.keep(snapshot('a'))).toBe(false);
    expect(tab('1').unsaved.keep(nothing)).toBe(true);
  });
});

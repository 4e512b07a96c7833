import { describe, expect, it } from 'vitest';
import { Tabs, type TabLocks } from '../../src/edit/tabs';

function browser() {
  const kept = new Map<string, string>();
  const held = new Set<string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const locks: TabLocks = {
    request: (name, callback) => {
      held.add(name);
      return callback().finally(() => held.delete(name));
    },
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
  };
  return { storage, locks };
}

describe('a tab', () => {
  it('is gone once its lock is, and only then', async () => {
    const { storage, locks } = browser();
    const [one, two] = [new Tabs(storage, locks), new Tabs(storage, locks)];
    one.enter('1');
    two.enter('2');
    expect(await two.isGone('1')).toBe(false);
    one.close();
    await Promise.resolve();
    expect(await two.isGone('1')).toBe(true);
  });

  it('of another browser is never taken for gone, nor any without locks', async () => {
    const { storage, locks } = browser();
    expect(await new Tabs(storage, locks).isGone('9')).toBe(false);
    const open = new Tabs(storage, undefined);
    open.enter('1');
    expect(await open.isGone('1')).toBe(false);
  });
});

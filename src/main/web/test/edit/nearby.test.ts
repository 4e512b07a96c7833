import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/edit/geometry';
import { Nearby } from '../../src/edit/nearby';

function nearby(count: number, load = (_: Box) => Promise.resolve()) {
  const asked: Box[] = [];
  const made = new Nearby({
    size: [10_000, 10_000],
    count,
    load: (box) => (asked.push(box), load(box)),
  });
  return { made, asked };
}

describe('what is near', () => {
  it('is everything while a page can hold it all', () => {
    const { made, asked } = nearby(100_000);
    expect(made.see([0, 0, 10_000, 10_000])).toBe(true);
    expect(asked).toEqual([]);
  });

  it('is loaded once, with room about it, where few are to be expected', () => {
    const { made, asked } = nearby(2_000_000);
    expect(made.see([0, 0, 10_000, 10_000])).toBe(false);
    expect(made.see([1000, 1000, 1800, 1600])).toBe(true);
    expect(made.see([1100, 900, 1900, 1500])).toBe(true);
    expect(asked).toEqual([[600, 700, 2200, 1900]]);
  });

  it('is asked for again after a failure', async () => {
    const { made, asked } = nearby(2_000_000, () => Promise.reject(new Error('offline')));
    made.see([0, 0, 500, 500]);
    await Promise.resolve().then(() => undefined);
    await Promise.resolve();
    made.see([0, 0, 500, 500]);
    expect(asked).toHaveLength(2);
  });
});

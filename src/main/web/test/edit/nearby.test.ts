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
  it('is everything where few labels are, or all have come', () => {
    const { made, asked } = nearby(4000);
    expect(made.partial).toBe(false);
    expect(made.see([0, 0, 10_000, 10_000])).toBe(true);
    const many = nearby(100_000);
    expect(many.made.sparse).toBe(false);
    expect(many.made.see([0, 0, 10_000, 10_000])).toBe(false);
    many.made.fill();
    expect(many.made.see([0, 0, 10_000, 10_000])).toBe(true);
    expect([...asked, ...many.asked]).toEqual([]);
  });

  it('comes before the rest of a scene that is still loading', () => {
    const { made, asked } = nearby(100_000);
    expect(made.see([1000, 1000, 3000, 2000])).toBe(true);
    expect(asked).toEqual([[0, 500, 4000, 2500]]);
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

import { describe, expect, it } from 'vitest';
import { distance, nearestOnSegment, polygon, rings, type Geometry } from '../../src/edit/geometry';
import { LabelIndex } from '../../src/edit/labelIndex';
import { snap } from '../../src/edit/snap';
import { Random, seeds } from './random';

const square = polygon([
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
]);

function indexOf(...labels: [string, Geometry][]): LabelIndex {
  const index = new LabelIndex();
  index.load(labels);
  return index;
}

describe('snapping', () => {
  it('prefers a vertex within reach to a nearer edge', () => {
    const index = indexOf(['a', square]);
    expect(snap(index, [2, 0.5], 3)).toMatchObject({ position: [0, 0], kind: 'vertex' });
    expect(snap(index, [5, 0.5], 3)).toMatchObject({ position: [5, 0], kind: 'edge' });
    expect(snap(index, [5, 5], 3)).toBeNull();
  });

  it('answers the very vertex, so that a shared corner is shared exactly', () => {
    const corner = square.parts[0]![0]![2];
    expect(snap(indexOf(['a', square]), [10.3, 9.8], 1)!.position).toBe(corner);
  });

  it('also takes the edge that closes the ring', () => {
    expect(snap(indexOf(['a', square]), [-0.5, 5], 1)).toMatchObject({
      position: [0, 5],
      kind: 'edge',
    });
  });

  it('does not attract a label to itself', () => {
    const index = indexOf(['a', square]);
    expect(snap(index, [0, 0.1], 1, { except: 'a' })).toBeNull();
    expect(snap(index, [0, 0.1], 1, { except: 'a', own: rings(square) })).not.toBeNull();
  });

  it('follows the document', () => {
    const index = indexOf(['a', square]);
    index.update(
      'a',
      polygon([
        [100, 100],
        [110, 100],
        [110, 110],
      ]),
    );
    index.update(
      'b',
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
      ]),
    );
    expect(snap(index, [10, 10], 1)).toBeNull();
    expect(snap(index, [100, 99], 2)!.position).toEqual([100, 100]);
    index.update('a', null);
    expect(snap(index, [100, 99], 2)).toBeNull();
    expect(index.at([0.9, 0.5])).toBe('b');
  });

  it('picks the smallest label under the pointer', () => {
    const inner = polygon([
      [2, 2],
      [4, 2],
      [4, 4],
      [2, 4],
    ]);
    expect(indexOf(['outer', square], ['inner', inner]).at([3, 3])).toBe('inner');
  });

  it.each(seeds(10))('finds what an exhaustive search finds (seed %i)', (seed) => {
    const random = new Random(seed);
    const labels = Array.from({ length: 80 }, (_, i): [string, Geometry] => [
      `l${i}`,
      random.content().geometry,
    ]);
    const index = indexOf(...labels);
    const all = labels.flatMap(([, geometry]) => rings(geometry));
    for (let i = 0; i < 100; i++) {
      const p = random.position();
      const toVertex = Math.min(...all.flat().map((v) => distance(p, v)));
      const toEdge = Math.min(
        ...all.flatMap((ring) =>
          ring.map((v, j) => distance(p, nearestOnSegment(p, v, ring[(j + 1) % ring.length]!))),
        ),
      );
      const found = snap(index, p, 12);
      const expected = toVertex <= 12 ? toVertex : toEdge <= 12 ? toEdge : null;
      if (expected === null) {
        expect(found).toBeNull();
      } else {
        expect(distance(p, found!.position)).toBeCloseTo(expected, 9);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { insertVertex } from '../../src/edit/actions/insertVertex';
import { moveVertex } from '../../src/edit/actions/moveVertex';
import { LabelDocument } from '../../src/edit/document';
import { polygon, type Geometry, type Position, type Ring } from '../../src/edit/geometry';
import { Brush } from '../../src/edit/map/brush';
import { gapOf } from '../../src/edit/map/stillShape';

/** What a brush draws of a ring, in screen pixels, one to one. */
function drawn(ring: Ring): Position[] {
  const brush = new Brush({} as CanvasRenderingContext2D, {
    centre: [500, 500],
    resolution: 1,
    width: 1000,
    height: 1000,
  });
  const points: Position[] = [];
  const add = (x: number, y: number) => void points.push([x, y]);
  brush.trace({ moveTo: add, lineTo: add, closePath: () => undefined }, ring, true);
  return points;
}

describe('what is drawn of an outline', () => {
  it('is every vertex that can be told apart', () => {
    const ring: Ring = [[1, 1], [9, 1], [9, 9], [5, 3], [1, 9]]; // prettier-ignore
    expect(drawn(ring)).toEqual(ring);
  });

  it('is a zigzag between two places once, and what comes after it joins where the pen is', () => {
    expect(drawn([[0, 0], [10, 0], [0, 0.1], [10, 0.1], [0, 0.2], [5, 50]])) // prettier-ignore
      .toEqual([[0, 0], [10, 0], [0, 0], [5, 50]]); // prettier-ignore
  });

  it('of fifty thousand teeth is few lines, none of them a pixel off', () => {
    const ring: Ring = Array.from({ length: 50_000 }, (_, i) => {
      const [angle, radius] = [(i / 25_000) * Math.PI, i % 2 === 0 ? 400 : 398];
      return [500 + radius * Math.cos(angle), 500 + radius * Math.sin(angle)];
    });
    const points = drawn(ring);
    expect(points.length).toBeLessThan(12_000);
    const radii = points.map(([x, y]) => Math.hypot(x - 500, y - 500));
    expect(Math.max(...radii)).toBeLessThanOrEqual(400.001);
    expect(Math.min(...radii)).toBeGreaterThanOrEqual(397.999);
  });
});

describe('the gap about a vertex that moves', () => {
  const shape = polygon(
    [[0, 0], [10, 0], [10, 10], [0, 10]], // prettier-ignore
  );
  const content = { geometry: shape, classId: 1, attributes: {} };
  const doc = LabelDocument.EMPTY.put('a', content);
  const after = (next: LabelDocument): Geometry => next.get('a')!.geometry;
  const hot = { part: 0, ring: 0, vertex: 0 };

  it('lies between its neighbours, and the rest of the outline leads from one to the other', () => {
    const gap = gapOf(shape, after(moveVertex(doc, 'a', hot, [-5, -5])), hot);
    expect(gap).toEqual({
      from: [0, 10],
      at: [-5, -5],
      to: [10, 0],
      rest: [[10, 0], [10, 10], [0, 10]], // prettier-ignore
    });
  });

  it('is in the edge where a vertex is inserted', () => {
    const last = { ...hot, vertex: 3 };
    const gap = gapOf(shape, after(insertVertex(doc, 'a', last, [-5, 5])), last);
    expect(gap).toMatchObject({ from: [0, 10], at: [-5, 5], to: [0, 0] });
    expect(gap?.rest).toEqual(shape.parts[0]?.[0]);
  });

  it('is none where the whole shape moves', () => {
    const moved = polygon([[1, 0], [11, 0], [11, 10], [1, 10]]); // prettier-ignore
    expect(gapOf(shape, moved, hot)).toBeNull();
    expect(gapOf(shape, moved, undefined)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { deltaBetween } from '../../src/edit/delta';
import {
  polygon,
  toGeoJson,
  type Geometry,
  type Position,
  type Ring,
} from '../../src/edit/geometry';
import { operationFor } from '../../src/edit/operation';
import { applyDelta } from './applyDelta';
import { Random, seeds } from './random';

function circle(corners: number, radius = 1000): Ring {
  return Array.from({ length: corners }, (_, i): Position => {
    const angle = (2 * Math.PI * i) / corners;
    return [2000 + radius * Math.cos(angle), 2000 + radius * Math.sin(angle)];
  });
}

function parts(geometry: Geometry): number[][][][] {
  const json = toGeoJson(geometry);
  return (json.type === 'Polygon' ? [json.coordinates] : json.coordinates) as number[][][][];
}

describe('a delta', () => {
  it('of one moved vertex among 50,000 is one splice and below 2 KB in the operation', () => {
    const ring = circle(50_000);
    const before = { geometry: polygon(ring), classId: 1, attributes: {} };
    const after = { ...before, geometry: polygon(ring.with(17, [1, 2])) };
    const operation = operationFor('o', 'e', 3, after, before);
    expect(operation.delta).toEqual([{ at: [0, 0, 17], remove: 1, insert: [[1, 2]] }]);
    expect(operation.geometry).toBeUndefined();
    expect(JSON.stringify(operation).length).toBeLessThan(2048);
  });

  it('is empty, and nothing of the shape is sent, where only the class changes', () => {
    const before = { geometry: polygon(circle(100)), classId: 1, attributes: {} };
    const operation = operationFor('o', 'e', 3, { ...before, classId: 2 }, before);
    expect(operation).not.toHaveProperty('geometry');
    expect(operation).not.toHaveProperty('delta');
  });

  it('is not used for small shapes, for a new label, or where the kind of shape changes', () => {
    const [small, large] = [polygon(circle(6)), polygon(circle(100))];
    expect(deltaBetween(small, polygon(circle(6).with(0, [0, 0])))).toBeNull();
    expect(deltaBetween(large, { type: 'MultiPolygon', parts: large.parts })).toBeNull();
    const content = { geometry: large, classId: 1, attributes: {} };
    expect(operationFor('o', 'e', 0, content, content).geometry).toBeDefined();
  });

  it.each(seeds(60))('takes the server from one shape to the other (seed %i)', (seed) => {
    const random = new Random(seed);
    const holes = Array.from({ length: random.int(3) }, () => circle(8, 10 + random.int(50)));
    const before = polygon(circle(120), ...holes);
    let part = before.parts[0]!;
    for (let i = 0; i < 1 + random.int(3); i++) {
      const ring = random.int(part.length);
      const at = random.int(part[ring]!.length);
      const change = random.pick([
        () => part.with(ring, part[ring]!.with(at, random.position())),
        () => part.with(ring, part[ring]!.toSpliced(at, 0, random.position())),
        () => part.with(ring, part[ring]!.toSpliced(at, 1)),
        () => [...part, circle(5, 7)],
        () => (part.length > 1 ? part.toSpliced(1, 1) : part),
      ]);
      part = change();
    }
    const after: Geometry = { type: 'Polygon', parts: [part] };
    const delta = deltaBetween(before, after);
    // Changes at both ends of a ring span most of it: then the whole shape is no longer.
    if (delta) {
      expect(applyDelta(parts(before), delta)).toEqual(parts(after));
    }
  });
});

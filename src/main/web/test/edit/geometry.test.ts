import { describe, expect, it } from 'vitest';
import {
  areaOf,
  boxOf,
  fromGeoJson,
  nearestOnSegment,
  partAt,
  polygon,
  toGeoJson,
  type Ring,
} from '../../src/edit/geometry';
import { Random, seeds } from './random';

const square: Ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
const hole: Ring = [
  [2, 2],
  [2, 4],
  [4, 4],
  [4, 2],
];

describe('geometry', () => {
  it.each([
    { type: 'Point', coordinates: [1, 2] },
    {
      type: 'MultiPoint',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    },
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
        [1, 2],
      ],
    },
    {
      type: 'MultiLineString',
      coordinates: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
    },
  ])('reads and writes $type', (json) => {
    expect(toGeoJson(fromGeoJson(json))).toEqual(json);
  });

  it.each(seeds(20))('goes through GeoJSON and back bit by bit (seed %i)', (seed) => {
    const { geometry } = new Random(seed).content();
    const json: unknown = JSON.parse(JSON.stringify(toGeoJson(geometry)));
    expect(fromGeoJson(json)).toEqual(geometry);
  });

  it('keeps a multipolygon of one part a multipolygon', () => {
    const json = { type: 'MultiPolygon', coordinates: [[[...square, square[0]]]] };
    expect(toGeoJson(fromGeoJson(json))).toEqual(json);
  });

  it('closes rings only in GeoJSON', () => {
    expect(toGeoJson(polygon(square)).coordinates[0]).toHaveLength(5);
    expect(fromGeoJson(toGeoJson(polygon(square))).parts[0]![0]).toHaveLength(4);
  });

  it('refuses what is no label', () => {
    expect(() => fromGeoJson({ type: 'GeometryCollection', geometries: [] })).toThrow(
      'not GeometryCollection',
    );
  });

  it('takes holes out of the area whichever way they turn', () => {
    expect(areaOf(polygon(square, hole))).toBe(96);
    expect(areaOf(polygon(square, [...hole].reverse()))).toBe(96);
  });

  it('measures far from the origin as exactly as near it', () => {
    const far = square.map(([x, y]) => [x + 1e8, y + 1e8] as const);
    expect(areaOf(polygon(far))).toBe(100);
  });

  it('does not count a hole as inside', () => {
    expect(partAt(polygon(square, hole), [1, 1])).toBe(0);
    expect(partAt(polygon(square, hole), [3, 3])).toBe(-1);
  });

  it('boxes every part', () => {
    const other = square.map(([x, y]) => [x + 20, y + 30] as const);
    expect(boxOf({ type: 'MultiPolygon', parts: [[square], [other]] })).toEqual([0, 0, 30, 40]);
  });

  it('finds the ends of a segment as the very same positions', () => {
    expect(nearestOnSegment([-5, 3], square[0]!, square[1]!)).toBe(square[0]);
    expect(nearestOnSegment([5, 3], square[0]!, square[1]!)).toEqual([5, 0]);
    expect(nearestOnSegment([5, 3], square[0]!, square[0]!)).toBe(square[0]);
  });
});

import { describe, expect, it } from 'vitest';
import { areaOf, partAt, polygon, rings, type Position } from '../../src/edit/geometry';
import { combine } from '../../src/edit/shapes/combine';
import { cut } from '../../src/edit/shapes/cut';
import { boxOnEdge, circleAbout } from '../../src/edit/shapes/figures';
import { simplified } from '../../src/edit/shapes/simplify';
import { squared } from '../../src/edit/shapes/square';
import { reshapeBy } from '../../src/edit/shapes/stroke';
import { traced } from '../../src/edit/shapes/trace';
import { Random, seeds } from './random';

const SQUARE: Position[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
const square = polygon(SQUARE);

function boxAt(x: number, y: number, side: number) {
  return polygon([
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ]);
}

describe('combining', () => {
  it('unites, subtracts and intersects, and keeps the vertices that were not touched', () => {
    const other = boxAt(5, 5, 10);
    const united = combine('union', square, [other])!;
    expect(areaOf(united)).toBe(175);
    expect(united.parts[0]![0]![0]).toBe(SQUARE[0]);
    expect(united.parts[0]![0]![1]).toBe(SQUARE[1]);
    expect(areaOf(combine('difference', square, [other])!)).toBe(75);
    expect(areaOf(combine('intersection', square, [other])!)).toBe(25);
  });

  it('makes a multipolygon of what does not touch and a hole of what is inside', () => {
    expect(combine('union', square, [boxAt(20, 0, 5)])!.type).toBe('MultiPolygon');
    const holed = combine('difference', square, [boxAt(4, 4, 2)])!;
    expect(holed.parts[0]).toHaveLength(2);
    expect(holed.parts[0]![0]).toBe(SQUARE);
  });

  it('answers null where nothing is left and the same object where nothing changes', () => {
    expect(combine('difference', square, [boxAt(-5, -5, 30)])).toBeNull();
    expect(combine('difference', square, [boxAt(50, 50, 5)])).toBe(square);
  });

  it('keeps a corner on a straight edge, and an untouched hole as the same object', () => {
    const hole: Position[] = [
      [1, 1],
      [1, 2],
      [2, 2],
    ];
    const shell: Position[] = [[0, 0], [5, 0], ...SQUARE.slice(1)];
    const made = combine('difference', polygon(shell, hole), [boxAt(8, 8, 5)])!;
    expect(made.parts[0]![1]).toBe(hole);
    expect(made.parts[0]![0]!.slice(0, 3)).toEqual(shell.slice(0, 3));
  });

  it('joins neighbours whose common edge differs by 1e-9', () => {
    const neighbour = polygon([
      [10 + 1e-9, 0],
      [20, 0],
      [20, 10],
      [10 - 1e-9, 10],
    ]);
    expect(areaOf(combine('union', square, [neighbour])!)).toBeCloseTo(200, 6);
  });

  it.each(seeds(30))('is right about every position, whatever the shapes (seed %i)', (seed) => {
    const random = new Random(seed);
    const [a, b] = [0, 1].map(() => polygon(random.ring([50, 50], 40), random.ring([50, 50], 8)));
    const outcomes = [
      ['union', (p: boolean, q: boolean) => p || q],
      ['difference', (p: boolean, q: boolean) => p && !q],
      ['intersection', (p: boolean, q: boolean) => p && q],
    ] as const;
    for (const [operation, truth] of outcomes) {
      const made = combine(operation, a!, [b!]);
      const wrong = Array.from({ length: 300 }, () => random.position(100)).filter(
        (at) =>
          (made !== null && partAt(made, at) >= 0) !==
          truth(partAt(a!, at) >= 0, partAt(b!, at) >= 0),
      );
      expect(wrong).toEqual([]);
    }
  });
});

describe('cutting', () => {
  it('makes two of one, the largest first, and shares the cut exactly', () => {
    const pieces = cut(square, [
      [7, -5],
      [7, 15],
    ]);
    expect(pieces.map(areaOf)).toEqual([70, 30]);
    expect(pieces[0]!.parts[0]![0]![0]).toBe(SQUARE[0]);
  });

  it('cuts through a hole and leaves what a line only enters', () => {
    const holed = polygon(SQUARE, [
      [4, 4],
      [6, 4],
      [6, 6],
      [4, 6],
    ]);
    const pieces = cut(holed, [
      [5, -1],
      [5, 11],
    ]);
    expect(pieces.map(areaOf)).toEqual([48, 48]);
    expect(pieces.every((piece) => rings(piece).length === 1)).toBe(true);
    const entering: Position[] = [
      [5, -1],
      [5, 2],
    ];
    expect(cut(holed, entering)).toEqual([holed]);
  });
});

describe('a stroke across an outline', () => {
  it('adds beyond the outline and keeps every other vertex', () => {
    const made = reshapeBy(square, [
      [2, 5],
      [2, 15],
      [8, 15],
      [8, 5],
    ])!;
    expect(areaOf(made)).toBe(130);
    expect(made.parts[0]![0]!.slice(0, 3)).toEqual(SQUARE.slice(0, 3));
    expect(made.parts[0]![0]![0]).toBe(SQUARE[0]);
  });

  it('cuts the smaller side away inside', () => {
    const made = reshapeBy(square, [
      [-1, 7],
      [11, 7],
    ])!;
    expect(areaOf(made)).toBe(70);
  });

  it('may begin and end exactly on vertices', () => {
    const made = reshapeBy(square, [
      [10, 10],
      [5, 14],
      [0, 10],
    ])!;
    expect(areaOf(made)).toBe(120);
    expect(made.parts[0]![0]).toHaveLength(5);
  });

  it('changes nothing where it crosses once', () => {
    expect(
      reshapeBy(square, [
        [5, 5],
        [5, 15],
      ]),
    ).toBeNull();
  });
});

describe('squaring', () => {
  it('makes nearly right corners right', () => {
    const made = squared(
      polygon([
        [0, 0.3],
        [10, -0.2],
        [10.2, 8],
        [-0.3, 8.3],
      ]),
    );
    const [a, b, c] = made.parts[0]![0]!;
    const dot = (b![0] - a![0]) * (c![0] - b![0]) + (b![1] - a![1]) * (c![1] - b![1]);
    expect(Math.abs(dot)).toBeLessThan(1e-6);
  });

  it('is content with what is right already', () => {
    expect(squared(square)).toBe(square);
  });
});

describe('figures', () => {
  it('a box on an edge has right corners on the side of the pointer', () => {
    const box = boxOnEdge([0, 0], [3, 4], [7, 1]);
    expect(areaOf(polygon(box))).toBeCloseTo(25, 9);
    expect(box[0]).toEqual([0, 0]);
  });

  it('a circle strays a tenth of a pixel at most', () => {
    const ring = circleAbout([0, 0], [40, 0]);
    const sagitta = 40 * (1 - Math.cos(Math.PI / ring.length));
    expect(sagitta).toBeLessThanOrEqual(0.1);
    expect(ring[0]).toEqual([40, 0]);
  });
});

describe('tracing', () => {
  const on = (vertex: number, kind: 'vertex' | 'edge', position: Position) => ({
    ring: SQUARE,
    vertex,
    kind,
    position,
  });

  it('takes the shorter way round, in either direction', () => {
    expect(traced(on(0, 'edge', [9, 0]), on(2, 'edge', [8, 10]))).toEqual([
      [10, 0],
      [10, 10],
    ]);
    expect(traced(on(1, 'vertex', [10, 0]), on(3, 'edge', [0, 1]))).toEqual([[0, 0]]);
    expect(traced(on(0, 'edge', [2, 0]), on(0, 'edge', [8, 0]))).toEqual([]);
  });

  it('does not lead from one outline to another', () => {
    expect(traced(on(0, 'vertex', [0, 0]), { ...on(2, 'vertex', [10, 10]), ring: [] })).toEqual([]);
    expect(traced(null, on(1, 'vertex', [10, 0]))).toEqual([]);
  });
});

it('simplifying keeps ends and corners', () => {
  const line: Position[] = [
    [0, 0],
    [5, 0.01],
    [10, 0],
    [10, 10],
  ];
  expect(simplified(line, 0.1)).toEqual([line[0], line[2], line[3]]);
});

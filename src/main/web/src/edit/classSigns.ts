import type { OntologyClass } from '../api/types';

/** How the outline of a class is broken, in screen pixels, and the border that looks alike. */
export interface Dash {
  readonly line: readonly number[];
  readonly border: 'solid' | 'dashed' | 'dotted';
}

export const SOLID: Dash = { line: [], border: 'solid' };
const DASHES: readonly Dash[] = [
  SOLID,
  { line: [8, 4], border: 'dashed' },
  { line: [2.5, 3], border: 'dotted' },
];

/** Classes of one colour are told apart by their lines: the first solid, the next broken. */
export function dashes(classes: readonly OntologyClass[]): ReadonlyMap<number, Dash> {
  const alike = new Map<string, number>();
  return new Map(
    classes.map(({ id, colour }) => {
      const earlier = alike.get(colour) ?? 0;
      alike.set(colour, earlier + 1);
      return [id, DASHES[earlier % DASHES.length]!];
    }),
  );
}

/**
 * Two letters for each class, no two alike: initials, else the first letter and a later one; the
 * number where even these are taken. Lower numbers choose first, so that a new class renames none.
 */
export function codes(classes: readonly OntologyClass[]): ReadonlyMap<number, string> {
  const taken = new Set<string>();
  const given = new Map<number, string>();
  for (const { id, name } of [...classes].sort((a, b) => a.id - b.id)) {
    const code = proposals(name).find((each) => !taken.has(each)) ?? String(id);
    taken.add(code);
    given.set(id, code);
  }
  return given;
}

function proposals(name: string): string[] {
  const words = name.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const initials = words.map(([first]) => first).join('');
  const letters = words.join('');
  return [
    ...(words.length > 1 ? [initials.slice(0, 2)] : []),
    ...[...letters].slice(1).map((later) => letters[0]! + later),
  ];
}

/** A ring about the origin, about one in radius, y downward. */
export type Shape = readonly (readonly [x: number, y: number])[];

const PLUS: Shape = [
  ...([
    [-0.4, -1.2],
    [0.4, -1.2],
    [0.4, -0.4],
    [1.2, -0.4],
    [1.2, 0.4],
    [0.4, 0.4],
  ] as const),
  ...([
    [0.4, 1.2],
    [-0.4, 1.2],
    [-0.4, 0.4],
    [-1.2, 0.4],
    [-1.2, -0.4],
    [-0.4, -0.4],
  ] as const),
];

/** What dots of a class look like; those that are told apart most easily first. */
export const SHAPES: readonly Shape[] = [
  corners([1.3], 4, 45),
  corners([1.15], 8, 22.5),
  corners([1.55], 3, -90),
  PLUS,
  corners([1.45], 4, 0),
  corners([1.55], 3, 90),
  turned(PLUS, 45),
  box(1.5, 0.55),
  box(0.55, 1.5),
  corners([1.6, 0.65], 10, -90),
  corners([1.55], 3, 0),
  corners([1.55], 3, 180),
];

/**
 * A shape for each class: no two alike while there are no more classes than shapes, and beyond that none
 * of one colour. Lower numbers choose first, so that a new class changes none.
 */
export function shapes(classes: readonly OntologyClass[]): ReadonlyMap<number, Shape> {
  const taken = new Set<string>();
  const given = new Map<number, Shape>();
  [...classes]
    .sort((a, b) => a.id - b.id)
    .forEach(({ id, colour }, i) => {
      const turns = SHAPES.map((_, step) => (i + step) % SHAPES.length);
      const turn = turns.find((each) => !taken.has(`${colour} ${each}`)) ?? i % SHAPES.length;
      taken.add(`${colour} ${turn}`);
      given.set(id, SHAPES[turn]!);
    });
  return given;
}

/** Corners all round, from one at so many degrees on; their radii take turns. */
function corners(radii: readonly number[], many: number, first: number): Shape {
  return Array.from({ length: many }, (_, i) => {
    const angle = ((first + (360 * i) / many) * Math.PI) / 180;
    const radius = radii[i % radii.length]!;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });
}

function box(x: number, y: number): Shape {
  return [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

function turned(shape: Shape, degrees: number): Shape {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return shape.map(([x, y]) => [x * cos - y * sin, x * sin + y * cos] as const);
}

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

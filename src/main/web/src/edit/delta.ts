import type { Operation } from '../api/types';
import { closedRing, isArea, type Geometry, type Part, type Position, type Ring } from './geometry';

export type Splice = NonNullable<Operation['delta']>[number];

/** Shapes of fewer vertices are sent whole: a delta would hardly be shorter. */
const WORTHWHILE = 40;

/**
 * What has to change in one geometry to make it another, ring by ring; null where sending it whole
 * is no longer. Rings that are the same object are not even looked at.
 */
export function deltaBetween(before: Geometry, after: Geometry): Splice[] | null {
  if (!isArea(after) || before.type !== after.type) {
    return null;
  }
  const splices: Splice[] = [];
  const common = Math.min(before.parts.length, after.parts.length);
  for (let part = 0; part < common; part++) {
    splices.push(...partDelta(before.parts[part]!, after.parts[part]!, part));
  }
  if (before.parts.length !== after.parts.length) {
    const insert = after.parts.slice(common).map((part) => part.map(closedRing));
    splices.push({ at: [common], remove: before.parts.length - common, insert });
  }
  const size = (geometry: Geometry) =>
    geometry.parts.flat().reduce((n, ring) => n + ring.length, 0);
  const sent = splices.reduce((sum, splice) => sum + 2 + flatLength(splice.insert), 0);
  return size(after) >= WORTHWHILE && sent < size(after) / 2 ? splices : null;
}

function partDelta(before: Part, after: Part, part: number): Splice[] {
  const splices: Splice[] = [];
  const common = Math.min(before.length, after.length);
  for (let ring = 0; ring < common; ring++) {
    const splice = before[ring] === after[ring] ? null : ringDelta(before[ring]!, after[ring]!);
    if (splice) {
      splices.push({ ...splice, at: [part, ring, ...splice.at] });
    }
  }
  if (before.length !== after.length) {
    const insert = after.slice(common).map(closedRing);
    splices.push({ at: [part, common], remove: before.length - common, insert });
  }
  return splices;
}

/** One splice from the first vertex that differs to the last. */
function ringDelta(before: Ring, after: Ring): Splice | null {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(before[head]!, after[head]!)) {
    head++;
  }
  let tail = 0;
  while (
    tail < shorter - head &&
    same(before[before.length - 1 - tail]!, after[after.length - 1 - tail]!)
  ) {
    tail++;
  }
  const insert = after.slice(head, after.length - tail).map(([x, y]) => [x, y]);
  const remove = before.length - tail - head;
  return remove === 0 && insert.length === 0 ? null : { at: [head], remove, insert };
}

function same(a: Position, b: Position): boolean {
  return a === b || (a[0] === b[0] && a[1] === b[1]);
}

function flatLength(insert: unknown): number {
  return Array.isArray(insert) && Array.isArray(insert[0])
    ? insert.reduce((sum: number, each) => sum + flatLength(each), 0)
    : 1;
}

import type { LabelDocument } from '../document';
import type { Geometry, Position, Ring } from '../geometry';
import { reshape } from './reshape';

/** Moves a vertex of several labels that stands at exactly one place, so that a common edge stays common. */
export function moveShared(
  doc: LabelDocument,
  ids: readonly string[],
  from: Position,
  to: Position,
): LabelDocument {
  return ids.reduce(
    (next, id) =>
      reshape(next, id, (geometry) =>
        mapRings(geometry, (ring) =>
          ring.some((position) => same(position, from))
            ? ring.map((position) => (same(position, from) ? to : position))
            : ring,
        ),
      ),
    doc,
  );
}

/** Inserts a vertex into one edge wherever one of the labels has it, in either direction. */
export function insertShared(
  doc: LabelDocument,
  ids: readonly string[],
  edge: readonly [Position, Position],
  to: Position,
): LabelDocument {
  const [a, b] = edge;
  return ids.reduce(
    (next, id) =>
      reshape(next, id, (geometry) =>
        mapRings(geometry, (ring) => {
          const at = ring.findIndex((from, i) => {
            const end = ring[(i + 1) % ring.length]!;
            return (same(from, a) && same(end, b)) || (same(from, b) && same(end, a));
          });
          return at < 0 ? ring : ring.toSpliced(at + 1, 0, to);
        }),
      ),
    doc,
  );
}

function mapRings(geometry: Geometry, change: (ring: Ring) => Ring): Geometry {
  return { ...geometry, parts: geometry.parts.map((part) => part.map(change)) };
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

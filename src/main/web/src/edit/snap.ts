import { distance, isArea, nearestOnSegment, rings, type Position, type Ring } from './geometry';
import type { LabelIndex } from './labelIndex';

export interface Snapped {
  readonly position: Position;
  readonly kind: 'vertex' | 'edge';
  /** The outline that attracted the pen. */
  readonly ring: Ring;
  /** The vertex, or the one that the edge starts at. */
  readonly vertex: number;
}

/**
 * Draws a position to the nearest vertex within reach, else to the nearest edge. A vertex wins over
 * a nearer edge: shared corners must be shared exactly.
 *
 * @param reach in image pixels
 * @param own shapes that count besides the indexed labels, such as the ring under the pen
 * @param except a label that must not attract itself
 */
export function snap(
  index: LabelIndex,
  position: Position,
  reach: number,
  { own = [], except }: { own?: readonly Ring[]; except?: string | undefined } = {},
): Snapped | null {
  const [x, y] = position;
  const near = index
    .in([x - reach, y - reach, x + reach, y + reach])
    .filter((label) => label.id !== except)
    .flatMap(({ geometry }) => rings(geometry).map((ring) => ({ ring, closed: isArea(geometry) })));
  return nearest([...near, ...own.map((ring) => ({ ring, closed: true }))], position, reach);
}

interface Candidate {
  readonly ring: Ring;
  readonly closed: boolean;
}

function nearest(
  candidates: readonly Candidate[],
  position: Position,
  reach: number,
): Snapped | null {
  let vertex: Snapped | null = null;
  let edge: Snapped | null = null;
  let toVertex = reach;
  let toEdge = reach;
  for (const { ring, closed } of candidates) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const here = ring[i]!;
      const away = distance(position, here);
      if (away <= toVertex) {
        toVertex = away;
        vertex = { position: here, kind: 'vertex', ring, vertex: i };
      }
      if (i === 0 && !closed) {
        continue;
      }
      const foot = nearestOnSegment(position, ring[j]!, here);
      const aside = distance(position, foot);
      if (aside <= toEdge) {
        toEdge = aside;
        edge = { position: foot, kind: 'edge', ring, vertex: j };
      }
    }
  }
  return vertex ?? edge;
}

import { distance, type Position } from '../geometry';
import type { Snapped } from '../snap';
import { between } from './stroke';

/**
 * The vertices of a neighbour's outline on the way between two places on it, the shorter way round;
 * none where the places are not on the same outline.
 */
export function traced(from: Snapped | null, to: Snapped | null): Position[] {
  if (!from || !to || from.ring !== to.ring) {
    return [];
  }
  const [a, b] = [placeOn(from), placeOn(to)];
  if (a === b) {
    return [];
  }
  const there = between(from.ring, a, b);
  const back = between(from.ring, b, a).reverse();
  const length = (way: Position[]) =>
    [from.position, ...way, to.position].reduce(
      (sum, position, i, all) => sum + (i === 0 ? 0 : distance(all[i - 1]!, position)),
      0,
    );
  return length(there) <= length(back) ? there : back;
}

/** Along the outline: vertex index plus the share of its edge. */
function placeOn({ ring, vertex, kind, position }: Snapped): number {
  if (kind === 'vertex') {
    return vertex;
  }
  const [from, to] = [ring[vertex]!, ring[(vertex + 1) % ring.length]!];
  return vertex + distance(from, position) / distance(from, to);
}

import type { Part } from '../geometry';
import { isSound } from '../shapes/jts';
import { simplified } from '../shapes/simplify';

/** Without vertices that lie within the tolerance of it, unless it would cross itself without them. */
export function smoothed(outline: Part, tolerance: number): Part {
  const within = (most: number) =>
    outline
      .map((ring) => simplified([...ring, ring[0]!], most).slice(0, -1))
      .filter((ring) => ring.length >= 3);
  const smooth = within(tolerance);
  return isSound({ type: 'Polygon', parts: [smooth] }) ? smooth : within(0);
}

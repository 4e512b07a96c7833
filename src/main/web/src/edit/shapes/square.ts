import { distance, type Geometry, type Position, type Ring } from '../geometry';

/** Degrees that a corner may be away from right or straight and still be meant so. */
const MEANT = 35;
const ROUNDS = 200;
/** Image pixels that rounding alone may move a vertex. */
const STILL = 1e-9;

/**
 * The shape with corners that are nearly right made right, after the direction of its longest edges.
 * A vertex is moved only along with such a corner; a ring of which no corner is nearly right stays
 * the same object.
 */
export function squared(geometry: Geometry): Geometry {
  const parts = geometry.parts.map((part) => part.map(squaredRing));
  return parts.every((part, p) => part.every((ring, r) => ring === geometry.parts[p]![r]))
    ? geometry
    : { ...geometry, parts };
}

function squaredRing(ring: Ring): Ring {
  const turn = mainDirection(ring);
  const local = ring.map((position) => rotate(position, -turn));
  // Each edge that lies nearly along an axis wants both its ends on one line.
  const wants = local.map((from, i) => axisOf(from, local[(i + 1) % local.length]!));
  if (!wants.some((want, i) => want && wants[(i + 1) % wants.length])) {
    return ring;
  }
  const moved = local.map(([x, y]) => ({ x, y }));
  for (let round = 0; round < ROUNDS; round++) {
    wants.forEach((want, i) => {
      const [a, b] = [moved[i]!, moved[(i + 1) % moved.length]!];
      if (want === 'along') {
        a.y = b.y = (a.y + b.y) / 2;
      } else if (want === 'across') {
        a.x = b.x = (a.x + b.x) / 2;
      }
    });
  }
  const made = moved.map(({ x, y }, i): Position => {
    const touched = wants[i] ?? wants[(i + wants.length - 1) % wants.length];
    const to = rotate([x, y], turn);
    return touched && distance(to, ring[i]!) > STILL ? to : ring[i]!;
  });
  return made.every((position, i) => position === ring[i]) ? ring : made;
}

function axisOf(from: Position, to: Position): 'along' | 'across' | null {
  const angle = Math.abs((Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI);
  if (Math.min(angle, 180 - angle) <= MEANT) {
    return 'along';
  }
  return Math.abs(angle - 90) <= MEANT ? 'across' : null;
}

/** The direction modulo a right angle that the edges have in common, weighted by their length. */
function mainDirection(ring: Ring): number {
  let [sin, cos] = [0, 0];
  ring.forEach((from, i) => {
    const to = ring[(i + 1) % ring.length]!;
    const angle = 4 * Math.atan2(to[1] - from[1], to[0] - from[0]);
    sin += Math.sin(angle) * distance(from, to);
    cos += Math.cos(angle) * distance(from, to);
  });
  return Math.atan2(sin, cos) / 4;
}

function rotate([x, y]: Position, angle: number): Position {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return [x * cos - y * sin, x * sin + y * cos];
}

import { signedArea, withRing, type Geometry, type Position, type Ring } from '../geometry';

/** Share of an edge within which a stroke that was snapped to the outline counts as touching it. */
const NEAR = 1e-9;

/** Where a stroke crosses a ring. */
interface Crossing {
  /** Along the ring: vertex index plus the share of its edge. */
  readonly onRing: number;
  /** Along the stroke, in the same way. */
  readonly onStroke: number;
  readonly position: Position;
}

/**
 * The shape whose outline follows the stroke between the first and the last place where it crosses
 * one ring: beyond the outline it adds, inside it cuts away the smaller side. Null where no ring is
 * crossed twice. Every vertex outside that stretch stays the very same.
 */
export function reshapeBy(geometry: Geometry, stroke: readonly Position[]): Geometry | null {
  let best: { part: number; ring: number; crossings: Crossing[] } | null = null;
  geometry.parts.forEach((rings, part) =>
    rings.forEach((positions, ring) => {
      const crossings = crossingsOf(positions, stroke);
      if (crossings.length >= 2 && crossings.length > (best?.crossings.length ?? 0)) {
        best = { part, ring, crossings };
      }
    }),
  );
  const chosen = best as { part: number; ring: number; crossings: Crossing[] } | null;
  if (!chosen) {
    return null;
  }
  const ring = geometry.parts[chosen.part]![chosen.ring]!;
  return withRing(geometry, chosen, follow(ring, stroke, chosen.crossings));
}

function follow(ring: Ring, stroke: readonly Position[], crossings: readonly Crossing[]): Ring {
  const [first, last] = [crossings[0]!, crossings.at(-1)!];
  const drawn = [
    first.position,
    ...stroke.filter((_, i) => i > first.onStroke && i < last.onStroke),
    last.position,
  ];
  const there = [...drawn, ...between(ring, last.onRing, first.onRing)];
  const back = [...[...drawn].reverse(), ...between(ring, first.onRing, last.onRing)];
  const kept = Math.abs(signedArea(there)) >= Math.abs(signedArea(back)) ? there : back;
  return begunLike(kept, ring);
}

/** The ring's own vertices on the way from one place to another, in its direction. */
export function between(ring: Ring, from: number, to: number): Position[] {
  const size = ring.length;
  const end = to > from ? to : to + size;
  const found: Position[] = [];
  for (let i = Math.floor(from) + 1; i < end; i++) {
    found.push(ring[i % size]!);
  }
  return found;
}

/** The same cycle, begun at the first vertex that the old ring still shares with it. */
function begunLike(cycle: Ring, ring: Ring): Ring {
  const index = new Map(cycle.map((position, i) => [position, i]));
  const start = ring.map((position) => index.get(position)).find((i) => i !== undefined) ?? 0;
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}

function crossingsOf(ring: Ring, stroke: readonly Position[]): Crossing[] {
  const found: Crossing[] = [];
  for (let s = 0; s + 1 < stroke.length; s++) {
    const [a, b] = [stroke[s]!, stroke[s + 1]!];
    const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
    const end = s + 2 === stroke.length;
    for (let r = 0; r < ring.length; r++) {
      const [c, d] = [ring[r]!, ring[(r + 1) % ring.length]!];
      if (Math.max(c[0], d[0]) < left || Math.min(c[0], d[0]) > right) {
        continue;
      }
      const met = meet(a, b, c, d);
      if (met && (met.t < 1 - NEAR || end)) {
        found.push({ onStroke: s + met.t, onRing: r + met.u, position: met.position });
      }
    }
  }
  return found.sort((x, y) => x.onStroke - y.onStroke);
}

/** Where two segments cross, as shares of both; half open on the second, so that a vertex is one crossing. */
function meet(
  a: Position,
  b: Position,
  c: Position,
  d: Position,
): { t: number; u: number; position: Position } | null {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const cross = rx * sy - ry * sx;
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross;
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross;
  if (!(t >= -NEAR && t <= 1 + NEAR && u >= -NEAR && u < 1 - NEAR)) {
    return null;
  }
  if (u <= NEAR) {
    return { t, u: 0, position: c };
  }
  if (t <= NEAR) {
    return { t: 0, u, position: a };
  }
  return t >= 1 - NEAR
    ? { t: 1, u, position: b }
    : { t, u, position: [a[0] + t * rx, a[1] + t * ry] };
}

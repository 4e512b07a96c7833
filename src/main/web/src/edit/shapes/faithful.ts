import { signedArea, type Geometry, type Part, type Position, type Ring } from '../geometry';

/** How far, in pixels, an overlay may have moved a vertex that it had to draw to another. */
const MOVED = 1e-6;

interface Place {
  readonly ring: Ring;
  readonly vertex: number;
}

/**
 * The outcome of an overlay in the words of what went into it: a vertex that was there before is the
 * very same, an untouched ring is the same object, and a changed ring keeps direction and first
 * vertex of the one it came from. So nothing moves unasked, and a saved change is as small as it can be.
 */
export function faithful(parts: readonly Part[], sources: readonly Geometry[]): Part[] {
  const places = new Map<string, Place[]>();
  for (const ring of sources.flatMap((source) => source.parts.flat())) {
    ring.forEach((position, vertex) => {
      const key = keyOf(position);
      places.set(key, [...(places.get(key) ?? []), { ring, vertex }]);
    });
  }
  return parts.map((part) => part.map((ring) => alike(restored(ring, places), places)));
}

function keyOf([x, y]: Position): string {
  return `${Math.round(x / MOVED / 4)} ${Math.round(y / MOVED / 4)}`;
}

/** The ring with every position that stood in a source replaced by that very position. */
function restored(ring: Ring, places: ReadonlyMap<string, Place[]>): Ring {
  return ring.map((position) => {
    const found = places.get(keyOf(position))?.map((place) => place.ring[place.vertex]!);
    const exact = found?.find(([x, y]) => x === position[0] && y === position[1]);
    return exact ?? found?.find((each) => near(each, position)) ?? position;
  });
}

function near(a: Position, b: Position): boolean {
  return Math.abs(a[0] - b[0]) <= MOVED && Math.abs(a[1] - b[1]) <= MOVED;
}

/** The same cycle of vertices, begun and directed like the ring that its first old vertex is from. */
function alike(ring: Ring, places: ReadonlyMap<string, Place[]>): Ring {
  const origin = originOf(ring, places);
  if (!origin) {
    return ring;
  }
  const directed =
    signedArea(ring) < 0 === signedArea(origin) < 0 ? ring : [ring[0]!, ...ring.slice(1).reverse()];
  const index = new Map(directed.map((position, i) => [position, i]));
  const start = origin.map((position) => index.get(position)).find((i) => i !== undefined) ?? 0;
  const turned = [...directed.slice(start), ...directed.slice(0, start)];
  const same = turned.length === origin.length && turned.every((p, i) => p === origin[i]);
  return same ? origin : turned;
}

/** The source ring that most of the vertices are from. */
function originOf(ring: Ring, places: ReadonlyMap<string, Place[]>): Ring | undefined {
  const votes = new Map<Ring, number>();
  for (const position of ring) {
    for (const place of places.get(keyOf(position)) ?? []) {
      if (place.ring[place.vertex] === position) {
        votes.set(place.ring, (votes.get(place.ring) ?? 0) + 1);
      }
    }
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Parts as one geometry; null where nothing is left. */
export function geometryOf(parts: readonly Part[]): Geometry | null {
  if (parts.length === 0) {
    return null;
  }
  return { type: parts.length === 1 ? 'Polygon' : 'MultiPolygon', parts };
}

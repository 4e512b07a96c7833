import {
  distance,
  isArea,
  midpoint,
  vertexAt,
  type Geometry,
  type Position,
  type Ring,
  type VertexRef,
} from '../geometry';

/** The vertex nearest to the position, within reach. */
export function hitVertex(geometry: Geometry, p: Position, reach: number): VertexRef | null {
  return nearest(geometry, p, reach, (ring, vertex) => ring[vertex]!);
}

/**
 * The edge whose midpoint is nearest, within reach, named by its first vertex. Edges so short that
 * the midpoint would hide between two vertices have none.
 */
export function hitMidpoint(geometry: Geometry, p: Position, reach: number): VertexRef | null {
  return nearest(geometry, p, reach, (ring, vertex) =>
    midpointAt(ring, vertex, reach, isArea(geometry)),
  );
}

/** The midpoint handle of an edge; null where it is too short to have one. */
export function midpointAt(
  ring: Ring,
  vertex: number,
  reach: number,
  closed: boolean,
): Position | null {
  if (!closed && vertex === ring.length - 1) {
    return null;
  }
  const from = ring[vertex]!;
  const to = ring[(vertex + 1) % ring.length]!;
  return distance(from, to) > 4 * reach ? midpoint(from, to) : null;
}

function nearest(
  geometry: Geometry,
  p: Position,
  reach: number,
  handle: (ring: Ring, vertex: number) => Position | null,
): VertexRef | null {
  let found: VertexRef | null = null;
  let within = reach;
  geometry.parts.forEach((rings, part) =>
    rings.forEach((positions, ring) => {
      for (let vertex = 0; vertex < positions.length; vertex++) {
        const at = handle(positions, vertex);
        const away = at ? distance(p, at) : Infinity;
        if (away <= within) {
          [found, within] = [{ part, ring, vertex }, away];
        }
      }
    }),
  );
  return found;
}

export function sameRef(a: VertexRef | null, b: VertexRef | null): boolean {
  return a?.part === b?.part && a?.ring === b?.ring && a?.vertex === b?.vertex;
}

export function positionOf(geometry: Geometry, ref: VertexRef): Position {
  return vertexAt(geometry, ref) ?? [NaN, NaN];
}

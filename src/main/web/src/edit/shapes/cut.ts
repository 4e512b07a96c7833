import Polygonizer from 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js';
import { areaOf, partAt, type Geometry, type Part, type Position, type Ring } from '../geometry';
import { faithful } from './faithful';
import { lineOf, overlay, partsOf, toJts, type Jts } from './jts';

/**
 * The pieces that a line cuts a shape into, the largest first; one piece where it cuts nothing, or
 * where the shape crosses itself and has no inside.
 */
export function cut(geometry: Geometry, line: readonly Position[]): Geometry[] {
  let pieces: readonly Part[];
  try {
    pieces = geometry.parts.flatMap((part) => cutPart(part, line));
  } catch {
    return [geometry];
  }
  if (pieces.length <= geometry.parts.length) {
    return [geometry];
  }
  return pieces
    .map((part): Geometry => ({ type: 'Polygon', parts: [part] }))
    .sort((a, b) => areaOf(b) - areaOf(a));
}

function cutPart(part: Part, line: readonly Position[]): Part[] {
  const whole: Geometry = { type: 'Polygon', parts: [part] };
  const polygonizer = new Polygonizer();
  polygonizer.add(overlay(toJts(whole).getBoundary(), lineOf(line), 'union'));
  const faces = (polygonizer.getPolygons().toArray() as Jts[]).flatMap(partsOf);
  const inside = faithful(faces, [whole]).filter((face) => partAt(whole, within(face)) >= 0);
  return inside.length < 2 ? [part] : inside;
}

/** A position inside the part: beside the middle of an edge, on the inner side. */
export function within(part: Part): Position {
  const shape: Geometry = { type: 'Polygon', parts: [part] };
  const shell = part[0] ?? [];
  const edges = shell.map((from, i) => [from, shell[(i + 1) % shell.length]!] as const);
  edges.sort((a, b) => length(b) - length(a));
  for (const [from, to] of edges) {
    const [mx, my] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const [nx, ny] = [(from[1] - to[1]) * 1e-3, (to[0] - from[0]) * 1e-3];
    const found = [1, -1]
      .map((side): Position => [mx + side * nx, my + side * ny])
      .find((position) => partAt(shape, position) >= 0);
    if (found) {
      return found;
    }
  }
  return centre(shell);
}

function length([a, b]: readonly [Position, Position]): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

function centre(ring: Ring): Position {
  const sum = ring.reduce(([x, y], p) => [x + p[0], y + p[1]] as const, [0, 0] as const);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

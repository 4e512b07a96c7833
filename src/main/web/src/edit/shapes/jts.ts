import Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js';
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js';
import SnapOverlayOp from 'jsts/org/locationtech/jts/operation/overlay/snap/SnapOverlayOp.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import type { Geometry, Part, Position, Ring } from '../geometry';

/** A geometry of JTS, the engine that the server's rules use as well. Only this folder sees one. */
export interface Jts {
  getNumGeometries(): number;
  getGeometryN(index: number): Jts;
  getGeometryType(): string;
  isEmpty(): boolean;
  getNumInteriorRing(): number;
  getInteriorRingN(index: number): Jts;
  getExteriorRing(): Jts;
  getCoordinates(): { x: number; y: number }[];
  getBoundary(): Jts;
  getArea(): number;
  getLength(): number;
}

export type Overlay = 'union' | 'difference' | 'intersection';

const FACTORY = new GeometryFactory();
const OPERATIONS: Record<Overlay, number> = {
  union: OverlayOp.UNION,
  difference: OverlayOp.DIFFERENCE,
  intersection: OverlayOp.INTERSECTION,
};

export function toJts({ parts }: Geometry): Jts {
  return FACTORY.createMultiPolygon(
    parts.map(([shell, ...holes]) => FACTORY.createPolygon(ringOf(shell ?? []), holes.map(ringOf))),
  ) as unknown as Jts;
}

/** Whether no ring crosses or touches itself or another where it may not. */
export function isSound(geometry: Geometry): boolean {
  return IsValidOp.isValid(toJts(geometry)) as boolean;
}

export function lineOf(line: readonly Position[]): Jts {
  return FACTORY.createLineString(line.map(coordinate)) as Jts;
}

function ringOf(ring: Ring) {
  const closed = ring[0] ? [...ring, ring[0]] : ring;
  return FACTORY.createLinearRing(closed.map(coordinate));
}

function coordinate([x, y]: Position) {
  return new Coordinate(x, y);
}

/** The polygons in a result, whatever else (a line, a point) it holds. */
export function partsOf(geometry: Jts): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < geometry.getNumGeometries(); i++) {
    const each = geometry.getGeometryN(i);
    if (each.getGeometryType() === 'Polygon' && !each.isEmpty()) {
      const holes = Array.from({ length: each.getNumInteriorRing() }, (_, h) =>
        positionsOf(each.getInteriorRingN(h)),
      );
      parts.push([positionsOf(each.getExteriorRing()), ...holes]);
    }
  }
  return parts;
}

function positionsOf(ring: Jts): Ring {
  return ring
    .getCoordinates()
    .slice(0, -1)
    .map(({ x, y }): Position => [x, y]);
}

/**
 * Overlays two geometries in floating point: vertices of the inputs come out as they went in. Where
 * rounding defeats that (edges that all but coincide), vertices are drawn together within 1e-9 of
 * the extent, and the caller puts the original ones back.
 */
export function overlay(a: Jts, b: Jts, operation: Overlay): Jts {
  try {
    return OverlayOp.overlayOp(a, b, OPERATIONS[operation]) as Jts;
  } catch {
    return SnapOverlayOp.overlayOp(a, b, OPERATIONS[operation]) as Jts;
  }
}

import { isArea, isPoint, type Geometry } from '../geometry';
import { lineOf, overlay, toJts } from './jts';

/** How much there is of a shape: area, length, or number of points. */
export function extentOf(shape: Geometry): number {
  if (isArea(shape)) {
    return toJts(shape).getArea();
  }
  const lines = shape.parts.flat();
  return isPoint(shape)
    ? lines.flat().length
    : lines.reduce((sum, line) => sum + lineOf(line).getLength(), 0);
}

/** How much of a shape lies in an area, in the same measure. */
export function extentWithin(shape: Geometry, area: Geometry): number {
  const around = toJts(area);
  if (isArea(shape)) {
    return overlay(toJts(shape), around, 'intersection').getArea();
  }
  const lines = shape.parts.flat();
  return isPoint(shape)
    ? lines.flat().filter(([x, y]) => area.parts.some((part) => isInPart(part, x, y))).length
    : lines.reduce(
        (sum, line) => sum + overlay(lineOf(line), around, 'intersection').getLength(),
        0,
      );
}

/** By the even-odd rule: a point in a hole is crossed out. */
function isInPart(part: Geometry['parts'][number], x: number, y: number): boolean {
  let inside = false;
  for (const ring of part) {
    ring.forEach(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length]!;
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) {
        inside = !inside;
      }
    });
  }
  return inside;
}

import { isArea, isPoint, rings, type Box, type Geometry } from '../geometry';

/** Of a drawing that shows the box with some room around it. */
export function viewBox([minX, minY, maxX, maxY]: Box): string {
  const margin = Math.max(maxX - minX, maxY - minY) * 0.12 + 1;
  return [minX - margin, minY - margin, maxX - minX + 2 * margin, maxY - minY + 2 * margin].join(
    ' ',
  );
}

/** The shape as the data of an SVG path. */
export function pathOf(geometry: Geometry): string {
  const end = isArea(geometry) ? 'Z' : isPoint(geometry) ? 'h0.01' : '';
  return rings(geometry)
    .map((ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join('L')}${end}`)
    .join('');
}

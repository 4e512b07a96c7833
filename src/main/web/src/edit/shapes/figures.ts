import { distance, type Position, type Ring } from '../geometry';

/** Image pixels by which the edges of a circle may stray from it. */
const STRAY = 0.1;

/** The corners clockwise on the screen from the upper left, whichever way the drag went. */
export function boxBetween([ax, ay]: Position, [bx, by]: Position): Ring {
  const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)];
  const [top, bottom] = [Math.min(ay, by), Math.max(ay, by)];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

/** A box on the edge from a to b, as wide as c lies beside it. */
export function boxOnEdge(a: Position, b: Position, c: Position): Ring {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  const width = ((c[1] - a[1]) * dx - (c[0] - a[0]) * dy) / length;
  const [nx, ny] = [(-dy / length) * width, (dx / length) * width];
  return [a, b, [b[0] + nx, b[1] + ny], [a[0] + nx, a[1] + ny]];
}

/** As many corners as it takes to stay close to the circle, a multiple of four, from 12 to 180. */
export function circleAbout(centre: Position, rim: Position): Ring {
  const radius = distance(centre, rim);
  const start = Math.atan2(rim[1] - centre[1], rim[0] - centre[0]);
  const needed = Math.PI / Math.acos(1 - Math.min(0.5, STRAY / radius));
  const corners = 4 * Math.ceil(Math.min(180, Math.max(12, needed)) / 4);
  return Array.from({ length: corners }, (_, i): Position => {
    const angle = start + (2 * Math.PI * i) / corners;
    return [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)];
  });
}

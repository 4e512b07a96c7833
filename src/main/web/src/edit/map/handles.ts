import { isArea, vertexAt, type Geometry, type Position, type VertexRef } from '../geometry';
import { midpointAt, sameRef } from '../tools/hit';
import { HANDLE, HOT, type Brush } from './brush';

/** Handles closer than this to the last one drawn would only cover each other. */
const CROWDED = 5;
/** Screen pixels that an edge must have about its middle to get a handle there. */
const REACH = 8;

/** All handles but the one under the pen, in few strokes: a crowded outline has hundreds of them. */
export function drawHandles(brush: Brush, shape: Geometry, hot: VertexRef | undefined): void {
  const reach = REACH * brush.camera.resolution;
  const [squares, dots] = [new Path2D(), new Path2D()];
  shape.parts.forEach((rings, part) =>
    rings.forEach((positions, ring) => {
      let last: Position = [-99, -99];
      for (let vertex = 0; vertex < positions.length; vertex++) {
        const at = brush.toScreen(positions[vertex]!);
        const crowded = Math.hypot(at[0] - last[0], at[1] - last[1]) < CROWDED;
        const isHot = hot !== undefined && sameRef(hot, { part, ring, vertex });
        if (!isHot && !crowded && brush.onScreen(at)) {
          brush.square(squares, at, HANDLE);
          last = at;
        }
        const middle = midpointAt(positions, vertex, reach, isArea(shape));
        const between = middle && brush.toScreen(middle);
        if (between && brush.onScreen(between)) {
          brush.dot(dots, between, 3);
        }
      }
    }),
  );
  brush.handles(squares, '#ffffff', 1.5);
  brush.handles(dots, 'rgba(255, 255, 255, 0.65)', 1);
}

/** The handle under the pen: a vertex, or the middle of the edge that starts there. */
export function drawHot(brush: Brush, shape: Geometry, hot: VertexRef, inserting: boolean): void {
  const path = new Path2D();
  const ring = shape.parts[hot.part]?.[hot.ring] ?? [];
  const at = inserting
    ? midpointAt(ring, hot.vertex, REACH * brush.camera.resolution, isArea(shape))
    : vertexAt(shape, hot);
  if (at && inserting) {
    brush.dot(path, brush.toScreen(at), 5);
  } else if (at) {
    brush.square(path, brush.toScreen(at), HANDLE + 2);
  }
  brush.handles(path, HOT, 1.5);
}

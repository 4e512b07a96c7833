import symbology from '../../../../../../styles/labels.json';
import type { Box, Geometry, Ring } from '../geometry';
import type { Classes } from '../ontology';

/** One label as it is drawn. */
export interface Drawn {
  readonly geometry: Geometry;
  readonly classId: number;
}

/** Labels drawn before the painter looks at the clock again. */
const PIECE = 150;
/** Labels smaller than this on screen are a dot of this size: their outline could not be seen. */
const SPECK = 2.5;
/** Vertices nearer than this to the last one drawn cannot be told from it. */
const SAME = 0.6;

export interface TileView {
  /** The part of the image plane that the tile shows. */
  readonly box: Box;
  /** Image pixels per screen pixel. */
  readonly resolution: number;
  /** Screen pixels per CSS pixel. */
  readonly ratio: number;
}

/**
 * Draws labels into one tile, a piece at a time: each step ends where the page may want to draw a
 * frame. Labels of a class are drawn together, which is what a canvas is fast at.
 */
export function* paintTile(
  context: CanvasRenderingContext2D,
  labels: readonly Drawn[],
  classes: Classes,
  { box, resolution, ratio }: TileView,
): Generator<void, void, void> {
  context.scale(ratio, ratio);
  const far = resolution > symbology.farBeyond;
  const sorted = [...labels].sort((a, b) => a.classId - b.classId);
  for (let from = 0; from < sorted.length;) {
    const { classId } = sorted[from]!;
    let to = from;
    const path = new Path2D();
    while (to < sorted.length && to - from < PIECE && sorted[to]!.classId === classId) {
      for (const part of sorted[to]!.geometry.parts) {
        part.forEach((ring) => trace(path, ring, box, resolution));
      }
      to++;
    }
    ink(context, path, classes.colour(classId), far);
    from = to;
    yield;
  }
}

/**
 * A dark casing below a bright line can be seen on snow and on asphalt. Far out (image pixels per
 * screen pixel) it would only hide the picture, and so would a line of full width.
 */
function ink(context: CanvasRenderingContext2D, path: Path2D, colour: string, far: boolean): void {
  const { fillOpacity, line, casing } = symbology;
  context.fillStyle =
    colour +
    Math.round(fillOpacity * 255)
      .toString(16)
      .padStart(2, '0');
  context.fill(path, 'evenodd');
  context.lineJoin = 'round';
  if (!far) {
    context.strokeStyle = casing.colour;
    context.lineWidth = casing.width;
    context.stroke(path);
  }
  context.strokeStyle = colour;
  context.lineWidth = far ? line.farWidth : line.width;
  context.stroke(path);
}

function trace(path: Path2D, ring: Ring, [left, top]: Box, resolution: number): void {
  const first = ring[0];
  if (!first) {
    return;
  }
  const [startX, startY] = [(first[0] - left) / resolution, (first[1] - top) / resolution];
  path.moveTo(startX, startY);
  let [lastX, lastY] = [startX, startY];
  let extent = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x, y] = [(ring[i]![0] - left) / resolution, (ring[i]![1] - top) / resolution];
    if (Math.abs(x - lastX) >= SAME || Math.abs(y - lastY) >= SAME) {
      path.lineTo(x, y);
      [lastX, lastY] = [x, y];
      extent = Math.max(extent, Math.abs(x - startX), Math.abs(y - startY));
    }
  }
  if (extent < SPECK) {
    path.rect(startX, startY, SPECK, SPECK);
  } else {
    path.closePath();
  }
}

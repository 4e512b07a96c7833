import symbology from '../../../../../../styles/labels.json';
import { isArea, type Box, type Geometry, type Ring } from '../geometry';
import type { Classes } from '../ontology';

/** One label as it is drawn. */
export interface Drawn {
  readonly geometry: Geometry;
  readonly extent: Box;
  readonly classId: number;
  /** Of its layer, 0 to 1. */
  readonly opacity: number;
}

/** Labels drawn before the painter looks at the clock again. */
const PIECE = 150;
/** Labels smaller than this on screen are a dot of this size: their outline could not be seen. */
const SPECK = 2.5;
/** Side of a point. */
const POINT = 7;
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
  const sorted = [...labels].sort((a, b) => a.opacity - b.opacity || a.classId - b.classId);
  for (let from = 0; from < sorted.length;) {
    const { classId, opacity } = sorted[from]!;
    const alike = ({ classId: other, opacity: strength }: Drawn) =>
      other === classId && strength === opacity;
    let to = from;
    const [areas, lines] = [new Path2D(), new Path2D()];
    while (to < sorted.length && to - from < PIECE && alike(sorted[to]!)) {
      const { geometry } = sorted[to++]!;
      const path = isArea(geometry) ? areas : lines;
      for (const ring of geometry.parts.flat()) {
        trace(path, ring, box, resolution, path === areas);
      }
    }
    context.globalAlpha = opacity;
    ink(context, areas, lines, classes.colour(classId), far ? [] : classes.dash(classId).line, far);
    if (!far) {
      const words = [classes.name(classId), classes.code(classId)];
      name(context, sorted.slice(from, to), words, { box, resolution, ratio });
    }
    from = to;
    yield;
  }
}

/** The class in words, or in two letters where there is less room: colour is no cue for everybody. */
function name(
  context: CanvasRenderingContext2D,
  labels: readonly Drawn[],
  forms: readonly string[],
  { box, resolution }: TileView,
): void {
  context.font = '500 11px Roboto, sans-serif';
  const measured = forms.map((words) => ({ words, width: context.measureText(words).width }));
  for (const { extent } of labels) {
    const [minX, minY, maxX, maxY] = extent;
    const [across, down] = [(maxX - minX) / resolution, (maxY - minY) / resolution];
    const fitting = measured.find(
      ({ width }, i) => across > width + 12 - 6 * i && down > 26 - 8 * i,
    );
    if (fitting) {
      const { words, width } = fitting;
      const x = ((minX + maxX) / 2 - box[0]) / resolution - width / 2;
      const y = ((minY + maxY) / 2 - box[1]) / resolution + 4;
      context.lineWidth = 3;
      context.strokeStyle = 'rgba(6, 12, 18, 0.8)';
      context.strokeText(words, x, y);
      context.fillStyle = '#ffffff';
      context.fillText(words, x, y);
    }
  }
}

/**
 * A dark casing below a bright line can be seen on snow and on asphalt. Far out (image pixels per
 * screen pixel) it would only hide the picture, and so would a line of full width.
 */
function ink(
  context: CanvasRenderingContext2D,
  areas: Path2D,
  lines: Path2D,
  colour: string,
  dash: readonly number[],
  far: boolean,
): void {
  const { fillOpacity, line, casing } = symbology;
  context.fillStyle =
    colour +
    Math.round(fillOpacity * 255)
      .toString(16)
      .padStart(2, '0');
  context.fill(areas, 'evenodd');
  areas.addPath(lines);
  context.lineJoin = 'round';
  if (!far) {
    context.strokeStyle = casing.colour;
    context.lineWidth = casing.width;
    context.stroke(areas);
  }
  context.strokeStyle = colour;
  context.lineWidth = far ? line.farWidth : line.width;
  context.setLineDash([...dash]);
  context.stroke(areas);
  context.setLineDash([]);
}

function trace(
  path: Path2D,
  ring: Ring,
  [left, top]: Box,
  resolution: number,
  close: boolean,
): void {
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
    const side = ring.length === 1 ? POINT : SPECK;
    path.rect(startX - side / 2, startY - side / 2, side, side);
  } else if (close) {
    path.closePath();
  }
}

import {
  isArea,
  isLine,
  isPoint,
  rings,
  type Geometry,
  type Position,
  type Ring,
} from '../geometry';
import type { Snapped } from '../snap';
import type { Sketch } from '../tools/tool';
import { Brush, HANDLE, HOT, type Camera } from './brush';
import { drawHandles, drawHot } from './handles';
import { StillShape, outline } from './stillShape';

/** What is drawn above the labels. */
export interface Scenery {
  readonly selected: Geometry | undefined;
  /** Objects chosen besides the selected one. */
  readonly others: readonly Geometry[];
  /** Shows handles on the selected shape. */
  readonly editable: boolean;
  readonly colour: string;
  /** Colour of what is being drawn. */
  readonly ink: string;
  readonly sketch: Sketch;
  /** Path kept by a tool that was left. */
  readonly kept: Ring;
  /** An earlier state to hold the selected shape against. */
  readonly ghost: Geometry | null;
  readonly snapped: Snapped | null;
  readonly cursor: Position | null;
}

/** Radius of a point. */
const POINT = 7;

/**
 * Draws the selected shape, handles and the pen on a canvas of its own, so that following the
 * pointer never redraws image or labels. Positions come in image pixels.
 */
export class Overlay {
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly still = new StillShape();
  private blank = false;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d')!;
  }

  draw(camera: Camera, scenery: Scenery): void {
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const blank = isBlank(scenery);
    if (blank && this.blank) {
      // Nothing was there and nothing will be: a pan over ten thousand labels costs no second canvas.
      return;
    }
    this.blank = blank;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, camera.width, camera.height);
    const brush = new Brush(this.context, camera);
    const still = this.drawStill(brush, ratio, scenery);
    scenery.others.forEach((other) => drawOther(brush, other));
    if (!still) {
      drawSelected(brush, scenery);
    }
    if (scenery.ghost) {
      brush.cased(pathOf(brush, scenery.ghost), '#ffffff', 1.75, 3.5, [6, 5]);
    }
    drawSketch(brush, scenery);
    if (scenery.snapped) {
      drawSnapped(brush, scenery.snapped);
    }
    if (scenery.cursor) {
      drawCursor(brush, scenery.cursor);
    }
    if (scenery.sketch.note) {
      brush.words(scenery.sketch.note.text, scenery.sketch.note.at);
    }
  }

  /** Whether the selected shape has so many vertices that it was drawn as a picture. */
  private drawStill(brush: Brush, ratio: number, scenery: Scenery): boolean {
    const { selected, sketch, editable, colour } = scenery;
    const { shape: moving, hot, inserting = false } = sketch;
    return (
      selected !== undefined &&
      this.still.draw(brush, ratio, { shape: selected, moving, hot, inserting, editable, colour })
    );
  }
}

function pathOf(brush: Brush, shape: Geometry): Path2D {
  const path = new Path2D();
  const closed = isArea(shape);
  shape.parts.forEach((part) => part.forEach((ring) => brush.trace(path, ring, closed)));
  if (isPoint(shape)) {
    rings(shape).forEach(([at]) => at && brush.dot(path, brush.toScreen(at), POINT));
  }
  return path;
}

function drawOther(brush: Brush, other: Geometry): void {
  const path = pathOf(brush, other);
  if (!isLine(other)) {
    brush.fill(path, 'rgba(255, 255, 255, 0.14)');
  }
  brush.cased(path, '#ffffff', 2, 4, [7, 4]);
}

function drawSelected(brush: Brush, { selected, sketch, colour, editable }: Scenery): void {
  const shape = sketch.shape ?? selected;
  if (!shape) {
    return;
  }
  const path = pathOf(brush, shape);
  if (!isLine(shape)) {
    brush.fill(path, `${colour}40`);
  }
  outline(brush, path, colour);
  if (editable) {
    const { hot, inserting = false } = sketch;
    drawHandles(brush, shape, inserting ? undefined : hot);
    if (hot) {
      drawHot(brush, shape, hot, inserting);
    }
  }
}

function drawSketch(brush: Brush, { sketch, kept, ink }: Scenery): void {
  const ring = sketch.ring ?? [];
  if (ring.length > 0) {
    drawRing(brush, ring, sketch, ink);
  } else if (kept.length > 0) {
    brush.context.globalAlpha = 0.55;
    brush.cased(brush.path(kept, false), ink, 2, 4, [6, 5]);
    brush.context.globalAlpha = 1;
  }
  if (sketch.outline) {
    const path = brush.path(sketch.outline, true);
    brush.fill(path, `${ink}33`);
    brush.cased(path, ink, 2, 4);
  }
  if (sketch.pen && ring.length === 0) {
    const dot = new Path2D();
    brush.dot(dot, brush.toScreen(sketch.pen), 3);
    brush.handles(dot, 'rgba(255, 255, 255, 0.65)', 1);
  }
}

function drawRing(brush: Brush, ring: Ring, sketch: Sketch, ink: string): void {
  const { pen, open = false, ahead = [] } = sketch;
  const next = pen ? [...ahead, pen] : ahead;
  if (!open) {
    brush.fill(brush.path([...ring, ...next], true), `${ink}2e`);
  }
  brush.cased(brush.path(ring, false), ink, 2.5, 4.5);
  if (next.length > 0) {
    brush.cased(brush.path([ring.at(-1)!, ...next], false), ink, 2, 3.5);
    if (!open) {
      brush.stroke(brush.path([next.at(-1)!, ring[0]!], false), ink, 1.25, [5, 5]);
    }
  }
  const [first, others] = [new Path2D(), new Path2D()];
  ring.forEach((position, i) =>
    brush.square(
      i === 0 ? first : others,
      brush.toScreen(position),
      i === 0 ? HANDLE + 1 : HANDLE - 1,
    ),
  );
  brush.handles(others, '#ffffff', 1.5);
  brush.handles(first, !open && ring.length > 2 ? HOT : '#ffffff', 1.5);
}

function drawSnapped(brush: Brush, { position, kind }: Snapped): void {
  const [x, y] = brush.toScreen(position);
  const path = new Path2D();
  if (kind === 'vertex') {
    path.arc(x, y, 9, 0, 2 * Math.PI);
  } else {
    path.moveTo(x, y - 9);
    path.lineTo(x + 9, y);
    path.lineTo(x, y + 9);
    path.lineTo(x - 9, y);
    path.closePath();
  }
  brush.cased(path, HOT, 2, 4);
}

function drawCursor(brush: Brush, position: Position): void {
  const [x, y] = brush.toScreen(position);
  const path = new Path2D();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    path.moveTo(x + 4 * dx, y + 4 * dy);
    path.lineTo(x + 16 * dx, y + 16 * dy);
  }
  brush.cased(path, '#ffffff', 2, 4.5);
}

function isBlank({ selected, others, sketch, kept, ghost, snapped, cursor }: Scenery): boolean {
  const { ring = [], pen, outline, shape } = sketch;
  const lines = ring.length + kept.length + others.length;
  const shapes = [selected, shape, ghost, outline, pen, snapped, cursor];
  return lines === 0 && shapes.every((each) => !each);
}

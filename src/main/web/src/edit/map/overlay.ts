import type { Geometry, Position, Ring, VertexRef } from '../geometry';
import type { Snapped } from '../snap';
import { midpointAt, sameRef } from '../tools/hit';
import type { Sketch } from '../tools/tool';

/** What is drawn above the labels. */
export interface Scenery {
  readonly selected: Geometry | undefined;
  /** Shows handles on the selected shape. */
  readonly editable: boolean;
  readonly colour: string;
  /** Colour of what is being drawn. */
  readonly ink: string;
  readonly sketch: Sketch;
  /** Ring kept by a tool that was left. */
  readonly kept: Ring;
  readonly snapped: Snapped | null;
  readonly cursor: Position | null;
}

export interface Camera {
  readonly centre: Position;
  readonly resolution: number;
  readonly width: number;
  readonly height: number;
}

const DARK = 'rgba(6, 12, 18, 0.75)';
const HANDLE = 4;
/** Handles closer than this to the last one drawn would only cover each other. */
const CROWDED = 5;

/**
 * Draws the selected shape, handles and the pen on a canvas of its own, so that following the
 * pointer never redraws image or labels. Positions come in image pixels.
 */
export class Overlay {
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private blank = false;
  private camera: Camera = { centre: [0, 0], resolution: 1, width: 0, height: 0 };

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d')!;
  }

  draw(camera: Camera, scenery: Scenery): void {
    this.camera = camera;
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
    this.drawSelected(scenery);
    this.drawSketch(scenery);
    if (scenery.snapped) {
      this.drawSnapped(scenery.snapped);
    }
    if (scenery.cursor) {
      this.drawCursor(scenery.cursor);
    }
  }

  private drawSelected({ selected, sketch, colour, editable }: Scenery): void {
    const shape = sketch.shape ?? selected;
    if (!shape) {
      return;
    }
    const path = new Path2D();
    shape.parts.forEach((part) => part.forEach((ring) => this.trace(path, ring, true)));
    const { context } = this;
    context.fillStyle = `${colour}40`;
    context.fill(path, 'evenodd');
    this.stroke(path, DARK, 6);
    this.stroke(path, '#ffffff', 4);
    this.stroke(path, colour, 2);
    if (editable) {
      this.drawHandles(shape, sketch);
    }
  }

  private drawHandles(shape: Geometry, { hot, inserting }: Sketch): void {
    const reach = 8 * this.camera.resolution;
    shape.parts.forEach((rings, part) =>
      rings.forEach((positions, ring) => {
        let last: Position = [-99, -99];
        for (let vertex = 0; vertex < positions.length; vertex++) {
          const here: VertexRef = { part, ring, vertex };
          const isHot = hot !== undefined && sameRef(hot, here);
          const at = this.toScreen(positions[vertex]!);
          const crowded = Math.hypot(at[0] - last[0], at[1] - last[1]) < CROWDED;
          if (this.onScreen(at) && (isHot || !crowded)) {
            this.square(at, isHot && !inserting ? HANDLE + 2 : HANDLE, isHot && !inserting);
            last = at;
          }
          const middle = midpointAt(positions, vertex, reach);
          if (middle) {
            this.dot(this.toScreen(middle), isHot && inserting === true);
          }
        }
      }),
    );
  }

  private square([x, y]: Position, half: number, hot: boolean): void {
    const { context } = this;
    context.fillStyle = hot ? '#ffd54a' : '#ffffff';
    context.strokeStyle = DARK;
    context.lineWidth = 1.5;
    context.beginPath();
    context.rect(x - half, y - half, 2 * half, 2 * half);
    context.fill();
    context.stroke();
  }

  private dot(at: Position, hot: boolean): void {
    if (!this.onScreen(at)) {
      return;
    }
    const { context } = this;
    context.fillStyle = hot ? '#ffd54a' : 'rgba(255, 255, 255, 0.65)';
    context.strokeStyle = DARK;
    context.lineWidth = 1;
    context.beginPath();
    context.arc(at[0], at[1], hot ? 5 : 3, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }

  private drawSketch({ sketch, kept, ink }: Scenery): void {
    const ring = sketch.ring ?? [];
    if (ring.length > 0) {
      this.drawRing(ring, sketch.pen, ink);
    } else if (kept.length > 0) {
      const path = new Path2D();
      this.trace(path, kept, false);
      this.context.globalAlpha = 0.55;
      this.stroke(path, DARK, 4);
      this.stroke(path, ink, 2, [6, 5]);
      this.context.globalAlpha = 1;
    }
    if (sketch.outline) {
      const path = new Path2D();
      this.trace(path, sketch.outline, true);
      this.context.fillStyle = `${ink}33`;
      this.context.fill(path);
      this.stroke(path, DARK, 4);
      this.stroke(path, ink, 2);
    }
    if (sketch.pen && ring.length === 0) {
      this.dot(this.toScreen(sketch.pen), false);
    }
  }

  private drawRing(ring: Ring, pen: Position | undefined, ink: string): void {
    const whole = pen ? [...ring, pen] : ring;
    const area = new Path2D();
    this.trace(area, whole, true);
    this.context.fillStyle = `${ink}2e`;
    this.context.fill(area, 'evenodd');
    const drawn = new Path2D();
    this.trace(drawn, ring, false);
    this.stroke(drawn, DARK, 4.5);
    this.stroke(drawn, ink, 2.5);
    if (pen) {
      const ahead = new Path2D();
      this.trace(ahead, [ring.at(-1)!, pen], false);
      this.stroke(ahead, DARK, 3.5);
      this.stroke(ahead, ink, 2);
      const closing = new Path2D();
      this.trace(closing, [pen, ring[0]!], false);
      this.stroke(closing, ink, 1.25, [5, 5]);
    }
    ring.forEach((position, i) =>
      this.square(
        this.toScreen(position),
        i === 0 ? HANDLE + 1 : HANDLE - 1,
        i === 0 && ring.length > 2,
      ),
    );
  }

  private drawSnapped({ position, kind }: Snapped): void {
    const { context } = this;
    const [x, y] = this.toScreen(position);
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
    context.setLineDash([]);
    this.stroke(path, DARK, 4);
    this.stroke(path, '#ffd54a', 2);
  }

  private drawCursor(position: Position): void {
    const [x, y] = this.toScreen(position);
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
    this.stroke(path, DARK, 4.5);
    this.stroke(path, '#ffffff', 2);
  }

  private trace(path: Path2D, ring: Ring, close: boolean): void {
    ring.forEach((position, i) => {
      const [x, y] = this.toScreen(position);
      if (i === 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    });
    if (close && ring.length > 0) {
      path.closePath();
    }
  }

  private stroke(path: Path2D, style: string, width: number, dash: number[] = []): void {
    const { context } = this;
    context.setLineDash(dash);
    context.lineJoin = 'round';
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke(path);
    context.setLineDash([]);
  }

  private toScreen([x, y]: Position): Position {
    const { centre, resolution, width, height } = this.camera;
    return [(x - centre[0]) / resolution + width / 2, (y - centre[1]) / resolution + height / 2];
  }

  private onScreen([x, y]: Position): boolean {
    return x > -9 && y > -9 && x < this.camera.width + 9 && y < this.camera.height + 9;
  }
}

function isBlank({ selected, sketch, kept, snapped, cursor }: Scenery): boolean {
  const { ring = [], pen, outline, shape } = sketch;
  const lines = ring.length + kept.length;
  return lines === 0 && !selected && !shape && !pen && !outline && !snapped && !cursor;
}

import type { Position, Ring } from '../geometry';

export interface Camera {
  readonly centre: Position;
  readonly resolution: number;
  readonly width: number;
  readonly height: number;
}

export const DARK = 'rgba(6, 12, 18, 0.75)';
export const HOT = '#ffd54a';
/** Half the side of a handle, screen pixels. */
export const HANDLE = 4;
/** Vertices nearer than this to the last one drawn cannot be told from it. */
const SAME = 0.6;

/** Draws in image pixels on a canvas of the screen. Not to be kept beyond a frame. */
export class Brush {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;

  constructor(context: CanvasRenderingContext2D, camera: Camera) {
    this.context = context;
    this.camera = camera;
  }

  toScreen([x, y]: Position): Position {
    const { centre, resolution, width, height } = this.camera;
    return [(x - centre[0]) / resolution + width / 2, (y - centre[1]) / resolution + height / 2];
  }

  onScreen([x, y]: Position): boolean {
    return x > -9 && y > -9 && x < this.camera.width + 9 && y < this.camera.height + 9;
  }

  /**
   * Adds a ring or line to the path. What cannot be told apart on screen is drawn once, be it a step
   * or a zigzag between two places, and a run of vertices beyond one side of it is drawn as its ends,
   * so that a shape of 50,000 vertices costs as much as what can be seen of it.
   */
  trace(path: Pick<Path2D, 'moveTo' | 'lineTo' | 'closePath'>, ring: Ring, close: boolean): void {
    const { centre, resolution, width, height } = this.camera;
    const [left, top] = [
      centre[0] - (width / 2) * resolution,
      centre[1] - (height / 2) * resolution,
    ];
    // The last two places drawn; the pen may have come back to the one before.
    let [lastX, lastY] = [NaN, NaN];
    let [beforeX, beforeY] = [NaN, NaN];
    let back = false;
    let [pendingX, pendingY] = [NaN, NaN];
    let side = 0;
    const draw = (x: number, y: number) => {
      path.lineTo(x, y);
      [beforeX, beforeY, lastX, lastY] = [lastX, lastY, x, y];
    };
    for (let i = 0; i < ring.length; i++) {
      const x = (ring[i]![0] - left) / resolution;
      const y = (ring[i]![1] - top) / resolution;
      const beyond = x < -20 ? 1 : x > width + 20 ? 2 : y < -20 ? 3 : y > height + 20 ? 4 : 0;
      if (i === 0) {
        path.moveTo(x, y);
        [lastX, lastY] = [x, y];
      } else if (beyond !== 0 && beyond === side) {
        [pendingX, pendingY] = [x, y];
        continue;
      } else {
        if (!Number.isNaN(pendingX)) {
          draw(pendingX, pendingY);
          pendingX = pendingY = NaN;
        }
        const atLast = Math.abs(x - lastX) < SAME && Math.abs(y - lastY) < SAME;
        const atBefore = Math.abs(x - beforeX) < SAME && Math.abs(y - beforeY) < SAME;
        if ((atLast || atBefore) && i < ring.length - 1) {
          back = !atLast;
          continue;
        }
        if (back) {
          draw(beforeX, beforeY);
          back = false;
        }
        draw(x, y);
      }
      side = beyond;
    }
    if (!Number.isNaN(pendingX)) {
      path.lineTo(pendingX, pendingY);
    }
    if (close && ring.length > 0) {
      path.closePath();
    }
  }

  path(ring: Ring, close: boolean): Path2D {
    const path = new Path2D();
    this.trace(path, ring, close);
    return path;
  }

  fill(path: Path2D, style: string): void {
    this.context.fillStyle = style;
    this.context.fill(path, 'evenodd');
  }

  stroke(path: Path2D, style: string, width: number, dash: number[] = []): void {
    const { context } = this;
    context.setLineDash(dash);
    context.lineJoin = 'round';
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke(path);
    context.setLineDash([]);
  }

  /** A line on a dark casing, which is seen on snow and on asphalt. */
  cased(path: Path2D, style: string, width: number, casing: number, dash: number[] = []): void {
    this.stroke(path, DARK, casing);
    this.stroke(path, style, width, dash);
  }

  square(path: Path2D, [x, y]: Position, half: number): void {
    path.rect(x - half, y - half, 2 * half, 2 * half);
  }

  dot(path: Path2D, [x, y]: Position, radius: number): void {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }

  handles(path: Path2D, style: string, line: number): void {
    this.context.fillStyle = style;
    this.context.fill(path);
    this.stroke(path, DARK, line);
  }

  words(text: string, at: Position): void {
    const { context, camera } = this;
    const [x, y] = this.toScreen(at);
    context.font = '500 13px Roboto, sans-serif';
    const width = context.measureText(text).width + 16;
    const left = Math.min(x + 14, camera.width - width - 4);
    context.fillStyle = 'rgba(6, 12, 18, 0.88)';
    context.fillRect(left, y - 30, width, 22);
    context.fillStyle = '#ffffff';
    context.fillText(text, left + 8, y - 14.5);
  }
}

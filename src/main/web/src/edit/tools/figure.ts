import { distance, polygon, type Position, type Ring } from '../geometry';
import { NO_CLASS, type Desk, type Pointer, type Sketch, type Tool } from './tool';

export interface Figure {
  readonly hint: string;
  readonly between: (from: Position, to: Position) => Ring;
}

/** Draws a figure that two positions determine, with one drag, and stays ready for the next. */
export class FigureTool implements Tool {
  /** Image pixels below which a drag was a slip. */
  private static readonly SLIP = 1;

  private readonly desk: Desk;
  private readonly figure: Figure;
  private from: Position | null = null;
  private to: Position | null = null;
  private pen: Position | undefined;

  constructor(desk: Desk, figure: Figure) {
    this.desk = desk;
    this.figure = figure;
  }

  hint(): string {
    return this.from ? 'Release where it ends · Esc drops it' : this.figure.hint;
  }

  grab({ position }: Pointer): boolean {
    if (this.desk.classId === null) {
      this.desk.say(NO_CLASS);
    } else {
      this.from = this.to = position;
    }
    return true;
  }

  drag({ position }: Pointer): void {
    this.to = position;
  }

  drop({ position }: Pointer): void {
    const from = this.from;
    this.from = this.to = null;
    if (from) {
      const ring = this.figure.between(from, position);
      const narrow = ring.some((corner, i) => distance(corner, ring[(i + 1) % ring.length]!) === 0);
      const [width, height] = extent(ring);
      if (!narrow && Math.min(width, height) >= FigureTool.SLIP) {
        this.desk.draw(polygon(ring));
      }
    }
  }

  hover({ position }: Pointer): void {
    this.pen = position;
  }

  click(): void {
    this.from = this.to = null;
  }

  doubleClick(): void {
    // A figure is one drag.
  }

  key(key: string): boolean {
    if (key !== 'Escape') {
      return false;
    }
    if (this.from) {
      this.from = this.to = null;
    } else {
      this.pen = undefined;
      this.desk.leave();
    }
    return true;
  }

  sketch(): Sketch {
    return this.from && this.to && distance(this.from, this.to) > 0
      ? { outline: this.figure.between(this.from, this.to) }
      : { pen: this.pen };
  }

  snapping(): { except: string | null } | null {
    return { except: null };
  }
}

function extent(ring: Ring): [number, number] {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
}

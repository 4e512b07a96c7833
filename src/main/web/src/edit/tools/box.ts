import { polygon, type Position, type Ring } from '../geometry';
import { newId } from '../ids';
import type { Desk, Pointer, Sketch, Tool } from './tool';

/** Draws an upright box from corner to corner and stays ready for the next. */
export class BoxTool implements Tool {
  /** Image pixels below which a drag was a slip. */
  private static readonly SLIP = 1;

  private readonly desk: Desk;
  private from: Position | null = null;
  private to: Position | null = null;
  private pen: Position | undefined;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  hint(): string {
    return this.from
      ? 'Release at the opposite corner · Esc drops it'
      : 'Drag from corner to corner';
  }

  grab({ position }: Pointer): boolean {
    if (this.desk.classId === null) {
      this.desk.say('Choose a class first: a digit key or the panel.');
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
    const { classId } = this.desk;
    if (!from || classId === null) {
      return;
    }
    const size = Math.min(Math.abs(position[0] - from[0]), Math.abs(position[1] - from[1]));
    if (size < BoxTool.SLIP) {
      return;
    }
    const id = newId();
    this.desk.session.perform('addLabel', id, {
      geometry: polygon(corners(from, position)),
      classId,
      attributes: {},
    });
    this.desk.select(id);
  }

  hover({ position }: Pointer): void {
    this.pen = position;
  }

  click(): void {
    this.from = this.to = null;
  }

  doubleClick(): void {
    // A box is one drag.
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
    return this.from && this.to ? { outline: corners(this.from, this.to) } : { pen: this.pen };
  }

  snapping(): { except: string | null } | null {
    return { except: null };
  }
}

/** The corners clockwise on the screen from the upper left, whichever way the drag went. */
function corners([ax, ay]: Position, [bx, by]: Position): Ring {
  const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)];
  const [top, bottom] = [Math.min(ay, by), Math.max(ay, by)];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

import type { Position } from '../geometry';
import type { Desk, Pointer, Sketch, Tool } from './tool';

/** Pins a note to a place: one click, then words. */
export class NoteTool implements Tool {
  private readonly desk: Desk;
  private pen: Position | undefined;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  hint(): string {
    return 'Click where the note belongs';
  }

  grab(): boolean {
    return false;
  }

  drag(): void {
    // A drag pans the map.
  }

  drop(): void {
    // See drag.
  }

  hover({ raw }: Pointer): void {
    this.pen = raw;
  }

  click({ raw }: Pointer): void {
    this.desk.pin(raw);
    this.desk.leave();
  }

  doubleClick(): void {
    // One note is one click.
  }

  key(key: string): boolean {
    if (key === 'Escape') {
      this.pen = undefined;
      this.desk.leave();
      return true;
    }
    return false;
  }

  sketch(): Sketch {
    return { pen: this.pen };
  }

  snapping(): null {
    return null;
  }
}

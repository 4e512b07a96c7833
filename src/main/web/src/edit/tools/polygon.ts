import { polygon, type Ring } from '../geometry';
import { PathTool } from './path';
import { NO_CLASS, type Desk } from './tool';

/** Draws a new object and stays ready for the next. */
export class PolygonTool extends PathTool {
  constructor(desk: Desk) {
    super(desk, { closed: true, least: 3 });
  }

  protected override opening(): string {
    return 'Click to place the first vertex';
  }

  protected override obstacle(): string | null {
    return this.desk.classId === null ? NO_CLASS : null;
  }

  protected override finished(ring: Ring): boolean {
    return this.desk.draw(polygon(ring));
  }
}

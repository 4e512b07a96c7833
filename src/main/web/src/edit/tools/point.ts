import { point, type Ring } from '../geometry';
import { PathTool } from './path';
import { NO_CLASS, type Desk } from './tool';

/** Places points, one a click. */
export class PointTool extends PathTool {
  constructor(desk: Desk) {
    super(desk, { closed: false, least: 1, most: 1 });
  }

  protected override opening(): string {
    return 'Click to place a point';
  }

  protected override obstacle(): string | null {
    return this.desk.classId === null ? NO_CLASS : null;
  }

  protected override finished([at]: Ring): boolean {
    return this.desk.draw(point(at!));
  }
}

import { distance, polygon, type Ring } from '../geometry';
import { boxOnEdge } from '../shapes/figures';
import { PathTool } from './path';
import { NO_CLASS, type Desk, type Sketch } from './tool';

/** Draws a box in any direction: two clicks along one side, a third for the width. */
export class OrientedBoxTool extends PathTool {
  constructor(desk: Desk) {
    super(desk, { closed: true, least: 3, most: 3 });
  }

  override hint(): string {
    return this.path.length === 2
      ? 'Click the opposite side · Backspace takes one back'
      : super.hint();
  }

  protected override opening(): string {
    return 'Click both ends of one side';
  }

  protected override obstacle(): string | null {
    return this.desk.classId === null ? NO_CLASS : null;
  }

  protected override finished(corners: Ring): boolean {
    const [a, b, c] = corners;
    const box = boxOnEdge(a!, b!, c!);
    return distance(box[1]!, box[2]!) > 0 && this.desk.draw(polygon(box));
  }

  override sketch(): Sketch {
    const [a, b] = this.path;
    return a && b && this.pen
      ? { ring: this.path, outline: boxOnEdge(a, b, this.pen), open: true }
      : { ...super.sketch(), open: true };
  }
}

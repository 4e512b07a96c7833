import { line, type Ring } from '../geometry';
import { PathTool } from './path';
import { NO_CLASS, type Desk } from './tool';

/** Draws a line: a road's middle, a runway, a pipe. */
export class LineTool extends PathTool {
  constructor(desk: Desk) {
    super(desk, { closed: false, least: 2 });
  }

  protected override opening(): string {
    return 'Click where the line begins';
  }

  protected override obstacle(): string | null {
    return this.desk.classId === null ? NO_CLASS : null;
  }

  protected override finished(path: Ring): boolean {
    return this.desk.draw(line(path));
  }
}

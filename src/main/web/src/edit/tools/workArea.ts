import type { Ring } from '../geometry';
import { PathTool } from './path';
import type { Desk } from './tool';

/** Draws an area of work around what one person is to do. */
export class WorkAreaTool extends PathTool {
  constructor(desk: Desk) {
    super(desk, { closed: true, least: 3 });
  }

  protected override opening(): string {
    return 'Click the first corner of the area; what belongs to other areas stays theirs';
  }

  protected override obstacle(): string | null {
    return null;
  }

  protected override finished(ring: Ring): boolean {
    // The server may refuse it, and undo does not reach it: it can be had back in the tool.
    this.discarded = ring;
    this.desk.planArea(ring);
    this.desk.leave();
    return true;
  }
}

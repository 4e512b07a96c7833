import { partAt, type Position, type Ring } from '../geometry';
import { PathTool } from './path';
import type { Desk } from './tool';

/** Draws a hole into the selected object. */
export class HoleTool extends PathTool {
  /** The object that the ring was begun in, whatever is selected later. */
  private target: string | null = null;

  constructor(desk: Desk) {
    super(desk, { closed: true, least: 3 });
  }

  protected override opening(): string {
    return this.desk.selected === null
      ? 'Select the object first'
      : 'Click inside the selected object to begin the hole';
  }

  protected override obstacle(first: Position): string | null {
    const { selected, session } = this.desk;
    const label = selected === null ? undefined : session.doc.get(selected);
    if (!label) {
      return 'A hole needs a selected object around it.';
    }
    if (partAt(label.geometry, first) < 0) {
      return 'A hole begins inside the selected object.';
    }
    this.target = selected;
    return null;
  }

  protected override finished(ring: Ring): boolean {
    const { session } = this.desk;
    const label = this.target === null ? undefined : session.doc.get(this.target);
    const part = label ? Math.max(0, partAt(label.geometry, ring[0]!)) : 0;
    if (this.target === null || !label || !session.perform('addHole', this.target, part, ring)) {
      this.desk.say('The object is gone: there is nothing to cut a hole into.');
      return false;
    }
    this.desk.select(this.target);
    this.desk.leave();
    return true;
  }
}

import type { Ring } from '../geometry';
import { PathTool } from './path';
import type { Desk } from './tool';

/** Draws a further part of the selected object, which becomes a multipolygon. */
export class PartTool extends PathTool {
  private target: string | null = null;

  constructor(desk: Desk) {
    super(desk, { closed: true, least: 3 });
  }

  protected override opening(): string {
    return this.desk.selected === null
      ? 'Select the object first'
      : 'Click to place the first vertex of a further part';
  }

  protected override obstacle(): string | null {
    this.target = this.desk.selected;
    return this.target === null ? 'A part needs a selected object that it belongs to.' : null;
  }

  protected override finished(ring: Ring): boolean {
    const { target, desk } = this;
    if (target === null || !desk.session.perform('addPart', target, ring)) {
      desk.say('The object is gone: there is nothing to add a part to.');
      return false;
    }
    desk.select(target);
    desk.leave();
    return true;
  }
}

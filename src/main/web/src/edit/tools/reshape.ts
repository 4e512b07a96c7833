import type { Ring } from '../geometry';
import { PathTool } from './path';
import { NOTHING_SELECTED, type Desk } from './tool';

/** Redraws a stretch of the selected object's outline by a stroke that crosses it twice. */
export class ReshapeTool extends PathTool {
  constructor(desk: Desk) {
    super(desk, { closed: false, least: 2 });
  }

  protected override opening(): string {
    return this.desk.selected === null
      ? 'Select the object first'
      : 'Draw across the outline, along where it should be, and across it again';
  }

  protected override obstacle(): string | null {
    return this.desk.selected === null ? NOTHING_SELECTED : null;
  }

  protected override finished(stroke: Ring): boolean {
    const { selected, session } = this.desk;
    if (selected !== null && session.perform('reshapeLabel', selected, stroke)) {
      this.desk.select(selected);
      return true;
    }
    this.desk.say('The stroke does not cross one outline twice: nothing was changed.');
    return false;
  }
}

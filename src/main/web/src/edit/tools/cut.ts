import type { Ring } from '../geometry';
import { newId } from '../ids';
import { PathTool } from './path';
import { NOTHING_SELECTED, type Desk } from './tool';

/** Cuts the selected object along a line. */
export class CutTool extends PathTool {
  constructor(desk: Desk) {
    super(desk, { closed: false, least: 2 });
  }

  protected override opening(): string {
    return this.desk.selected === null
      ? 'Select the object first'
      : 'Click outside the object, then across it, and finish on the other side';
  }

  protected override obstacle(): string | null {
    return this.desk.selected === null ? NOTHING_SELECTED : null;
  }

  protected override finished(line: Ring): boolean {
    const { selected, session } = this.desk;
    if (selected !== null && session.perform('cutLabel', selected, line, newId)) {
      this.desk.say('Cut. The largest piece keeps its history, the others are new.');
      this.desk.leave();
      return true;
    }
    this.desk.say('The line does not go all the way through the object: nothing was cut.');
    return false;
  }
}

import { polygon, type Ring } from '../geometry';
import { newId } from '../ids';
import { RingTool } from './ring';

/** Draws a new object and stays ready for the next. */
export class PolygonTool extends RingTool {
  protected override opening(): string {
    return 'Click to place the first vertex';
  }

  protected override obstacle(): string | null {
    return this.desk.classId === null ? 'Choose a class first: a digit key or the panel.' : null;
  }

  protected override finished(ring: Ring): void {
    const { classId } = this.desk;
    if (classId !== null) {
      const id = newId();
      this.desk.session.perform('addLabel', id, {
        geometry: polygon(ring),
        classId,
        attributes: {},
      });
      this.desk.select(id);
    }
  }
}

import type { Position, Ring } from '../geometry';
import { PathTool } from './path';
import type { Desk, Sketch } from './tool';

/** Measures on the ellipsoid as a path is drawn: length, and from three vertices the area within. */
export class MeasureTool extends PathTool {
  /** The last finished path, shown until the next is begun. */
  private done: Ring = [];

  constructor(desk: Desk) {
    super(desk, { closed: false, least: 2 });
  }

  protected override opening(): string {
    return 'Click the first place to measure from';
  }

  protected override obstacle(): string | null {
    this.done = [];
    return null;
  }

  protected override finished(path: Ring): boolean {
    this.done = path;
    this.desk.say(`Measured: ${this.desk.ruler.describe(path)}`);
    return true;
  }

  override key(key: string): boolean {
    if (key === 'Escape') {
      this.done = [];
    }
    return super.key(key);
  }

  override sketch(): Sketch {
    const sketch = super.sketch();
    if (!this.drawing) {
      const at = this.done.at(-1);
      return at ? { ring: this.done, open: true, note: this.note(this.done, at) } : sketch;
    }
    const path = [...this.path, ...(this.pen ? [this.pen] : [])];
    return { ...sketch, note: this.note(path, path.at(-1)!) };
  }

  private note(path: Ring, at: Position) {
    return { at, text: this.desk.ruler.describe(path) };
  }
}

import { polygon, type Position, type Ring } from '../geometry';
import { PathTool } from './path';
import { NO_CLASS, type Desk, type Pointer } from './tool';

/**
 * Draws an outline that clings to edges in the picture: each click sets an anchor, and the path
 * between two follows the strongest edge. Needs no model; what it follows is what is on screen.
 */
export class MagicTool extends PathTool {
  private way: readonly Position[] = [];
  /** Where the way that is known ends. */
  private end: Position | null = null;

  constructor(desk: Desk) {
    super(desk, { closed: true, least: 3 });
  }

  protected override opening(): string {
    return 'Click on an edge, then go along it with a click now and then';
  }

  protected override obstacle(): string | null {
    return this.desk.classId === null ? NO_CLASS : null;
  }

  override grab(): boolean {
    return false;
  }

  override hover(pointer: Pointer): void {
    super.hover(pointer);
    const from = this.path.at(-1);
    if (from) {
      void this.follow(from, pointer.position);
    }
  }

  private async follow(from: Position, to: Position): Promise<void> {
    const way = await this.desk.magic.way(from, to);
    if (way && this.path.at(-1) === from) {
      this.way = this.ahead = way;
      this.end = to;
      this.desk.redraw();
    }
  }

  override click(pointer: Pointer): void {
    const from = this.path.at(-1);
    if (from && this.end !== pointer.position) {
      void this.place(from, pointer);
    } else {
      super.click(pointer);
    }
  }

  /** The click came before the way was known. */
  private async place(from: Position, pointer: Pointer): Promise<void> {
    await this.follow(from, pointer.position);
    if (this.path.at(-1) === from) {
      super.click(pointer);
      this.desk.redraw();
    }
  }

  protected override wayTo(): readonly Position[] {
    return this.path.length > 0 ? this.way : [];
  }

  protected override placed(): void {
    this.way = [];
    this.end = null;
  }

  protected override finished(ring: Ring): boolean {
    return this.desk.draw(polygon(ring));
  }
}

import { distance, type Position, type Ring } from '../geometry';
import { simplified } from '../shapes/simplify';
import { traced } from '../shapes/trace';
import type { Snapped } from '../snap';
import type { Desk, Pointer, Sketch, Tool } from './tool';

/** Shares of the reach: how far apart streamed vertices are, and what smoothing may take away. */
const SPACING = 0.45;
const SMOOTHING = 0.08;

interface PathRules {
  /** Ends where it began: an area, not a line. */
  readonly closed: boolean;
  /** Vertices that it takes at least, and at most. */
  readonly least: number;
  readonly most?: number;
}

/**
 * Draws a path vertex by vertex, along a neighbour's outline while tracing, or in one sweep while
 * streaming. Esc keeps what was drawn for the next time the tool is taken up; a second Esc discards
 * it, and undo in the empty tool still brings it back.
 */
export abstract class PathTool implements Tool {
  protected readonly desk: Desk;
  protected path: Ring = [];
  protected pen: Position | undefined;
  private readonly rules: PathRules;
  protected discarded: Ring = [];
  /** Vertices taken back, the last one first to return. */
  private popped: Ring = [];
  /** Where the last vertex was snapped to, and where the pen is. */
  private anchor: Snapped | null = null;
  protected ahead: readonly Position[] = [];
  /** First vertex of the sweep under way. */
  private sweep: number | null = null;
  private reach = 1;

  constructor(desk: Desk, rules: PathRules) {
    this.desk = desk;
    this.rules = rules;
  }

  /** What is to be said before the first vertex. */
  protected abstract opening(): string;

  /** Why nothing can be drawn now; null where it can. */
  protected abstract obstacle(first: Position): string | null;

  /** Makes something of the finished path; false where it did not, and the path is kept. */
  protected abstract finished(path: Ring): boolean;

  hint(): string {
    const { closed, least } = this.rules;
    if (this.path.length === 0) {
      return this.opening();
    }
    if (this.path.length < least) {
      return 'Click the next vertex · Backspace takes one back · Esc leaves';
    }
    return closed
      ? 'Enter, double click or the first vertex finishes · Backspace takes one back'
      : 'Enter or double click finishes · Backspace takes one back';
  }

  get drawing(): boolean {
    return this.path.length > 0;
  }

  /** A drag pans the map, unless vertices are streamed: then it draws. */
  grab(pointer: Pointer): boolean {
    if (!this.desk.habits.stream || (!this.drawing && this.obstacle(pointer.position) !== null)) {
      return false;
    }
    if (!this.drawing) {
      this.click(pointer);
    }
    this.popped = [];
    this.sweep = this.path.length;
    return true;
  }

  drag(pointer: Pointer): void {
    this.stream(pointer);
  }

  drop(pointer: Pointer): void {
    this.stream(pointer);
    this.smooth(pointer.reach);
  }

  private stream({ position, reach }: Pointer): void {
    const last = this.path.at(-1);
    if (last && distance(last, position) >= SPACING * reach) {
      this.path = [...this.path, position];
      this.anchor = null;
    }
    this.pen = position;
  }

  private smooth(reach: number): void {
    if (this.sweep !== null) {
      const from = Math.max(0, this.sweep - 1);
      const swept = simplified(this.path.slice(from), SMOOTHING * reach);
      this.path = [...this.path.slice(0, from), ...swept];
      this.sweep = null;
    }
  }

  hover(pointer: Pointer): void {
    this.pen = pointer.position;
    this.reach = pointer.reach;
    this.ahead = this.drawing ? this.wayTo(pointer) : [];
  }

  /** Vertices between the last one and the pen: a neighbour's, while tracing. */
  protected wayTo({ snapped = null }: Pointer): readonly Position[] {
    return this.desk.habits.trace ? traced(this.anchor, snapped) : [];
  }

  /** A vertex was placed. */
  protected placed(): void {
    // For those who prepare the way to the next.
  }

  click(pointer: Pointer): void {
    const { position, raw, reach, snapped = null } = pointer;
    this.smooth(reach);
    const [first, last] = [this.path[0], this.path.at(-1)];
    if (!first || !last) {
      const obstacle = this.obstacle(position);
      if (obstacle) {
        this.desk.say(obstacle);
        return;
      }
    } else if (this.closes(raw, reach)) {
      this.finish();
      return;
    } else if (distance(position, last) === 0) {
      // Snapped to where the pen already was: a repeated vertex would be refused.
      return;
    }
    this.path = [...this.path, ...this.wayTo(pointer), position];
    this.popped = [];
    this.anchor = snapped;
    this.ahead = [];
    this.pen = position;
    this.placed();
    if (this.path.length === this.rules.most) {
      this.finish();
    }
  }

  private closes(raw: Position, reach: number): boolean {
    const { closed, least } = this.rules;
    return closed && this.path.length >= least && distance(raw, this.path[0]!) <= reach;
  }

  doubleClick(): void {
    this.finish();
  }

  key(key: string): boolean {
    switch (key) {
      case 'Enter':
        this.finish();
        return true;
      case 'Backspace':
      case 'Undo':
        return this.pop();
      case 'Redo':
        return this.unpop();
      case 'Escape':
        this.pen = undefined;
        this.ahead = [];
        if (this.drawing) {
          this.desk.say('Kept what you drew. Take the tool again to go on, Esc again discards it.');
        }
        this.desk.leave();
        return true;
      default:
        return false;
    }
  }

  private pop(): boolean {
    this.anchor = null;
    this.ahead = [];
    this.sweep = null;
    const last = this.path.at(-1);
    if (last) {
      this.path = this.path.slice(0, -1);
      this.popped = [...this.popped, last];
      return true;
    }
    if (this.discarded.length === 0) {
      return false;
    }
    this.path = this.discarded;
    this.discarded = [];
    this.popped = [];
    return true;
  }

  /** Puts the vertex that was taken back last where it was. */
  private unpop(): boolean {
    const last = this.popped.at(-1);
    if (!last) {
      return false;
    }
    this.path = [...this.path, last];
    this.popped = this.popped.slice(0, -1);
    this.anchor = null;
    this.ahead = [];
    return true;
  }

  private finish(): void {
    this.smooth(this.reach);
    if (this.path.length < this.rules.least) {
      this.desk.say(
        this.rules.closed
          ? 'An area needs at least three vertices.'
          : 'A line needs at least two vertices.',
      );
      return;
    }
    const path = this.path;
    this.path = [];
    this.popped = [];
    this.anchor = null;
    this.ahead = [];
    if (!this.finished(path)) {
      this.path = path.slice(0, (this.rules.most ?? path.length + 1) - 1);
    }
  }

  /** Throws away an unfinished path; true where there was one. */
  discard(): boolean {
    if (!this.drawing) {
      return false;
    }
    this.discarded = this.path;
    this.path = [];
    this.popped = [];
    this.pen = undefined;
    return true;
  }

  sketch(): Sketch {
    return { ring: this.path, ahead: this.ahead, pen: this.pen, open: !this.rules.closed };
  }

  snapping(): { except: string | null } | null {
    return { except: null };
  }
}

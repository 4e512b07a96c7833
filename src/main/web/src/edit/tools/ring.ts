import { distance, type Position, type Ring } from '../geometry';
import type { Desk, Pointer, Sketch, Tool } from './tool';

/**
 * Draws a ring vertex by vertex. Esc keeps what was drawn for the next time the tool is taken up;
 * a second Esc discards it, and undo in the empty tool still brings it back.
 */
export abstract class RingTool implements Tool {
  protected readonly desk: Desk;
  private ring: Ring = [];
  private discarded: Ring = [];
  private pen: Position | undefined;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** What is to be said before the first vertex. */
  protected abstract opening(): string;

  /** Why nothing can be drawn now; null where it can. */
  protected abstract obstacle(first: Position): string | null;

  /** Makes something of the closed ring. */
  protected abstract finished(ring: Ring): void;

  hint(): string {
    if (this.ring.length === 0) {
      return this.opening();
    }
    return this.ring.length < 3
      ? 'Click the next vertex · Backspace takes one back · Esc leaves'
      : 'Enter, double click or the first vertex finishes · Backspace takes one back';
  }

  get drawing(): boolean {
    return this.ring.length > 0;
  }

  grab(): boolean {
    return false;
  }

  drag(): void {
    // A drag pans the map: vertices are placed by clicks.
  }

  drop(): void {
    // See drag.
  }

  hover({ position }: Pointer): void {
    this.pen = position;
  }

  click({ position, raw, reach }: Pointer): void {
    const [first, last] = [this.ring[0], this.ring.at(-1)];
    if (!first || !last) {
      const obstacle = this.obstacle(position);
      if (obstacle) {
        this.desk.say(obstacle);
        return;
      }
    } else if (this.ring.length >= 3 && distance(raw, first) <= reach) {
      this.finish();
      return;
    } else if (distance(position, last) === 0) {
      // Snapped to where the pen already was: a repeated vertex would be refused.
      return;
    }
    this.ring = [...this.ring, position];
    this.pen = position;
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
      case 'Escape':
        this.pen = undefined;
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
    if (this.ring.length > 0) {
      this.ring = this.ring.slice(0, -1);
      return true;
    }
    this.ring = this.discarded;
    this.discarded = [];
    return this.ring.length > 0;
  }

  private finish(): void {
    if (this.ring.length < 3) {
      this.desk.say('An area needs at least three vertices.');
      return;
    }
    const ring = this.ring;
    this.ring = [];
    this.finished(ring);
  }

  /** Throws away an unfinished ring; true where there was one. */
  discard(): boolean {
    if (!this.drawing) {
      return false;
    }
    this.discarded = this.ring;
    this.ring = [];
    this.pen = undefined;
    return true;
  }

  sketch(): Sketch {
    return { ring: this.ring, pen: this.pen };
  }

  snapping(): { except: string | null } | null {
    return { except: null };
  }
}

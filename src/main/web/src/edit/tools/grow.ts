import type { Part, Position } from '../geometry';
import { NO_CLASS, type Desk, type Pointer, type Sketch, type Tool } from './tool';

/** Difference in any colour, of 255, that a click allows; and per reach of a drag. */
const FIRST = 18;
const PER_REACH = 3;

/**
 * Outlines what hangs together in the picture: press on it and drag away from there until the
 * outline fits. Further away means more tolerance.
 */
export class GrowTool implements Tool {
  private readonly desk: Desk;
  private seed: Position | null = null;
  private tolerance = FIRST;
  private part: Part | null = null;
  private pen: Position | undefined;
  private asked: Promise<void> = Promise.resolve();

  constructor(desk: Desk) {
    this.desk = desk;
  }

  hint(): string {
    return this.seed
      ? `Tolerance ${Math.round(this.tolerance)} · drag away for more · release to keep · Esc drops it`
      : 'Press on an area of one colour and drag until the outline fits';
  }

  grab({ raw }: Pointer): boolean {
    if (this.desk.classId === null) {
      this.desk.say(NO_CLASS);
    } else {
      this.seed = raw;
      this.tolerance = FIRST;
      this.grow();
    }
    return true;
  }

  drag({ raw, reach }: Pointer): void {
    if (this.seed) {
      const away = Math.hypot(raw[0] - this.seed[0], raw[1] - this.seed[1]);
      this.tolerance = Math.min(255, FIRST + (PER_REACH * away) / reach);
      this.grow();
    }
  }

  private grow(): void {
    const { seed, tolerance } = this;
    if (seed) {
      this.asked = this.desk.magic.region(seed, tolerance).then((part) => {
        if (part && this.seed === seed) {
          this.part = part;
          this.desk.redraw();
        }
      });
    }
  }

  drop(): void {
    void this.asked.then(() => this.keep());
  }

  /** A press that did not move: the first tolerance. */
  click(): void {
    void this.asked.then(() => this.keep());
  }

  private keep(): void {
    const { part } = this;
    this.clear();
    if (part?.[0] && part[0].length >= 3) {
      this.desk.draw({ type: 'Polygon', parts: [part] });
    } else {
      this.desk.say('Nothing hangs together there.');
    }
  }

  private clear(): void {
    this.seed = this.part = null;
  }

  hover({ raw }: Pointer): void {
    this.pen = raw;
  }

  doubleClick(): void {
    // One press is one object.
  }

  key(key: string): boolean {
    if (key !== 'Escape') {
      return false;
    }
    if (this.seed) {
      this.clear();
    } else {
      this.pen = undefined;
      this.desk.leave();
    }
    return true;
  }

  sketch(): Sketch {
    return this.part ? { shape: { type: 'Polygon', parts: [this.part] } } : { pen: this.pen };
  }

  snapping(): null {
    return null;
  }
}

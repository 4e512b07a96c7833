import { ProblemError } from '../../api/problem';
import type { Geometry } from '../geometry';
import type { Click } from '../magic/outlines';
import { NO_CLASS, type Desk, type Pointer, type Sketch, type Tool } from './tool';

/** Outlines the object that is clicked on, as the server's model sees it. */
export class OutlineTool implements Tool {
  private readonly desk: Desk;
  private clicks: readonly Click[] = [];
  /** The clicks before some were taken back. */
  private dropped: readonly Click[] = [];
  private shape: Geometry | null = null;
  private asking = false;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  get drawing(): boolean {
    return this.clicks.length > 0;
  }

  hint(): string {
    if (this.asking) {
      return 'The model is looking…';
    }
    return this.clicks.length > 0
      ? 'Click adds · Alt+click takes away · Enter keeps · Backspace takes a click back · Esc drops it'
      : 'Click on an object';
  }

  /** A drag pans the map. */
  grab(): boolean {
    return false;
  }

  drag(): void {
    // The map's.
  }

  drop(): void {
    // The map's.
  }

  hover(): void {
    // Nothing follows the pen.
  }

  click({ raw, alt }: Pointer): void {
    if (this.desk.classId === null) {
      this.desk.say(NO_CLASS);
    } else if (alt && this.clicks.length === 0) {
      this.desk.say('Click on the object first.');
    } else {
      void this.ask([...this.clicks, { at: raw, inside: !alt }]);
    }
  }

  doubleClick(): void {
    // Its two clicks say enough.
  }

  private async ask(clicks: readonly Click[], dropped: readonly Click[] = []): Promise<void> {
    this.clicks = clicks;
    this.dropped = dropped;
    this.asking = true;
    try {
      const shape = await this.desk.magic.outline(clicks);
      if (this.clicks === clicks) {
        this.shape = shape;
        if (!shape) {
          this.desk.say('The model sees nothing there.');
        }
      }
    } catch (error) {
      if (this.clicks === clicks) {
        this.clicks = clicks.slice(0, -1);
        this.desk.say(error instanceof ProblemError ? error.message : String(error));
      }
    } finally {
      this.asking &&= this.clicks !== clicks && this.clicks.length > 0;
      this.desk.redraw();
    }
  }

  key(key: string): boolean {
    switch (key) {
      case 'Enter':
        return this.keep();
      case 'Backspace':
      case 'Undo':
        return this.takeBack();
      case 'Redo':
        return this.bringBack();
      case 'Escape':
        if (this.clicks.length > 0) {
          this.forget();
        } else {
          this.desk.leave();
        }
        return true;
      default:
        return false;
    }
  }

  private keep(): boolean {
    const { shape } = this;
    if (!shape || this.asking) {
      return false;
    }
    if (this.desk.draw(shape)) {
      this.clear();
    }
    return true;
  }

  private takeBack(): boolean {
    if (this.clicks.length > 1) {
      void this.ask(this.clicks.slice(0, -1), this.clicks);
    } else if (this.clicks.length === 1) {
      this.forget();
    } else {
      return this.bringBack();
    }
    return true;
  }

  /** Drops the clicks; undo and redo bring them back. */
  private forget(): void {
    const { clicks } = this;
    this.clear();
    this.dropped = clicks;
  }

  private bringBack(): boolean {
    const { dropped } = this;
    if (dropped.length === 0) {
      return false;
    }
    void this.ask(dropped);
    return true;
  }

  private clear(): void {
    this.clicks = this.dropped = [];
    this.shape = null;
    this.asking = false;
  }

  sketch(): Sketch {
    return this.shape ? { shape: this.shape } : { pen: this.clicks.at(-1)?.at };
  }

  snapping(): null {
    return null;
  }
}

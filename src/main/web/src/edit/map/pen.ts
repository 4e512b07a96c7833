import Interaction from 'ol/interaction/Interaction';
import type MapBrowserEvent from 'ol/MapBrowserEvent';
import { distance, type Position } from '../geometry';
import { snap, type Snapped } from '../snap';
import type { Pointer } from '../tools/tool';
import type { Workbench } from '../workbench';

/** Screen pixels that count as "on it". */
const REACH = 9;
/** Screen pixels within which a vertex or an edge attracts the pen. */
const PULL = 11;
/** Milliseconds between the halves of a double click. */
const TWICE = 350;

/**
 * Turns the map's pointer events, and the keyboard cursor, into calls of the tool in hand. Whatever
 * the tool does not take is left to the map, which pans.
 */
export class Pen extends Interaction {
  /** Where the pen is, before snapping; null once it left the map. */
  at: Position | null = null;
  snapped: Snapped | null = null;
  /** Space is held: every drag pans. */
  panning = false;
  /** The keyboard cursor, while it is in use. */
  cursor: Position | null = null;
  private grabbed = false;
  private dragged = false;
  private gripped = false;
  private clicked: { position: Position; time: number } | null = null;
  private readonly bench: Workbench;
  private readonly resolution: () => number;
  private readonly moved: () => void;

  constructor(bench: Workbench, resolution: () => number, moved: () => void) {
    super();
    this.bench = bench;
    this.resolution = resolution;
    this.moved = moved;
  }

  override handleEvent(event: MapBrowserEvent<PointerEvent>): boolean {
    const { originalEvent, type } = event;
    const [x = 0, y = 0] = event.coordinate;
    const main = originalEvent.button <= 0 && !this.panning;
    switch (type) {
      case 'pointermove':
        this.release();
        this.move([x, -y], originalEvent);
        return true;
      case 'pointerdown':
        this.release();
        this.dragged = false;
        this.grabbed = main && this.bench.tool.grab(this.pointer([x, -y], originalEvent));
        this.moved();
        return !this.grabbed;
      case 'pointerdrag':
        if (this.grabbed) {
          this.dragged = true;
          this.bench.tool.drag(this.pointer([x, -y], originalEvent));
        }
        this.at = [x, -y];
        this.moved();
        return !this.grabbed;
      case 'pointerup':
        return this.lift([x, -y], event);
      case 'click':
        if (main) {
          this.click([x, -y], originalEvent);
        }
        return false;
      case 'dblclick':
        // Told apart by the pen itself: the map pairs any two quick clicks, wherever they fall.
        return false;
      default:
        return true;
    }
  }

  private click(position: Position, event: PointerEvent): void {
    const before = this.clicked;
    const twice =
      before !== null &&
      event.timeStamp - before.time <= TWICE &&
      distance(before.position, position) <= REACH * this.resolution();
    this.clicked = twice ? null : { position, time: event.timeStamp };
    if (twice) {
      this.bench.tool.doubleClick(this.pointer(position, event));
    } else {
      this.bench.tool.click(this.pointer(position, event));
    }
    this.bench.changed();
  }

  private lift(position: Position, event: MapBrowserEvent<PointerEvent>): boolean {
    if (!this.grabbed) {
      return true;
    }
    this.grabbed = false;
    const pointer = this.pointer(position, event.originalEvent);
    if (this.dragged) {
      this.bench.tool.drag(pointer);
      this.bench.tool.drop(pointer);
      this.bench.changed();
    }
    return false;
  }

  private move(position: Position, event: PointerEvent): void {
    this.at = position;
    this.bench.tool.hover(this.pointer(position, event));
    this.moved();
  }

  /** The pointer left the map. */
  away(): void {
    this.at = null;
    this.snapped = null;
    this.moved();
  }

  private pointer(
    raw: Position,
    keys: { altKey: boolean; shiftKey: boolean; ctrlKey: boolean },
  ): Pointer {
    const resolution = this.resolution();
    const rule = this.bench.habits.snap && !keys.ctrlKey ? this.bench.tool.snapping() : null;
    this.snapped = rule
      ? snap(this.bench.session.index, raw, PULL * resolution, {
          except: rule.except ?? undefined,
        })
      : null;
    return {
      position: this.snapped?.position ?? raw,
      raw,
      snapped: this.snapped,
      reach: REACH * resolution,
      alt: keys.altKey,
      shift: keys.shiftKey,
    };
  }

  /** Moves the keyboard cursor, from where the pen was or from the given start. */
  nudge(dx: number, dy: number, start: Position): Position {
    const [x, y] = this.cursor ?? start;
    this.cursor = [x + dx, y + dy];
    const pointer = this.pointer(this.cursor, NO_KEYS);
    if (this.gripped) {
      this.bench.tool.drag(pointer);
    } else {
      this.bench.tool.hover(pointer);
    }
    this.at = this.cursor;
    this.moved();
    return this.cursor;
  }

  /** Space on the keyboard cursor: a click, or the beginning and the end of a drag. */
  press(alt: boolean): void {
    if (!this.cursor) {
      return;
    }
    const pointer = this.pointer(this.cursor, { ...NO_KEYS, altKey: alt });
    const { tool } = this.bench;
    if (this.gripped) {
      this.gripped = false;
      tool.drag(pointer);
      tool.drop(pointer);
    } else if (tool.grab(pointer) && !alt) {
      this.gripped = true;
      tool.drag(pointer);
    } else {
      tool.click(pointer);
    }
    this.bench.changed();
  }

  /** The mouse took over from the keyboard. */
  private release(): void {
    if (this.gripped) {
      this.gripped = false;
      this.bench.tool.key('Escape');
    }
    this.cursor = null;
  }
}

const NO_KEYS = { altKey: false, shiftKey: false, ctrlKey: false };

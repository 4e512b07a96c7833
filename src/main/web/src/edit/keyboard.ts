import type { GrSceneMap } from './map/gr-scene-map';
import { TOOLS } from './tools';
import type { Workbench } from './workbench';

/** What the keys reach besides the workbench. */
export interface KeyTargets {
  readonly bench: Workbench;
  readonly map: GrSceneMap;
  /** Goes to the next (1) or the previous (-1) object; false where there is none. */
  readonly visitNext: (step: 1 | -1) => boolean;
  readonly showKeys: () => void;
  readonly leaveMap: () => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The editor's keys. Some work wherever the focus is (but not while somebody types), those of the
 * keyboard cursor only on the map. Stateful only in the held Space bar.
 */
export class Keyboard {
  private spaceHeld = false;
  private dragged = false;
  private readonly targets: KeyTargets;

  constructor(targets: KeyTargets) {
    this.targets = targets;
  }

  /** True where the key was taken. */
  down(event: KeyboardEvent, onMap: boolean): boolean {
    if (event.defaultPrevented || isTyping(event)) {
      return false;
    }
    if (event.ctrlKey || event.metaKey) {
      return this.chord(event);
    }
    return (onMap && this.onMap(event)) || this.anywhere(event);
  }

  private chord({ key, shiftKey }: KeyboardEvent): boolean {
    const { bench } = this.targets;
    const letter = key.toLowerCase();
    if (letter === 'z') {
      void (shiftKey ? bench.redo() : bench.undo());
      return true;
    }
    if (letter === 'y') {
      void bench.redo();
      return true;
    }
    return false;
  }

  private onMap(event: KeyboardEvent): boolean {
    const { bench, map, visitNext, leaveMap } = this.targets;
    const { key, shiftKey } = event;
    const arrow = ARROWS[key];
    if (arrow) {
      map.nudge(arrow[0], arrow[1], shiftKey);
      return true;
    }
    switch (key) {
      case ' ':
        if (!event.repeat) {
          this.spaceHeld = true;
          this.dragged = false;
          map.holdSpace(true);
        }
        return true;
      case 'Tab':
        return visitNext(shiftKey ? -1 : 1);
      case 'F6':
        leaveMap();
        return true;
      case 'Enter':
      case 'Backspace': {
        const taken = bench.tool.key(key);
        bench.changed();
        return taken;
      }
      default:
        return false;
    }
  }

  private anywhere({ key, altKey }: KeyboardEvent): boolean {
    const { bench, map, showKeys } = this.targets;
    const tool = TOOLS.find((each) => each.key === key.toUpperCase());
    if (tool && !altKey) {
      bench.take(tool.name);
      map.focus();
      return true;
    }
    const picked = /^[1-9]$/.test(key) ? bench.classes.byKey(key) : undefined;
    if (picked) {
      bench.pickClass(picked.id);
      return true;
    }
    switch (key) {
      case 'Escape':
        return bench.escape();
      case 'Delete':
        bench.deleteSelected();
        return true;
      case 's':
      case 'S':
        bench.toggleSnapping();
        return true;
      case '+':
      case '=':
        map.zoomBy(2);
        return true;
      case '-':
        map.zoomBy(0.5);
        return true;
      case '0':
        map.fitAll();
        return true;
      case '?':
        showKeys();
        return true;
      case 'F6':
        map.focus();
        return true;
      default:
        return false;
    }
  }

  up({ key, altKey }: KeyboardEvent): void {
    if (key === ' ' && this.spaceHeld) {
      this.release();
      if (!this.dragged) {
        this.targets.map.press(altKey);
      }
    }
  }

  /** The mouse was used while Space was held: it panned, it does not press. */
  pointerDown(): void {
    this.dragged = true;
  }

  /** Focus went elsewhere; a key released there is never heard of. */
  release(): void {
    this.spaceHeld = false;
    this.targets.map.holdSpace(false);
  }
}

/** Whether the key belongs to a field or a button rather than to the editor. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  if (target.closest('dialog')) {
    return true;
  }
  const field = target.matches('input, select, textarea') || target.isContentEditable;
  const pressing = target.matches('button, a, summary') && [' ', 'Enter'].includes(event.key);
  return field ? event.key !== 'F6' : pressing;
}

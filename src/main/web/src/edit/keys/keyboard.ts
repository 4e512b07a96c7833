import type { CommandName } from '../commands';
import type { Position } from '../geometry';
import type { Habit } from '../habits';
import type { GrSceneMap } from '../map/gr-scene-map';
import type { ToolName } from '../tools';
import type { Workbench } from '../workbench';
import type { Act } from './bindings';
import type { Keymap } from './keymap';

/** What the page itself shows when asked. */
export type Shown = 'keys' | 'goTo' | 'bookmarks' | 'minimap' | 'import';

/** Where the keys lead away from the scene. */
export type Way = 'nextScene' | 'previousScene' | 'submit';

/** What the keys reach besides the workbench. */
export interface KeyTargets {
  readonly bench: Workbench;
  readonly map: GrSceneMap;
  /** Goes to the next (1) or the previous (-1) object; false where there is none. */
  readonly visitNext: (step: 1 | -1) => boolean;
  readonly keymap: () => Keymap;
  readonly show: (what: Shown) => void;
  readonly leaveMap: () => void;
  readonly go: (way: Way) => void;
  /** Where the pointer or the keyboard cursor is. */
  readonly at: () => Position;
  /** The next object in a layer of a model, after the selected one. */
  readonly nextPrediction: () => string | null;
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
    const held = event.ctrlKey || event.metaKey;
    if (!held && ((onMap && this.onMap(event)) || this.anywhere(event))) {
      return true;
    }
    const act = this.targets.keymap().actOf(event);
    if (act) {
      this.perform(act);
    }
    return act !== undefined;
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

  private anywhere({ key }: KeyboardEvent): boolean {
    const { bench, map } = this.targets;
    const picked = /^[1-9]$/.test(key) ? bench.classes.byKey(key) : undefined;
    if (picked) {
      bench.pickClass(picked.id);
      return true;
    }
    switch (key) {
      case 'Escape':
        return bench.escape();
      case 'F6':
        map.focus();
        return true;
      default:
        return false;
    }
  }

  private perform(act: Act): void {
    const { bench, map, show, go, at, nextPrediction } = this.targets;
    const [kind, name] = act.split(':') as [string, string | undefined];
    switch (kind) {
      case 'tool':
        bench.take(name as ToolName);
        map.focus();
        break;
      case 'habit':
        bench.toggle(name as Habit);
        break;
      case 'do':
        bench.command(name as CommandName);
        break;
      case 'undo':
        void bench.undo();
        break;
      case 'redo':
        void bench.redo();
        break;
      case 'delete':
        bench.deleteSelected();
        break;
      case 'accept':
      case 'reject':
        bench.judge(kind, nextPrediction());
        break;
      case 'badImagery':
        if (!bench.readOnly) {
          bench.pin(at(), 'Bad imagery: ');
        }
        break;
      case 'nextScene':
      case 'previousScene':
      case 'submit':
        go(kind);
        break;
      case 'zoomIn':
        map.zoomBy(2);
        break;
      case 'zoomOut':
        map.zoomBy(0.5);
        break;
      case 'fit':
        map.fitAll();
        break;
      default:
        show(act as Shown);
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
  if (event.composedPath().some((each) => each instanceof HTMLDialogElement)) {
    return true;
  }
  const ticked = target.matches('input[type=checkbox], input[type=radio]');
  if (ticked) {
    // What ticks it is its own; the rest of the keys go on working for who just did.
    return [' ', 'Enter'].includes(event.key) || event.key.startsWith('Arrow');
  }
  const field = target.matches('input, select, textarea') || target.isContentEditable;
  const pressing = target.matches('button, a, summary') && [' ', 'Enter'].includes(event.key);
  return field ? event.key !== 'F6' : pressing;
}

import type { Geometry, Position, Ring, VertexRef } from '../geometry';
import type { EditSession } from '../session';

/** Where the pen is. Positions are in image pixels. */
export interface Pointer {
  /** After snapping. */
  readonly position: Position;
  /** Before snapping. */
  readonly raw: Position;
  /** Image pixels that count as "on it". */
  readonly reach: number;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** What a tool wants drawn over the labels. */
export interface Sketch {
  /** A ring under the pen, not closed yet. */
  readonly ring?: Ring;
  /** Where the next vertex would go. */
  readonly pen?: Position | undefined;
  /** A finished outline that follows the pen. */
  readonly outline?: Ring;
  /** The selected label's shape while it changes. */
  readonly shape?: Geometry;
  /** The handle under the pen. */
  readonly hot?: VertexRef | undefined;
  /** The handle is a midpoint: it would insert after `hot`. */
  readonly inserting?: boolean;
}

/** What a tool works on. */
export interface Desk {
  readonly session: EditSession;
  readonly selected: string | null;
  /** Class of what is drawn next; null until one is chosen. */
  readonly classId: number | null;
  readonly readOnly: boolean;
  select(id: string | null): void;
  /** Tells the person something, briefly. */
  say(message: string): void;
  /** Back to selecting. */
  leave(): void;
}

/**
 * One way of working with the pointer or the keyboard cursor; a state machine in image pixels that
 * knows nothing of the map. `grab`, `drag` and `drop` make a drag, `click` is a press that did not
 * move; a keyboard makes the same calls.
 */
export interface Tool {
  /** One line that says what can be done now. */
  hint(): string;
  /** Takes the drag that starts here, or leaves it to the map. */
  grab(pointer: Pointer): boolean;
  drag(pointer: Pointer): void;
  drop(pointer: Pointer): void;
  hover(pointer: Pointer): void;
  click(pointer: Pointer): void;
  doubleClick(pointer: Pointer): void;
  /** Handles a key (as `KeyboardEvent.key`; `Undo` for its chord), or leaves it to the editor. */
  key(key: string): boolean;
  sketch(): Sketch;
  /** Whether the pen snaps, and to what it must not. */
  snapping(): { readonly except: string | null } | null;
}

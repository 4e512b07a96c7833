import type { Geometry, Part, Position, Ring, VertexRef } from '../geometry';
import type { Habits } from '../habits';
import type { Click } from '../magic/outlines';
import type { Ruler } from '../ruler';
import type { EditSession } from '../session';
import type { Snapped } from '../snap';

/** Where the pen is. Positions are in image pixels. */
export interface Pointer {
  /** After snapping. */
  readonly position: Position;
  /** Before snapping. */
  readonly raw: Position;
  /** What attracted it. */
  readonly snapped?: Snapped | null;
  /** Image pixels that count as "on it". */
  readonly reach: number;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** What a tool wants drawn over the labels. */
export interface Sketch {
  /** A path under the pen, not finished yet. */
  readonly ring?: Ring;
  /** The path is a line, not an area. */
  readonly open?: boolean;
  /** Vertices that the next click would add before its own. */
  readonly ahead?: readonly Position[];
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
  /** A few words beside a place. */
  readonly note?: { readonly at: Position; readonly text: string };
}

/** What the pixels on screen say; null where that is nothing, or the hand has moved on. */
export interface Sight {
  /** Positions between two, along the edges in the picture. */
  way(from: Position, to: Position): Promise<Position[] | null>;
  /** The outline of what hangs together with a position within a tolerance (of 255). */
  region(at: Position, tolerance: number): Promise<Part | null>;
  /** The outline of what was clicked on, as the server's model sees it. */
  outline(clicks: readonly Click[]): Promise<Geometry | null>;
}

/** What a tool works on. */
export interface Desk {
  readonly session: EditSession;
  readonly selected: string | null;
  /** Objects chosen besides the selected one. */
  readonly others: readonly string[];
  /** Class of what is drawn next; null until one is chosen. */
  readonly classId: number | null;
  readonly readOnly: boolean;
  readonly habits: Habits;
  readonly ruler: Ruler;
  readonly magic: Sight;
  /** Why an object must not be changed; null where it may. */
  locked(id: string): string | null;
  select(id: string | null): void;
  /** Adds an object to those chosen, or takes it out. */
  choose(id: string): void;
  /** Makes a new object of the class in hand and selects it; false where it may not. */
  draw(geometry: Geometry): boolean;
  /** A note is to be written about the place. */
  pin(at: Position): void;
  /** An area of work is to be made of what was drawn. */
  planArea(outline: Ring): void;
  /** The sketch changed without the hand. */
  redraw(): void;
  /** Tells the person something, briefly. */
  say(message: string): void;
  /** Back to selecting. */
  leave(): void;
}

export const NO_CLASS = 'Choose a class first: a digit key or the panel.';
export const NOTHING_SELECTED = 'Select the object first.';

/**
 * One way of working with the pointer or the keyboard cursor; a state machine in image pixels that
 * knows nothing of the map. `grab`, `drag` and `drop` make a drag, `click` is a press that did not
 * move; a keyboard makes the same calls.
 */
export interface Tool {
  /** Something was begun that nothing was made of yet. */
  readonly drawing?: boolean;
  /** One line that says what can be done now. */
  hint(): string;
  /** Takes the drag that starts here, or leaves it to the map. */
  grab(pointer: Pointer): boolean;
  drag(pointer: Pointer): void;
  drop(pointer: Pointer): void;
  hover(pointer: Pointer): void;
  click(pointer: Pointer): void;
  doubleClick(pointer: Pointer): void;
  /** Handles a key (as `KeyboardEvent.key`; `Undo` and `Redo` for their chords), or leaves it to the editor. */
  key(key: string): boolean;
  sketch(): Sketch;
  /** Whether the pen snaps, and to what it must not. */
  snapping(): { readonly except: string | null } | null;
}

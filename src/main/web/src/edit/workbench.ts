import type { Box } from './geometry';
import type { Entry } from './history';
import type { Classes } from './ontology';
import type { EditSession } from './session';
import { TOOLS, type ToolName } from './tools';
import { RingTool } from './tools/ring';
import type { Desk, Tool } from './tools/tool';

/** The part of the map that moves it. */
export interface Viewport {
  /** Whether the place can be seen well enough to change something there. */
  shows(place: Box): boolean;
  goTo(place: Box): Promise<void>;
}

export interface WorkbenchOptions {
  readonly session: EditSession;
  readonly classes: Classes;
  readonly readOnly: boolean;
  readonly onChange: () => void;
}

/** What the person has in hand: tool, class, selection, snapping. The panels and the map share it. */
export class Workbench implements Desk {
  readonly session: EditSession;
  readonly classes: Classes;
  readonly readOnly: boolean;
  selected: string | null = null;
  classId: number | null;
  toolName: ToolName = 'select';
  snapping = true;
  message = '';
  viewport: Viewport | undefined;
  private readonly tools: ReadonlyMap<ToolName, Tool>;
  private readonly onChange: () => void;
  private forgetting: ReturnType<typeof setTimeout> | undefined;
  private travelling = false;

  constructor(options: WorkbenchOptions) {
    this.session = options.session;
    this.classes = options.classes;
    this.readOnly = options.readOnly;
    this.onChange = options.onChange;
    this.classId = options.classes.open()[0]?.id ?? null;
    this.tools = new Map(TOOLS.map(({ name, make }) => [name, make(this)]));
  }

  get tool(): Tool {
    return this.tools.get(this.toolName)!;
  }

  /** An unfinished ring of a tool that was left. */
  get kept(): RingTool | undefined {
    return [...this.tools.values()].find((tool) => tool instanceof RingTool && tool.drawing) as
      RingTool | undefined;
  }

  take(name: ToolName): void {
    const entry = TOOLS.find((tool) => tool.name === name);
    if (entry && !(entry.writes && this.readOnly)) {
      this.toolName = name;
      this.changed();
    }
  }

  leave(): void {
    this.toolName = 'select';
    this.changed();
  }

  select(id: string | null): void {
    this.selected = id;
    this.changed();
  }

  /** Selects an object and brings it into view. */
  async visit(id: string): Promise<void> {
    this.select(id);
    const place = this.session.boxOf(id);
    if (this.viewport && !this.viewport.shows(place)) {
      await this.viewport.goTo(place);
    }
  }

  /** The class for what comes next, and for the selected object while nothing is being drawn. */
  pickClass(id: number): void {
    this.classId = id;
    if (this.toolName === 'select' && this.selected !== null && !this.readOnly) {
      this.session.perform('setClass', this.selected, id);
    }
    this.changed();
  }

  deleteSelected(): void {
    if (this.selected !== null && !this.readOnly) {
      this.session.perform('deleteLabel', this.selected);
      this.selected = null;
      this.say('Object deleted. Ctrl+Z brings it back.');
    }
  }

  toggleSnapping(): void {
    this.snapping = !this.snapping;
    this.say(this.snapping ? 'Snapping on' : 'Snapping off');
  }

  say(message: string): void {
    this.message = message;
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => {
      this.message = '';
      this.changed();
    }, 5000);
    this.changed();
  }

  /** Takes back a vertex while drawing, else the last step, after going to where it was. */
  async undo(): Promise<void> {
    if (this.tool.key('Undo')) {
      this.changed();
      return;
    }
    await this.step(
      () => this.session.history.next.undo,
      () => this.session.undo(),
      'Undone',
    );
  }

  async redo(): Promise<void> {
    await this.step(
      () => this.session.history.next.redo,
      () => this.session.redo(),
      'Redone',
    );
  }

  private async step(
    next: () => Entry | undefined,
    act: () => Entry | undefined,
    done: string,
  ): Promise<void> {
    const entry = next();
    if (!entry || this.travelling) {
      return;
    }
    if (this.viewport && !this.viewport.shows(entry.place)) {
      this.travelling = true;
      await this.viewport.goTo(entry.place);
      this.travelling = false;
    }
    if (next() !== entry) {
      return;
    }
    act();
    const touched = entry.changes.at(-1)?.id ?? null;
    this.selected = touched !== null && this.session.doc.has(touched) ? touched : null;
    this.say(`${done}: ${entry.title}`);
  }

  /** Leaves the tool, keeping what was drawn; the next time discards it, the next deselects. */
  escape(): boolean {
    const dragging = this.tool.sketch().shape !== undefined;
    if (this.toolName === 'select' && !dragging && this.kept?.discard()) {
      this.say('Discarded. Take the tool again and press Ctrl+Z to get it back.');
      return true;
    }
    const left = this.tool.key('Escape');
    this.changed();
    return left;
  }

  changed(): void {
    if (this.selected !== null && !this.session.doc.has(this.selected)) {
      this.selected = null;
    }
    this.onChange();
  }

  close(): void {
    clearTimeout(this.forgetting);
  }
}

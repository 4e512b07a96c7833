import { initialValues } from './attributeTypes';
import { COMMANDS, type CommandName } from './commands';
import type { Layer } from '../api/types';
import type { Colleagues } from './colleagues';
import type { Content } from './document';
import type { Box, Geometry, Position, Ring } from './geometry';
import { FIRST_HABITS, HABIT_TITLES, type Habit, type Habits } from './habits';
import type { Entry } from './history';
import { newId } from './ids';
import { Layers } from './layers';
import { Magic } from './magic/magic';
import type { Outlines } from './magic/outlines';
import type { Picture } from './magic/picture';
import type { Classes } from './ontology';
import { problemOf } from '../ui/loader';
import { Ruler } from './ruler';
import type { EditSession } from './session';
import { FIRST_TOOL, TOOLS, toolOf, type ToolName } from './tools';
import { PathTool } from './tools/path';
import { NO_CLASS, type Desk, type Sight, type Tool } from './tools/tool';

/** The part of the map that moves it. */
export interface Viewport {
  /** Whether the place can be seen well enough to change something there. */
  shows(place: Box): boolean;
  goTo(place: Box): Promise<void>;
  /** The image as it is on screen; the same object while nothing moved. */
  seen(): Picture | null;
}

export interface WorkbenchOptions {
  readonly session: EditSession;
  readonly classes: Classes;
  readonly readOnly: boolean;
  readonly ruler?: Ruler;
  readonly layers?: readonly Layer[];
  /** Null where the server has no model. */
  readonly outlines?: Outlines | null;
  /** Makes an area of work; null for who does not plan the work. */
  readonly planArea?: ((outline: Ring) => Promise<void>) | null;
  /** Whose work objects are; undefined where nobody's is kept from others. */
  readonly colleagues?: Colleagues;
  /** How the picture is adjusted now; kept with what is drawn on it. */
  readonly view?: () => string | undefined;
  readonly onChange: () => void;
}

/** What the person has in hand: tool, class, selection, habits. The panels and the map share it. */
export class Workbench implements Desk {
  readonly session: EditSession;
  readonly classes: Classes;
  /** Another tab of the same person edits: nothing is to be changed here. */
  paused = false;
  readonly ruler: Ruler;
  readonly layers: Layers;
  readonly outlines: Outlines | null;
  readonly colleagues: Colleagues | undefined;
  selected: string | null = null;
  others: readonly string[] = [];
  /** Where a note is being written. */
  pinning: Position | null = null;
  /** What the note being written begins with. */
  pinned = '';
  /** Words of a note that was closed before it was pinned; the next one begins with them. */
  unpinned = '';
  /** An earlier state that is shown over the selected object. */
  ghost: Geometry | null = null;
  classId: number | null;
  toolName: ToolName = 'select';
  habits: Habits = FIRST_HABITS;
  message = '';
  viewport: Viewport | undefined;
  readonly magic: Sight = {
    way: async (from, to) => this.seeing((magic, picture) => magic.way(picture, from, to)),
    region: async (at, tolerance) =>
      this.seeing((magic, picture) => magic.region(picture, at, tolerance)),
    outline: async (clicks) => {
      const picture = this.viewport?.seen();
      return picture && this.outlines ? this.outlines.outline(clicks, picture) : null;
    },
  };
  private readonly mayLookOnly: boolean;
  private worker: Magic | undefined;
  private readonly tools: ReadonlyMap<ToolName, Tool>;
  private readonly view: () => string | undefined;
  private readonly areaPlanner: ((outline: Ring) => Promise<void>) | null;
  private readonly onChange: () => void;
  private forgetting: ReturnType<typeof setTimeout> | undefined;
  private travelling = false;

  constructor(options: WorkbenchOptions) {
    this.session = options.session;
    this.classes = options.classes;
    this.mayLookOnly = options.readOnly;
    this.view = options.view ?? (() => undefined);
    this.layers = new Layers(options.layers ?? [], () => this.onChange());
    this.ruler = options.ruler ?? new Ruler(null);
    this.outlines = options.outlines ?? null;
    this.colleagues = options.colleagues;
    this.areaPlanner = options.planArea ?? null;
    this.onChange = options.onChange;
    this.classId = options.classes.open()[0]?.id ?? null;
    this.tools = new Map(TOOLS.map(({ name, make }) => [name, make(this)]));
  }

  get readOnly(): boolean {
    return this.mayLookOnly || this.paused;
  }

  get tool(): Tool {
    return this.tools.get(this.toolName)!;
  }

  /** An unfinished path of a tool that was left. */
  get kept(): PathTool | undefined {
    return [...this.tools.values()].find((tool) => tool instanceof PathTool && tool.drawing) as
      PathTool | undefined;
  }

  /** Something that was begun, in whatever tool, and is no object yet. */
  get unfinished(): boolean {
    return [...this.tools.values()].some((tool) => tool.drawing);
  }

  /** Undo takes back what is being drawn: nothing else may be done that it is to bring back. */
  private get busy(): string | null {
    return this.tool.drawing ? 'Finish what you are drawing first, or leave it with Esc.' : null;
  }

  /** Why the tool does not draw what the class in hand is; null where it does. */
  misfit(name: ToolName): string | null {
    const form = this.classes.form(this.classId);
    const tool = toolOf(name);
    if (tool?.byModel && !this.outlines) {
      return 'This server has no model that outlines objects.';
    }
    if (tool?.plans && !this.plans) {
      return 'Areas are drawn by who leads the project.';
    }
    const draws = tool?.draws;
    return draws && form && draws !== form
      ? `“${this.classes.name(this.classId!)}” is drawn as ${form === 'area' ? 'an area' : `a ${form}`}.`
      : null;
  }

  take(name: ToolName): void {
    const entry = toolOf(name);
    const locked = entry?.onSelected && this.selected !== null ? this.locked(this.selected) : null;
    const why = locked ?? this.misfit(name);
    if (why) {
      this.say(why);
    } else if (entry && !(entry.writes && this.readOnly)) {
      this.toolName = name;
      this.changed();
    }
  }

  /** Does to the objects chosen what the command says, or says why not. */
  command(name: CommandName): void {
    const command = COMMANDS.find((each) => each.name === name)!;
    const ids = this.selected === null ? [] : [this.selected, ...this.others];
    const why =
      this.busy ??
      command.obstacle(this) ??
      ids.map((id) => this.locked(id)).find((each) => each !== null);
    if (this.readOnly || why) {
      this.say(why ?? 'You may look, not change.');
      return;
    }
    const done = command.run(this, this.selected!);
    this.others = this.others.filter((id) => this.session.doc.has(id));
    this.say(done ? command.done : command.nothing);
  }

  /** Why an object must not be changed; null where it may. */
  locked(id: string): string | null {
    const label = this.session.doc.get(id);
    return this.layers.obstacle(label?.layer) ?? this.colleagues?.obstacle(label?.geometry) ?? null;
  }

  mayChange(id: string | null): boolean {
    return id !== null && !this.readOnly && this.locked(id) === null;
  }

  /** Whether areas of work are theirs to make. */
  get plans(): boolean {
    return this.areaPlanner !== null;
  }

  planArea(outline: Ring): void {
    this.areaPlanner?.(outline).then(
      () => this.say('Area made. Give it to somebody in the panel.'),
      (cause: unknown) => this.say(problemOf(cause).message),
    );
  }

  /** Makes a new object of the class in hand and selects it; false where it may not. */
  draw(geometry: Geometry): boolean {
    const { active } = this.layers;
    const why = active === undefined ? null : this.layers.obstacle(active);
    if (why !== null || this.classId === null) {
      this.say(why ?? NO_CLASS);
      return false;
    }
    const id = newId();
    const view = this.view();
    const content: Content = {
      geometry,
      classId: this.classId,
      attributes: initialValues(this.classes.attributes(this.classId)),
      ...(active === undefined ? {} : { layer: active }),
      ...(view === undefined ? {} : { view }),
    };
    this.session.perform('addLabel', id, content);
    this.select(id);
    return true;
  }

  leave(): void {
    this.toolName = 'select';
    this.changed();
  }

  select(id: string | null): void {
    this.selected = id;
    this.others = [];
    this.ghost = null;
    this.changed();
  }

  /** Adds an object to those chosen, or takes it out. The first chosen is the selected one. */
  choose(id: string): void {
    if (this.selected === null) {
      this.selected = id;
    } else if (id === this.selected) {
      [this.selected = null, ...this.others] = this.others;
    } else if (this.others.includes(id)) {
      this.others = this.others.filter((other) => other !== id);
    } else {
      this.others = [...this.others, id];
    }
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
    const form = this.classes.form(id);
    if (form && this.misfit(this.toolName)) {
      this.toolName = FIRST_TOOL[form];
    }
    if (this.toolName === 'select' && this.mayChange(this.selected)) {
      this.session.perform('setClass', this.selected!, id);
    }
    this.changed();
  }

  /** The classes are those of a newer ontology: one that is gone from it cannot stay in hand. */
  follow(): void {
    const open = this.classes.open();
    if (!open.some(({ id }) => id === this.classId)) {
      this.classId = open[0]?.id ?? null;
    }
    this.say('The classes of the project were changed.');
  }

  deleteSelected(): void {
    const why = this.selected === null ? null : (this.busy ?? this.locked(this.selected));
    if (why) {
      this.say(why);
    } else if (this.selected !== null && !this.readOnly) {
      this.session.perform('deleteLabel', this.selected);
      this.select(null);
      this.say('Object deleted. Ctrl+Z brings it back.');
    }
  }

  /**
   * Takes a model's prediction over into the layer that people draw on, or deletes it; the next one
   * comes into view.
   *
   * @param next the prediction to go on with, if any
   */
  judge(verdict: 'accept' | 'reject', next: string | null): void {
    const id = this.selected;
    const why = id === null ? 'Select a prediction first.' : (this.busy ?? this.judgeable(id));
    if (id === null || why) {
      this.say(why!);
      return;
    }
    if (verdict === 'accept') {
      this.session.perform('setLayer', id, this.layers.people!);
    } else {
      this.session.perform('deleteLabel', id);
    }
    this.say(verdict === 'accept' ? 'Prediction accepted' : 'Prediction rejected');
    if (next !== null) {
      void this.visit(next);
    }
  }

  private judgeable(id: string): string | null {
    const { layers } = this;
    if (!layers.isModel(this.session.doc.get(id)?.layer)) {
      return 'This is no prediction: it does not lie in the layer of a model.';
    }
    return layers.people === undefined
      ? 'There is no layer of people that you may change.'
      : this.readOnly
        ? 'You may look, not change.'
        : (this.locked(id) ?? layers.obstacle(layers.people));
  }

  toggle(habit: Habit): void {
    this.habits = { ...this.habits, [habit]: !this.habits[habit] };
    this.say(`${HABIT_TITLES[habit]}: ${this.habits[habit] ? 'on' : 'off'}`);
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

  /** Puts a vertex back that was taken back while drawing, else does the last step again. */
  async redo(): Promise<void> {
    if (this.tool.key('Redo')) {
      this.changed();
      return;
    }
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
    if (this.others.some((id) => !this.session.doc.has(id))) {
      this.others = this.others.filter((id) => this.session.doc.has(id));
    }
    this.onChange();
  }

  pin(at: Position, text = ''): void {
    this.pinning = at;
    this.pinned = this.unpinned || text;
    this.changed();
  }

  redraw(): void {
    this.onChange();
  }

  /** The worker starts with the first question. */
  private seeing<T>(ask: (magic: Magic, picture: Picture) => Promise<T | null>): Promise<T | null> {
    const picture = this.viewport?.seen();
    return picture ? ask((this.worker ??= new Magic()), picture) : Promise.resolve(null);
  }

  close(): void {
    this.worker?.close();
    clearTimeout(this.forgetting);
  }
}

import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Layer } from '../../src/api/types';
import type { Ring } from '../../src/edit/geometry';
import { Keyboard } from '../../src/edit/keys/keyboard';
import type { Profile } from '../../src/edit/keys/bindings';
import { Keymap } from '../../src/edit/keys/keymap';
import { Pen } from '../../src/edit/map/pen';
import type { Outlines } from '../../src/edit/magic/outlines';
import { PathTool } from '../../src/edit/tools/path';
import type { ToolName } from '../../src/edit/tools';
import type { Workbench } from '../../src/edit/workbench';
import { at, benchWith, square } from './bench';

/** Everything a keyboard can send, held with everything that can be held. */
const KEYS = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789.,;-+=?!#*/\\[]<>',
  ...['Enter', 'Backspace', 'Delete', 'Insert', 'Escape', ' ', 'Tab', 'Home', 'End'],
  ...['PageUp', 'PageDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'ContextMenu'],
  ...Array.from({ length: 12 }, (_, i) => `F${i + 1}`),
];
const HELD = [[], ['ctrl'], ['shift'], ['alt'], ['meta'], ['ctrl', 'shift'], ['ctrl', 'alt']];
const CHORDS = KEYS.flatMap((key) => HELD.map((held) => ({ key, held })));

/** What was asked of undo or of the model is answered in as many steps at most. */
async function settled(): Promise<void> {
  for (let i = 0; i < 12; i++) {
    await Promise.resolve();
  }
}

interface Chord {
  readonly key: string;
  readonly held: readonly string[];
}

class Element {
  isContentEditable = false;
  matches() {
    return false;
  }
}

function layer(id: string, kind: Layer['kind']): Layer {
  const created = { created: '2026-11-26T00:00:00Z', created_by: 'me' };
  return { id, kind, name: id, locked: false, editable: true, ...created };
}

/** The keys, the pen and the desk as the page puts them together, without a page. */
class Seat {
  readonly bench: Workbench;
  readonly ways: string[] = [];
  private readonly pen: Pen;
  private readonly keyboard: Keyboard;

  constructor(profile: Profile) {
    const labels = { a: { ...square(), layer: 'detector' }, b: square(12), c: square(30) };
    this.bench = benchWith(labels, {
      layers: [layer('people', 'person'), layer('detector', 'model')],
      outlines: { outline: () => Promise.resolve(square().geometry) } as unknown as Outlines,
    });
    this.bench.viewport = { seen: () => ({}) as never, shows: () => true, goTo: async () => {} };
    this.pen = new Pen(
      this.bench,
      () => 1,
      () => undefined,
    );
    this.pen.cursor = [100, 100];
    const press = (alt: boolean) => this.pen.press(alt);
    const nudge = (x: number, y: number) => this.pen.nudge(x, y, [0, 0]);
    const nothing = () => undefined;
    this.keyboard = new Keyboard({
      bench: this.bench,
      map: {
        ...{ nudge, press, holdSpace: nothing, focus: nothing, zoomBy: nothing, fitAll: nothing },
      } as never,
      visitNext: () => true,
      keymap: () => new Keymap().of(profile),
      show: nothing,
      leaveMap: nothing,
      go: (way) => this.ways.push(way),
      at: () => [100, 100],
      nextPrediction: () => null,
    });
  }

  async press({ key, held }: Chord): Promise<void> {
    const down = (name: string) => held.includes(name);
    const event = {
      key: down('shift') && key.length === 1 ? key.toUpperCase() : key,
      ctrlKey: down('ctrl'),
      metaKey: down('meta'),
      altKey: down('alt'),
      shiftKey: down('shift'),
      defaultPrevented: false,
      repeat: false,
      composedPath: () => [new Element()],
    } as unknown as KeyboardEvent;
    this.keyboard.down(event, true);
    this.keyboard.up(event);
    await settled();
  }

  /** Every object, and every outline that is begun. */
  get state() {
    const { bench } = this;
    const labels = [...bench.session.doc.ids()].sort();
    return {
      labels: labels.map((id) => ({ id, ...bench.session.doc.get(id)! })),
      begun: this.begun,
    };
  }

  private get begun(): readonly unknown[] {
    const tools = [...(this.bench as unknown as { tools: Map<string, object> }).tools.values()];
    return tools.flatMap((tool) => {
      const said = tool as { path?: Ring; clicks?: readonly unknown[] };
      return tool instanceof PathTool ? [said.path] : said.clicks ? [said.clicks] : [];
    });
  }
}

interface Situation {
  readonly when: string;
  /** The tool that the work goes on in. */
  readonly tool: ToolName;
  readonly left?: boolean;
}

const CORNERS = [
  [10, 10],
  [60, 10],
  [60, 60],
  [10, 60],
] as const;

const SITUATIONS: readonly Situation[] = [
  { when: 'objects are chosen', tool: 'select' },
  { when: 'an outline is begun', tool: 'polygon' },
  { when: 'an outline is begun and left', tool: 'polygon', left: true },
  { when: 'a hole is begun', tool: 'hole' },
  { when: 'a cut is begun', tool: 'cut' },
  { when: 'the model was asked', tool: 'outline' },
];

const UNDO: Chord = { key: 'z', held: ['ctrl'] };
const REDO: Chord = { key: 'z', held: ['ctrl', 'shift'] };
/** What a person may do about it, and whether they take up the tool again before. */
const MENDING: readonly (readonly [boolean, ...Chord[]])[] = [
  [false],
  [false, UNDO],
  [true, UNDO],
  [true, REDO],
];

async function seatIn({ tool, left = false }: Situation, profile: Profile): Promise<Seat> {
  const seat = new Seat(profile);
  const { bench } = seat;
  bench.select('a');
  bench.choose('b');
  bench.take(tool);
  if (tool !== 'select') {
    CORNERS.forEach(([x, y]) => bench.tool.click(at(x, y)));
  }
  if (left) {
    bench.escape();
  }
  await settled();
  return seat;
}

/** Whether everything is there after the chord, or after one undo or redo. */
async function survives(situation: Situation, profile: Profile, chord: Chord): Promise<boolean> {
  for (const [inTool, ...mending] of MENDING) {
    const seat = await seatIn(situation, profile);
    const before = seat.state;
    await seat.press(chord);
    if (inTool) {
      seat.bench.take(situation.tool);
    }
    for (const each of mending) {
      await seat.press(each);
    }
    if (keeps(before, seat.state)) {
      return true;
    }
  }
  return false;
}

describe.each(['cvat', 'qgis'] as const)('no chord of the %s profile destroys', (profile) => {
  beforeAll(() => {
    vi.stubGlobal('HTMLElement', Element);
    vi.stubGlobal('HTMLDialogElement', class {});
    return () => vi.unstubAllGlobals();
  });

  it.each(SITUATIONS)('while $when', async (situation) => {
    const lost: string[] = [];
    for (const chord of CHORDS) {
      if (!(await survives(situation, profile, chord))) {
        lost.push([...chord.held, chord.key].join('+'));
      }
    }
    expect(lost).toEqual([]);
  });

  it('and what would tell of a loss does', async () => {
    const seat = await seatIn(SITUATIONS[0]!, profile);
    const before = seat.state;
    await seat.press({ key: 'Delete', held: [] });
    expect(keeps(before, seat.state)).toBe(false);
    const drawing = await seatIn(SITUATIONS[1]!, profile);
    const begun = drawing.state;
    await drawing.press({ key: 'Backspace', held: [] });
    expect(keeps(begun, drawing.state)).toBe(false);
  });
});

type State = Seat['state'];

/**
 * All objects as they were but for rings that were begun, and all that was begun, perhaps gone on
 * with, or made a ring or an object of.
 */
function keeps(before: State, after: State): boolean {
  const begun = before.begun.map((each) => JSON.stringify(each));
  const plain = ({ geometry, ...label }: State['labels'][number]) =>
    JSON.stringify({
      ...label,
      rings: geometry.parts.flat().filter((ring) => !begun.includes(JSON.stringify(ring))),
    });
  const now = new Set(after.labels.map(plain));
  const rings = after.labels.flatMap(({ geometry }) => geometry.parts.flat());
  const made = new Set(rings.map((ring) => JSON.stringify(ring)));
  const more = after.labels.length > before.labels.length;
  return (
    before.labels.every((label) => now.has(plain(label))) &&
    begun.every(
      (path, i) =>
        JSON.stringify(after.begun[i]).startsWith(path.slice(0, -1)) ||
        made.has(path) ||
        (path.includes('inside') && more),
    )
  );
}

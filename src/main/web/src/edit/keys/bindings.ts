import { COMMANDS, type CommandName } from '../commands';
import { HABIT_TITLES, type Habit } from '../habits';
import { TOOLS, type ToolName } from '../tools';

/** Which editor the hands come from: decides the right button and a few keys. */
export type Profile = 'cvat' | 'qgis';

type OtherAct =
  | 'undo'
  | 'redo'
  | 'delete'
  | 'zoomIn'
  | 'zoomOut'
  | 'fit'
  | 'goTo'
  | 'bookmarks'
  | 'minimap'
  | 'keys'
  | 'accept'
  | 'reject'
  | 'badImagery'
  | 'nextScene'
  | 'previousScene'
  | 'submit';

/** Whatever a key can ask for besides the fixed ones. */
export type Act = `tool:${ToolName}` | `habit:${Habit}` | `do:${CommandName}` | OtherAct;

export interface Binding {
  readonly act: Act;
  readonly title: string;
  readonly group: 'Tools' | 'Habits' | 'Objects' | 'Work' | 'Moving about';
  /** As `Ctrl+Shift+Z`; the first is the one shown beside buttons. */
  readonly keys: readonly string[];
  readonly cvat?: readonly string[];
  readonly qgis?: readonly string[];
}

const TOOL_KEYS: Record<ToolName, Pick<Binding, 'keys' | 'cvat' | 'qgis'>> = {
  select: { keys: ['V'] },
  polygon: { keys: ['P'], cvat: ['P', 'N'], qgis: ['P', 'Ctrl+.'] },
  box: { keys: ['R'] },
  orientedBox: { keys: ['Shift+R'] },
  circle: { keys: ['O'] },
  line: { keys: ['I'] },
  point: { keys: ['.'] },
  magic: { keys: ['M'] },
  grow: { keys: ['Shift+M'] },
  outline: { keys: ['Shift+O'] },
  hole: { keys: ['H'] },
  part: { keys: ['Shift+H'] },
  reshape: { keys: ['G'] },
  cut: { keys: ['X'] },
  measure: { keys: ['L'] },
  note: { keys: ['A'] },
  workArea: { keys: ['Shift+A'] },
};

const HABIT_KEYS: Record<Habit, string> = { snap: 'S', trace: 'T', stream: 'W', share: 'E' };

const COMMAND_KEYS: Record<CommandName, string> = {
  merge: 'C',
  subtract: 'Shift+C',
  intersect: 'Shift+X',
  split: 'Shift+S',
  square: 'Q',
};

/** Every key that can be changed, in the order of the sheet. */
export const BINDINGS: readonly Binding[] = [
  ...TOOLS.map(({ name, title }): Binding => ({
    act: `tool:${name}`,
    title,
    group: 'Tools',
    ...TOOL_KEYS[name],
  })),
  ...(Object.keys(HABIT_TITLES) as Habit[]).map((habit): Binding => ({
    act: `habit:${habit}`,
    title: HABIT_TITLES[habit],
    group: 'Habits',
    keys: [HABIT_KEYS[habit]],
  })),
  ...COMMANDS.map(({ name, title }): Binding => ({
    act: `do:${name}`,
    title,
    group: 'Objects',
    keys: [COMMAND_KEYS[name]],
  })),
  { act: 'delete', title: 'Delete the object', group: 'Objects', keys: ['Delete'] },
  { act: 'undo', title: 'Undo', group: 'Objects', keys: ['Ctrl+Z'] },
  { act: 'redo', title: 'Redo', group: 'Objects', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
  { act: 'accept', title: 'Accept the prediction, go to the next', group: 'Work', keys: ['J'] },
  { act: 'reject', title: 'Reject the prediction, go to the next', group: 'Work', keys: ['K'] },
  { act: 'badImagery', title: 'Pin “bad imagery” at the cursor', group: 'Work', keys: ['B'] },
  {
    act: 'nextScene',
    title: 'Next area of the scene, then the next scene',
    group: 'Work',
    keys: ['F'],
  },
  { act: 'previousScene', title: 'The area or scene before', group: 'Work', keys: ['D'] },
  {
    act: 'submit',
    title: 'Done here: see that all is saved, submit the area, go to the next',
    group: 'Work',
    keys: ['Ctrl+Enter'],
  },
  { act: 'zoomIn', title: 'Zoom in; also the wheel', group: 'Moving about', keys: ['+', '='] },
  { act: 'zoomOut', title: 'Zoom out', group: 'Moving about', keys: ['-'] },
  { act: 'fit', title: 'The whole image', group: 'Moving about', keys: ['0'] },
  { act: 'goTo', title: 'Go to a coordinate', group: 'Moving about', keys: ['Shift+G'] },
  { act: 'bookmarks', title: 'Bookmarks', group: 'Moving about', keys: ['Shift+B'] },
  { act: 'minimap', title: 'Minimap', group: 'Moving about', keys: ['Shift+N'] },
  { act: 'keys', title: 'This sheet', group: 'Moving about', keys: ['?'] },
];

/** Keys that stay as they are: the sheet explains them, nobody can lock themself out. */
export const FIXED_KEYS: readonly (readonly [
  heading: string,
  rows: readonly [string, string][],
])[] = [
  [
    'Drawing',
    [
      ['Click', 'add a vertex'],
      ['Enter', 'finish; also double click or the first vertex'],
      ['Backspace', 'take a vertex back; also Ctrl+Z, and Ctrl+Shift+Z puts it there again'],
      ['Esc', 'leave the tool, keeping what was drawn; again discards it'],
      ['Ctrl', 'held: no snapping'],
      ['1 – 9', 'class to draw with, or of the selected object'],
    ],
  ],
  [
    'Reshaping',
    [
      ['Drag', 'a vertex moves it, a midpoint inserts one'],
      ['Alt+click', 'delete a vertex'],
      ['Shift+drag', 'move the whole object'],
      ['Shift+click', 'choose further objects'],
    ],
  ],
  [
    'Without a mouse',
    [
      ['Arrows', 'move the cursor; with Shift by one image pixel'],
      ['Space', 'place a vertex, select, or take and drop a handle'],
      ['Alt+Space', 'delete the vertex under the cursor'],
      ['Tab', 'next object; Shift+Tab the one before'],
      ['F6', 'from the image to the panels and back'],
    ],
  ],
  ['With the mouse', [['Space', 'held: drag pans, in any tool; also the middle button']]],
];

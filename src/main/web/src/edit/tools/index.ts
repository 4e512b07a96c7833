import { boxBetween, circleAbout } from '../shapes/figures';
import { CutTool } from './cut';
import { FigureTool } from './figure';
import { GrowTool } from './grow';
import { HoleTool } from './hole';
import { LineTool } from './line';
import { MagicTool } from './magic';
import { MeasureTool } from './measure';
import { NoteTool } from './note';
import { OrientedBoxTool } from './orientedBox';
import { OutlineTool } from './outline';
import { PartTool } from './part';
import { PointTool } from './point';
import { PolygonTool } from './polygon';
import { ReshapeTool } from './reshape';
import { SelectTool } from './select';
import type { Desk, Tool } from './tool';
import { WorkAreaTool } from './workArea';

export type ToolName =
  | 'select'
  | 'polygon'
  | 'box'
  | 'orientedBox'
  | 'circle'
  | 'line'
  | 'point'
  | 'magic'
  | 'grow'
  | 'outline'
  | 'hole'
  | 'part'
  | 'reshape'
  | 'cut'
  | 'measure'
  | 'note'
  | 'workArea';

/** What an object is drawn as. */
export type Form = 'area' | 'line' | 'point';

interface ToolEntry {
  readonly name: ToolName;
  readonly title: string;
  /** Draws something, so a viewer has no use for it. */
  readonly writes: boolean;
  /** What a new object of it is; a class may be drawn as one kind only. */
  readonly draws?: Form;
  /** Asks the server's model, which not every server has. */
  readonly byModel?: boolean;
  /** Divides the work, which not everybody does. */
  readonly plans?: boolean;
  /** Works on the selected object. */
  readonly onSelected?: boolean;
  readonly make: (desk: Desk) => Tool;
}

/** Every tool in the order of the rail. A new one is a file and a line here. */
export const TOOLS: readonly ToolEntry[] = [
  {
    name: 'select',
    title: 'Select and reshape',
    writes: false,
    make: (d) => new SelectTool(d),
  },
  {
    name: 'polygon',
    title: 'Draw polygon',
    writes: true,
    draws: 'area',
    make: (d) => new PolygonTool(d),
  },
  {
    name: 'box',
    title: 'Draw box',
    writes: true,
    draws: 'area',
    make: (d) => new FigureTool(d, { hint: 'Drag from corner to corner', between: boxBetween }),
  },
  {
    name: 'orientedBox',
    title: 'Draw box in any direction',
    writes: true,
    draws: 'area',
    make: (d) => new OrientedBoxTool(d),
  },
  {
    name: 'circle',
    title: 'Draw circle',
    writes: true,
    draws: 'area',
    make: (d) =>
      new FigureTool(d, { hint: 'Drag from the centre to the rim', between: circleAbout }),
  },
  { name: 'line', title: 'Draw line', writes: true, draws: 'line', make: (d) => new LineTool(d) },
  {
    name: 'point',
    title: 'Place point',
    writes: true,
    draws: 'point',
    make: (d) => new PointTool(d),
  },
  {
    name: 'magic',
    title: 'Outline along the edges in the picture',
    writes: true,
    draws: 'area',
    make: (d) => new MagicTool(d),
  },
  {
    name: 'grow',
    title: 'Outline what has one colour',
    writes: true,
    draws: 'area',
    make: (d) => new GrowTool(d),
  },
  {
    name: 'outline',
    title: 'Outline what you click on, by the model',
    writes: true,
    draws: 'area',
    byModel: true,
    make: (d) => new OutlineTool(d),
  },
  {
    name: 'hole',
    title: 'Cut hole',
    writes: true,
    onSelected: true,
    make: (d) => new HoleTool(d),
  },
  {
    name: 'part',
    title: 'Add a part',
    writes: true,
    onSelected: true,
    make: (d) => new PartTool(d),
  },
  {
    name: 'reshape',
    title: 'Reshape by a stroke',
    writes: true,
    onSelected: true,
    make: (d) => new ReshapeTool(d),
  },
  {
    name: 'cut',
    title: 'Cut by a line',
    writes: true,
    onSelected: true,
    make: (d) => new CutTool(d),
  },
  { name: 'measure', title: 'Measure', writes: false, make: (d) => new MeasureTool(d) },
  { name: 'note', title: 'Pin a note', writes: true, make: (d) => new NoteTool(d) },
  {
    name: 'workArea',
    title: 'Draw an area of work',
    writes: true,
    plans: true,
    make: (d) => new WorkAreaTool(d),
  },
];

/** What draws each form where nothing else is asked for. */
export const FIRST_TOOL: Record<Form, ToolName> = { area: 'polygon', line: 'line', point: 'point' };

export function toolOf(name: ToolName): ToolEntry | undefined {
  return TOOLS.find((tool) => tool.name === name);
}

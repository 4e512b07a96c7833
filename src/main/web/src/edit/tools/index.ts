import { BoxTool } from './box';
import { HoleTool } from './hole';
import { PolygonTool } from './polygon';
import { SelectTool } from './select';
import type { Desk, Tool } from './tool';

export type ToolName = 'select' | 'polygon' | 'box' | 'hole';

interface ToolEntry {
  readonly name: ToolName;
  readonly title: string;
  /** The key that takes it up. */
  readonly key: string;
  /** Draws something, so a viewer has no use for it. */
  readonly writes: boolean;
  readonly make: (desk: Desk) => Tool;
}

/** Every tool in the order of the rail. A new one is a file and a line here. */
export const TOOLS: readonly ToolEntry[] = [
  {
    name: 'select',
    title: 'Select and reshape',
    key: 'V',
    writes: false,
    make: (d) => new SelectTool(d),
  },
  {
    name: 'polygon',
    title: 'Draw polygon',
    key: 'P',
    writes: true,
    make: (d) => new PolygonTool(d),
  },
  { name: 'box', title: 'Draw box', key: 'R', writes: true, make: (d) => new BoxTool(d) },
  { name: 'hole', title: 'Cut hole', key: 'H', writes: true, make: (d) => new HoleTool(d) },
];

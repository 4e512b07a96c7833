import { client } from '../../api/client';
import type { Scene } from '../../api/types';
import { lonLatBox } from '../../view/pictureLayer';

/** West, south, east, north in degrees. */
export type GroundBox = readonly [number, number, number, number];

/** What the catalogue is narrowed to; null everywhere is everything. */
export interface Filter {
  /** Milliseconds since 1970, both ends included. */
  readonly from: number | null;
  readonly to: number | null;
  readonly sensor: string | null;
  readonly gsdMin: number | null;
  readonly gsdMax: number | null;
  readonly cloudMax: number | null;
  /** Banner. */
  readonly mark: string | null;
  readonly box: GroundBox | null;
  /** Part of the name; in the page only. */
  readonly text: string;
}

export const EVERYTHING: Filter = {
  from: null,
  to: null,
  sensor: null,
  gsdMin: null,
  gsdMax: null,
  cloudMax: null,
  mark: null,
  box: null,
  text: '',
};

/** Scenes asked for at a time, and at most. */
const PAGE = 500;
const MOST = 5000;

export function isEverything(filter: Filter): boolean {
  return Object.values(filter).every((value) => value === null || value === '');
}

/** A scene that does not say what a filter asks for is not among the answers. */
export function matches(scene: Scene, filter: Filter): boolean {
  const { from, to, sensor, gsdMin, gsdMax, cloudMax, mark, box, text } = filter;
  const taken = scene.acquired ? Date.parse(scene.acquired) : null;
  const gsd = gsdOf(scene);
  const cloud = scene.acquisition?.cloud_cover ?? null;
  const within = (value: number | null, least: number | null, most: number | null) =>
    (least === null && most === null) ||
    (value !== null && (least === null || value >= least) && (most === null || value <= most));
  return (
    within(taken, from, to) &&
    within(gsd, gsdMin, gsdMax) &&
    within(cloud, null, cloudMax) &&
    (sensor === null || sensorOf(scene) === sensor) &&
    (mark === null || scene.mark.banner === mark) &&
    (box === null || meets(scene, box)) &&
    (text === '' || scene.name.toLowerCase().includes(text.toLowerCase()))
  );
}

/** How the list can be ordered, and what that is called. */
export const ORDERS = {
  added: 'Newest added',
  taken: 'Newest taken',
  name: 'Name',
  gsd: 'Finest ground sample',
  labels: 'Most labels',
} as const;
export type Order = keyof typeof ORDERS;

export function isOrder(text: string | undefined): text is Order {
  return text !== undefined && text in ORDERS;
}

/** What does not say what it is ordered by comes last; otherwise as the server has it, newest first. */
export function ordered(scenes: readonly Scene[], order: Order): readonly Scene[] {
  const last = Number.MAX_VALUE;
  const keys: Record<Exclude<Order, 'name'>, (scene: Scene) => number> = {
    added: () => 0,
    taken: ({ acquired }) => (acquired ? -Date.parse(acquired) : last),
    gsd: (scene) => gsdOf(scene) ?? last,
    labels: ({ label_count }) => -label_count,
  };
  return order === 'name'
    ? scenes.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    : scenes.toSorted((a, b) => keys[order](a) - keys[order](b));
}

/** The coarser of the two axes, metres per pixel; null where unknown. */
export function gsdOf({ gsd }: Pick<Scene, 'gsd'>): number | null {
  return gsd && gsd.length > 0 ? Math.max(...gsd) : null;
}

export function sensorOf({ acquisition }: Pick<Scene, 'acquisition'>): string | null {
  return acquisition?.sensor ?? acquisition?.platform ?? null;
}

function meets(scene: Scene, [west, south, east, north]: GroundBox): boolean {
  if (!scene.footprint) {
    return false;
  }
  const [w = 0, s = 0, e = 0, n = 0] = lonLatBox(scene);
  return w <= east && e >= west && s <= north && n >= south;
}

/** The filter as the server's parameters. */
export function queryOf({ from, to, sensor, gsdMin, gsdMax, cloudMax, mark, box }: Filter) {
  return {
    ...(from === null ? {} : { from: new Date(from).toISOString() }),
    ...(to === null ? {} : { to: new Date(to).toISOString() }),
    ...(sensor === null ? {} : { sensor }),
    ...(gsdMin === null ? {} : { gsdMin }),
    ...(gsdMax === null ? {} : { gsdMax }),
    ...(cloudMax === null ? {} : { cloudMax }),
    ...(mark === null ? {} : { mark }),
    ...(box === null ? {} : { bbox: box.map((degree) => degree.toFixed(6)).join(',') }),
  };
}

/** The filter as an address says it, without what is not asked for. */
export function filterParameters(filter: Filter): Record<string, string> {
  const { from, to, gsdMin, gsdMax, cloudMax, ...rest } = queryOf(filter);
  const numbers = { gsdMin, gsdMax, cloudMax };
  const said = Object.entries(numbers).filter(([, value]) => value !== undefined);
  return {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...Object.fromEntries(said.map(([name, value]) => [name, String(value)])),
    ...rest,
    ...(filter.text === '' ? {} : { name: filter.text }),
  };
}

/** The way back, forgiving: what is not understood is not asked for. */
export function readFilter(parameters: Readonly<Record<string, string>>): Filter {
  const number = (name: string) => {
    const text = parameters[name] ?? '';
    return text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
  };
  const time = (name: string) => {
    const at = Date.parse(parameters[name] ?? '');
    return Number.isNaN(at) ? null : at;
  };
  const box = (parameters['bbox'] ?? '').split(',').map(Number);
  return {
    from: time('from'),
    to: time('to'),
    sensor: parameters['sensor'] || null,
    gsdMin: number('gsdMin'),
    gsdMax: number('gsdMax'),
    cloudMax: number('cloudMax'),
    mark: parameters['mark'] || null,
    box: box.length === 4 && box.every(Number.isFinite) ? (box as unknown as GroundBox) : null,
    text: parameters['name'] ?? '',
  };
}

/** What has been loaded of a project's scenes. */
export interface Listing {
  readonly scenes: readonly Scene[];
  /** There are more than fit the page: only the server can filter them. */
  readonly truncated: boolean;
}

/**
 * Loads the scenes that match, page by page, telling of each page: the first hundreds can be looked
 * at while the rest is on its way.
 */
export async function loadScenes(
  project: string,
  filter: Filter,
  signal: AbortSignal,
  tell: (listing: Listing) => void,
): Promise<Listing> {
  let scenes: readonly Scene[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.get('/api/v1/projects/{project}/scenes', {
      path: { project },
      query: { ...queryOf(filter), limit: PAGE, ...(cursor ? { cursor } : {}) },
      signal,
    });
    scenes = [...scenes, ...page.scenes];
    cursor = page.next;
    tell({ scenes, truncated: cursor !== undefined });
  } while (cursor && scenes.length < MOST);
  return { scenes, truncated: cursor !== undefined };
}

/** How many values fall into each of so many equal parts of the axis, as shares of the most. */
export function shares(
  values: readonly number[],
  axis: { readonly low: number; readonly high: number },
  parts: number,
): number[] {
  const counts = new Array<number>(parts).fill(0);
  for (const value of values) {
    const part = Math.floor(((value - axis.low) / (axis.high - axis.low || 1)) * parts);
    counts[Math.min(parts - 1, Math.max(0, part))]!++;
  }
  const most = Math.max(1, ...counts);
  // A part with one scene must still be seen beside one with a thousand.
  return counts.map((n) => (n === 0 ? 0 : 0.12 + (0.88 * n) / most));
}

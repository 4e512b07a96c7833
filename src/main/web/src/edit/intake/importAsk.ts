import type { Format, Space } from './fileFormat';

/** How a file is to be read, as the person has it so far. */
export interface ImportAsk {
  readonly format: Format;
  /** Of GeoJSON. */
  readonly space: Space;
  /** Of YOLO: names of its classes from 0, between commas. */
  readonly names: string;
  /** Rows that cannot be saved are left out, instead of refusing the file. */
  readonly leavingOut: boolean;
  /** Of GeoJSON, COCO and SpaceNet: which of its images is the scene; empty for the one called like it. */
  readonly image: string;
  /** Layer the labels go to; undefined for the project's first. */
  readonly layer: string | undefined;
  /** Classes that the person chose, by what the file calls them; `LEAVE_OUT` for none. */
  readonly classes: ReadonlyMap<string, number>;
}

/** In place of a class: its rows are not imported. */
export const LEAVE_OUT = 0;

/** What the file calls the class of rows that say none. */
const NAMELESS = '';

export function queryOf(ask: ImportAsk) {
  const fallback = ask.classes.get(NAMELESS);
  const mapping = [...ask.classes]
    .filter(([name]) => name !== NAMELESS)
    .map(([name, id]) => `${name.replace(/[\\,]/g, '\\$&')}:${id}`)
    .join(',');
  return {
    format: ask.format,
    ...(ask.format === 'geojson' ? { space: ask.space } : {}),
    ...(ask.format === 'yolo' && ask.names.trim() ? { names: ask.names.trim() } : {}),
    ...(ask.leavingOut ? { wrong_rows: 'leave-out' as const } : {}),
    ...(['geojson', 'coco', 'spacenet'].includes(ask.format) && ask.image.trim()
      ? { image: ask.image.trim() }
      : {}),
    ...(ask.layer ? { layer: ask.layer } : {}),
    ...(fallback ? { class: fallback } : {}),
    ...(mapping ? { mapping } : {}),
  };
}

/** Where in the file a finding is: `/lines/7` as "line 7", `/features/3/geometry` as "features[3] geometry". */
export function whereWords(pointer: string | undefined): string {
  const [, list = '', ...rest] = (pointer ?? '').replace('/properties/', '/').split('/');
  if (/^\d+$/.test(list)) {
    return [`[${list}]`, ...rest].join(' ');
  }
  const [index, ...more] = rest;
  return index === undefined
    ? list
    : [list === 'lines' ? `line ${index}` : `${list}[${index}]`, ...more].join(' ');
}

import type { operations } from '../../api/schema';
import { readPosition } from '../../ground/coordinates';

/** What the server can search the log by. */
export type AuditQuery = NonNullable<operations['searchAudit']['parameters']['query']>;

export const OUTCOMES = ['SUCCESS', 'DENIED', 'FAILED'] as const;

/** The filters as they stand in the address and in the form: plain text, empty when unset. */
export interface Filters {
  readonly actor: string;
  readonly type: string;
  readonly outcome: string;
  readonly scene: string;
  readonly project: string;
  /** As it stands on the log. */
  readonly session: string;
  /** A marking as it is shown, or its number. */
  readonly mark: string;
  /** West, south, east, north in degrees, with commas between. */
  readonly bbox: string;
  /** A day or a time of day in UTC: 2026-11-22, 2026-11-22 08:00. */
  readonly from: string;
  readonly to: string;
}

export const NAMES = [
  'actor',
  'type',
  'outcome',
  'scene',
  'project',
  'session',
  'mark',
  'bbox',
  'from',
  'to',
] as const;

/** The ways to look at what was found. */
export const VIEWS = ['events', 'map', 'sessions', 'alerts'] as const;
export type AuditView = (typeof VIEWS)[number];

export function viewIn(record: Readonly<Record<string, string>>): AuditView {
  return VIEWS.find((view) => view === record['view']) ?? 'events';
}

/** Reads an address; unknown names are dropped. */
export function filtersFrom(record: Readonly<Record<string, string>>): Filters {
  return Object.fromEntries(
    NAMES.map((name) => [name, (record[name] ?? '').trim()]),
  ) as unknown as Filters;
}

/** Only what is set, for the address. */
export function setFilters(filters: Filters): Record<string, string> {
  return Object.fromEntries(
    NAMES.filter((name) => filters[name] !== '').map((name) => [name, filters[name]]),
  );
}

/** The server's query; times are UTC, and an outcome it does not know is left out. */
export function queryOf(filters: Filters, cursor?: string): AuditQuery {
  return { ...narrowingOf(filters), ...present('cursor', cursor ?? ''), limit: 100 };
}

/** What the filters narrow to, for every way of looking at the log. */
export function narrowingOf(filters: Filters): Omit<AuditQuery, 'cursor' | 'limit'> {
  const outcome = OUTCOMES.find((each) => each === filters.outcome);
  return {
    ...present('actor', filters.actor),
    ...present('type', filters.type),
    ...(outcome ? { outcome } : {}),
    ...present('scene', filters.scene),
    ...present('project', filters.project),
    ...present('session', filters.session),
    ...present('mark', filters.mark),
    ...present('bbox', filters.bbox),
    ...present('from', utc(filters.from)),
    ...present('to', utc(filters.to)),
  };
}

/** What is wrong with the filters, before asking; empty when nothing is. */
export function mistakeIn({ scene, project, bbox, from, to }: Filters): string {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  for (const [name, value] of [
    ['scene', scene],
    ['project', project],
  ] as const) {
    if (value !== '' && !uuid.test(value)) {
      return `The ${name} is an id such as 3f0c2a9e-58a1-4f2e-9d3b-7a6c1e0b4d21, not “${value}”.`;
    }
  }
  if (bbox !== '' && !boxIn(bbox)) {
    return `Ground is a place (lat/lon, UTM or MGRS), or west, south, east, north in degrees, such as 5.9,50.3,6.1,50.4; not “${bbox}”.`;
  }
  for (const value of [from, to]) {
    if (value !== '' && utc(value) === '') {
      return `A time is written 2026-11-22 or 2026-11-22 08:00, not “${value}”.`;
    }
  }
  return from !== '' && to !== '' && utc(from) > utc(to)
    ? 'The time range ends before it starts.'
    : '';
}

/** Half of the side of the ground about a place, metres. */
const ABOUT = 500;

/**
 * What was typed as ground: a box as it is; a position in any way of writing it becomes the square of a
 * kilometre about it; anything else stays to be complained of.
 */
export function groundOf(text: string): string {
  const at = boxIn(text) ? null : readPosition(text);
  if (!at) {
    return text;
  }
  const north = ABOUT / 111_320;
  const east = north / Math.max(0.01, Math.cos((at.lat * Math.PI) / 180));
  return [
    Math.max(-180, at.lon - east),
    Math.max(-90, at.lat - north),
    Math.min(180, at.lon + east),
    Math.min(90, at.lat + north),
  ]
    .map((degrees) => String(Number(degrees.toFixed(6))))
    .join(',');
}

/** A box of ground, if the text is one. */
export function boxIn(text: string): readonly [number, number, number, number] | undefined {
  const [west, south, east, north, more] = text
    .split(',')
    .map((part) => Number(part.trim() || NaN));
  const fits =
    west !== undefined &&
    south !== undefined &&
    east !== undefined &&
    north !== undefined &&
    more === undefined &&
    west >= -180 &&
    south >= -90 &&
    east <= 180 &&
    north <= 90 &&
    west <= east &&
    south <= north;
  return fits ? [west, south, east, north] : undefined;
}

function present<K extends string>(name: K, value: string): { [key in K]?: string } {
  return (value === '' ? {} : { [name]: value }) as { [key in K]?: string };
}

/** RFC 3339, or nothing when the text is no time. */
function utc(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?)?$/.exec(text);
  const at = parts ? Date.parse(`${parts[1]}T${parts[2] ?? '00:00'}Z`) : Number.NaN;
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** 1,234 as people read it; the same everywhere, whatever the browser's language. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** "1 scene", "2 scenes". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Decimal units, three significant digits. */
export function bytes(value: number): string {
  let unit = 0;
  let amount = value;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 ? amount : Number(amount.toPrecision(3))} ${UNITS[unit]}`;
}

/** 2026-11-22 14:03Z: sortable, unambiguous, UTC. */
export function instant(value: string | null | undefined): string {
  const at = parse(value);
  return at === undefined ? '–' : `${at.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** 2026-11-22, UTC. */
export function day(value: string | null | undefined): string {
  return instant(value).slice(0, 10);
}

/** From one time to another, the day said once where it is the same: 2026-11-22 14:03–15:10Z. */
export function span(from: string, to: string): string {
  const [first, last] = [instant(from), instant(to)];
  return first === last
    ? first
    : day(from) === day(to)
      ? `${first.slice(0, -1)}–${last.slice(11)}`
      : `${first} – ${last}`;
}

/** With seconds and milliseconds, for the log. */
export function exactInstant(value: string | null | undefined): string {
  const at = parse(value);
  return at === undefined ? '–' : `${at.toISOString().slice(0, 23).replace('T', ' ')}Z`;
}

/** "0.3 m", "12.5 cm"; the two axes apart only when they differ by more than a percent. */
export function groundSample(gsd: readonly number[] | null | undefined): string {
  const [x, y = x] = gsd ?? [];
  if (x === undefined || y === undefined) {
    return '–';
  }
  return Math.abs(x - y) <= 0.01 * Math.max(x, y)
    ? length((x + y) / 2)
    : `${length(x)} × ${length(y)}`;
}

/** A length in metres with the unit people say. */
export function length(metres: number): string {
  if (metres < 0.1) {
    return `${Number((metres * 100).toPrecision(3))} cm`;
  }
  return metres < 1000
    ? `${Number(metres.toPrecision(3))} m`
    : `${Number((metres / 1000).toPrecision(3))} km`;
}

export function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

/** "about 40 s left", "about 3 min left". */
export function remaining(seconds: number | null | undefined): string {
  if (seconds === undefined || seconds === null) {
    return '';
  }
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}

/** "project-lead" as "Project lead". */
export function words(identifier: string): string {
  const spaced = identifier.replace(/[-_]/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function parse(value: string | null | undefined): Date | undefined {
  const at = value ? new Date(value) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at;
}

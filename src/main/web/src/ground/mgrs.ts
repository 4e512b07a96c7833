import type { LonLat } from '../edit/ground';
import { fromUtm, toUtm, wrapped, zoneOf, type Utm } from './utm';

const SQUARE = 100_000;
/** A micrometre, so that what is exactly on an edge does not fall below it by rounding. */
const TINY = 1e-6;
const BANDS = 'CDEFGHJKLMNPQRSTUVWX';
const COLUMNS = ['ABCDEFGH', 'JKLMNPQR', 'STUVWXYZ'] as const;
const ROWS = 'ABCDEFGHJKLMNPQRSTUV';

/** The four polar bands: letter, where their squares begin, and the letters of the squares. */
const POLAR = [
  { band: 'A', north: false, column: 8, row: 8, columns: 'JKLPQRSTUXYZ' },
  { band: 'B', north: false, column: 20, row: 8, columns: 'ABCFGHJKLPQR' },
  { band: 'Y', north: true, column: 13, row: 13, columns: 'RSTUXYZ' },
  { band: 'Z', north: true, column: 20, row: 13, columns: 'ABCFGHJ' },
] as const;
const POLAR_ROWS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** East of the pole from this square on. */
const POLE = 20;

/**
 * The square of the Military Grid Reference System that holds the position, such as
 * `38SMB4414084706`; digits are cut off, not rounded, as the system asks.
 *
 * @param digits of each coordinate, 0 to 5: 5 is a metre
 */
export function toMgrs(at: LonLat, digits = 5): string {
  const zone = zoneOf(at);
  const utm = toUtm(at, zone);
  const column = Math.floor((utm.easting + TINY) / SQUARE);
  const row = Math.floor((utm.northing + TINY) / SQUARE);
  const rest = cut(utm.easting, digits) + cut(utm.northing, digits);
  if (zone === 0) {
    const polar = POLAR.find(({ north, band }) => {
      return north === utm.north && 'BZ'.includes(band) === column >= POLE;
    })!;
    return `${polar.band}${polar.columns[column - polar.column]}${POLAR_ROWS[row - polar.row]}${rest}`;
  }
  const band = BANDS[Math.min(19, Math.floor((at.lat + 80) / 8))];
  const letters = COLUMNS[((zone - 1) % 3) as 0 | 1 | 2];
  const shift = zone % 2 === 0 ? 5 : 0;
  return `${String(zone).padStart(2, '0')}${band}${letters[column - 1]}${ROWS[(row + shift) % 20]}${rest}`;
}

function cut(metres: number, digits: number): string {
  const within = Math.floor(metres + TINY) % SQUARE;
  return String(within).padStart(5, '0').slice(0, digits);
}

/** The middle of the square that the text names; null where it names none. */
export function fromMgrs(text: string): LonLat | null {
  const match = /^(\d{1,2})?([A-Z])([A-Z])([A-Z])(\d*)$/.exec(
    text.replace(/\s/g, '').toUpperCase(),
  );
  const digits = (match?.[5] ?? '').length / 2;
  if (!match || !Number.isInteger(digits) || digits > 5) {
    return null;
  }
  const [, zone, band = '', column = '', row = '', rest = ''] = match;
  const unit = 10 ** (5 - digits);
  const within: [number, number] = [
    (Number(rest.slice(0, digits)) + 0.5) * unit,
    (Number(rest.slice(digits)) + 0.5) * unit,
  ];
  const utm = zone
    ? utmSquare(Number(zone), band, column, row, within)
    : polarSquare(band, column, row, within);
  if (!utm) {
    return null;
  }
  const { lon, lat } = fromUtm(utm);
  return { lon: wrapped(lon), lat };
}

function utmSquare(
  zone: number,
  band: string,
  column: string,
  row: string,
  [x, y]: [number, number],
): Utm | null {
  const bandIndex = BANDS.indexOf(band);
  const columnIndex = COLUMNS[((zone - 1) % 3) as 0 | 1 | 2]?.indexOf(column) ?? -1;
  const rowIndex = ROWS.indexOf(row);
  if (zone < 1 || zone > 60 || bandIndex < 0 || columnIndex < 0 || rowIndex < 0) {
    return null;
  }
  // Rows repeat every 2,000 km; the band tells which of them is meant (as in GeographicLib's MGRS).
  const north = bandIndex >= 10;
  const middle = (100 * (8 * (bandIndex - 10) + 4)) / 90;
  const least = bandIndex > 0 ? Math.floor(middle - 4.3 - (north ? 0.1 : 0)) : -90;
  const most = bandIndex < 19 ? Math.floor(middle + 4.4 - (north ? 0.1 : 0)) : 94;
  const base = Math.trunc((least + most) / 2) - 10;
  const plain = (rowIndex - (zone % 2 === 0 ? 5 : 0) + 20) % 20;
  const square = ((((plain - base) % 20) + 20) % 20) + base;
  if ((square < least || square > most) && !reachesIn(square, bandIndex - 10, columnIndex)) {
    return null;
  }
  return {
    zone,
    north,
    easting: (columnIndex + 1) * SQUARE + x,
    northing: (north ? square : square + 100) * SQUARE + y,
  };
}

/** Squares at the edge of a zone that lean into the next band, by GeographicLib's list. */
function reachesIn(square: number, band: number, column: number): boolean {
  const mirrored = (value: number) => (value >= 0 ? value : -value - 1);
  const [row, of] = [mirrored(square), mirrored(band)];
  const inner = column < 4 ? column : 7 - column;
  return (
    (row === 70 && of === 8 && inner >= 2) ||
    (row === 71 && of === 7 && inner <= 2) ||
    (row === 79 && of === 9 && inner >= 1) ||
    (row === 80 && of === 8 && inner <= 1)
  );
}

function polarSquare(
  band: string,
  column: string,
  row: string,
  [x, y]: [number, number],
): Utm | null {
  const polar = POLAR.find((each) => each.band === band);
  const columnIndex = polar?.columns.indexOf(column) ?? -1;
  const rowIndex = POLAR_ROWS.indexOf(row);
  if (!polar || columnIndex < 0 || rowIndex < 0 || (polar.north && rowIndex >= 14)) {
    return null;
  }
  return {
    zone: 0,
    north: polar.north,
    easting: (polar.column + columnIndex) * SQUARE + x,
    northing: (polar.row + rowIndex) * SQUARE + y,
  };
}

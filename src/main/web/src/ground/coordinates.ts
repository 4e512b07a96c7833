import type { LonLat } from '../edit/ground';
import { fromMgrs, toMgrs } from './mgrs';
import { fromUtm, toUtm, wrapped } from './utm';

/** The ways in which the page writes a position. */
export const FORMS = [
  { form: 'dd', name: 'Lat/Lon', title: 'Decimal degrees, latitude first' },
  { form: 'dms', name: 'DMS', title: 'Degrees, minutes, seconds' },
  { form: 'utm', name: 'UTM', title: 'Universal Transverse Mercator; polar stereographic beyond' },
  { form: 'mgrs', name: 'MGRS', title: 'Military Grid Reference System' },
] as const;
export type Form = (typeof FORMS)[number]['form'];

export function isForm(text: string | null | undefined): text is Form {
  return FORMS.some(({ form }) => form === text);
}

export function writePosition(at: LonLat, form: Form): string {
  switch (form) {
    case 'dd':
      return `${side(at.lat, 'NS', degrees)} ${side(wrapped(at.lon), 'EW', degrees)}`;
    case 'dms':
      return `${side(at.lat, 'NS', sexagesimal(2))} ${side(wrapped(at.lon), 'EW', sexagesimal(3))}`;
    case 'utm': {
      const { zone, north, easting, northing } = toUtm(at);
      const name = zone === 0 ? `UPS ${north ? 'N' : 'S'}` : `${zone}${north ? 'N' : 'S'}`;
      return `${name} ${easting.toFixed(1)} mE ${northing.toFixed(1)} mN`;
    }
    case 'mgrs':
      return spaced(toMgrs(at));
  }
}

/** `38S MB 44140 84706`: people read groups. */
function spaced(mgrs: string): string {
  return mgrs.replace(/^(\d*[A-Z])([A-Z]{2})(\d{5})(\d{5})$/, '$1 $2 $3 $4');
}

function side(value: number, letters: string, write: (size: number) => string): string {
  return `${write(Math.abs(value))} ${letters[value < 0 ? 1 : 0]}`;
}

function degrees(size: number): string {
  return `${size.toFixed(6)}°`;
}

function sexagesimal(digits: number): (size: number) => string {
  return (size) => {
    // In hundredths of a second first, so that 59.999 never becomes 60.
    const hundredths = Math.round(size * 360_000);
    const seconds = (hundredths % 6000) / 100;
    const minutes = Math.floor(hundredths / 6000) % 60;
    const whole = Math.floor(hundredths / 360_000);
    const pad = (value: number | string, length: number) => String(value).padStart(length, '0');
    return `${pad(whole, digits)}° ${pad(minutes, 2)}′ ${pad(seconds.toFixed(2), 5)}″`;
  };
}

/** Reads a position in any of the forms; null where the text is none. */
export function readPosition(text: string): LonLat | null {
  const trimmed = text.trim();
  return fromMgrs(trimmed) ?? readUtm(trimmed) ?? readDegrees(trimmed);
}

/** Reads "1200, 340", x right and y down; null where the text is none. */
export function readPixel(text: string): readonly [x: number, y: number] | null {
  const [, x, y] = /^\s*(\d+(?:\.\d+)?)\s*[,;\s]\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$/i.exec(text) ?? [];
  return x === undefined || y === undefined ? null : [Number(x), Number(y)];
}

function readUtm(text: string): LonLat | null {
  const match =
    /^(?:(\d{1,2})\s*|UPS\s*)([NS])\s*[, ]\s*([\d.]+)\s*(?:m?E)?\s*[, ]\s*([\d.]+)\s*(?:m?N)?$/i.exec(
      text,
    );
  if (!match) {
    return null;
  }
  const [, zoneText, letter = '', easting, northing] = match;
  const zone = Number(zoneText ?? 0);
  const at = {
    zone,
    north: /n/i.test(letter),
    easting: Number(easting),
    northing: Number(northing),
  };
  const sane = zone <= 60 && at.easting > 0 && at.easting < 4e6 && at.northing < 1.01e7;
  return sane && (zoneText === undefined || zone >= 1) ? checked(fromUtm(at)) : null;
}

/** Latitude then longitude, unless letters say otherwise; each as degrees, minutes and seconds or less. */
function readDegrees(text: string): LonLat | null {
  const sizes = (text.match(/[-+]?\d+(?:\.\d+)?/g) ?? []).map(Number);
  const letters = (text.match(/[NSEW]/gi) ?? []).join('').toUpperCase();
  const rest = text.replace(/[-+]?\d+(?:\.\d+)?/g, '').replace(/[NSEW°dms:'"′″,;\s]/gi, '');
  const half = sizes.length / 2;
  if (rest !== '' || ![1, 2, 3].includes(half) || !/^(|[NS][EW]|[EW][NS])$/.test(letters)) {
    return null;
  }
  const [first, second] = [sizes.slice(0, half), sizes.slice(half)].map(degreesOf) as [
    number,
    number,
  ];
  const [one, other] = [signed(first, letters[0]), signed(second, letters[1])];
  return checked(/^[EW]/.test(letters) ? { lon: one, lat: other } : { lat: one, lon: other });
}

function degreesOf([whole = 0, minutes = 0, seconds = 0]: readonly number[]): number {
  const size = Math.abs(whole) + minutes / 60 + seconds / 3600;
  return whole < 0 || Object.is(whole, -0) ? -size : size;
}

function signed(value: number, letter: string | undefined): number {
  return letter === 'S' || letter === 'W' ? -value : value;
}

function checked({ lon, lat }: LonLat): LonLat | null {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 360 ? { lon: wrapped(lon), lat } : null;
}

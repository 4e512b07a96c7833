import type { LonLat } from '../edit/ground';
import { inverseTransverseMercator, transverseMercator } from '../edit/transverseMercator';
import { inversePolarStereographic, polarStereographic } from './polar';

const FALSE_EASTING = 500_000;
const FALSE_NORTHING_SOUTH = 10_000_000;
/** Both of the polar system's false coordinates. */
const FALSE_POLAR = 2_000_000;

/** A position in Universal Transverse Mercator or, with zone 0, Universal Polar Stereographic. */
export interface Utm {
  /** 1 to 60, or 0 near a pole. */
  readonly zone: number;
  readonly north: boolean;
  readonly easting: number;
  readonly northing: number;
}

/** The zone with the exceptions of Norway (32V) and Svalbard (31X to 37X); 0 beyond 80 S and 84 N. */
export function zoneOf({ lon, lat }: LonLat): number {
  if (lat >= 84 || lat < -80) {
    return 0;
  }
  const east = wrapped(lon);
  const zone = Math.floor((east + 186) / 6);
  if (lat >= 56 && lat < 64 && zone === 31 && east >= 3) {
    return 32;
  }
  return lat >= 72 && east >= 0 && east < 42 ? 2 * Math.floor((east + 183) / 12) + 1 : zone;
}

export function toUtm(at: LonLat, zone = zoneOf(at)): Utm {
  const north = at.lat >= 0;
  if (zone === 0) {
    const [x, y] = polarStereographic(at, north);
    return { zone, north, easting: x + FALSE_POLAR, northing: y + FALSE_POLAR };
  }
  const meridian = zone * 6 - 183;
  const { x, y } = transverseMercator(wrapped(at.lon - meridian), at.lat);
  return {
    zone,
    north,
    easting: x + FALSE_EASTING,
    northing: north ? y : y + FALSE_NORTHING_SOUTH,
  };
}

export function fromUtm({ zone, north, easting, northing }: Utm): LonLat {
  if (zone === 0) {
    return inversePolarStereographic([easting - FALSE_POLAR, northing - FALSE_POLAR], north);
  }
  const { lon, lat } = inverseTransverseMercator(
    easting - FALSE_EASTING,
    north ? northing : northing - FALSE_NORTHING_SOUTH,
    zone * 6 - 183,
  );
  return { lon: wrapped(lon), lat };
}

/** A longitude from -180 up to, but not including, 180. */
export function wrapped(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

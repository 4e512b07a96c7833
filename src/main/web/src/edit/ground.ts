import type { Position } from './geometry';
import { inverseTransverseMercator } from './transverseMercator';

export type Affine = readonly [number, number, number, number, number, number];

export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/** Ground = (a0 + a1 x + a2 y, a3 + a4 x + a5 y). */
export function toGround([a0, a1, a2, a3, a4, a5]: Affine, [x, y]: Position): Position {
  return [a0 + a1 * x + a2 * y, a3 + a4 * x + a5 * y];
}

/** Square metres of a square pixel, roughly; null where the scene has no ground. */
export function pixelArea(gsd: readonly number[] | null | undefined): number | null {
  const [x, y] = gsd ?? [];
  return x !== undefined && y !== undefined ? x * y : null;
}

/**
 * Ground coordinates as longitude and latitude (WGS 84, degrees), for the CRSs that need no grid or
 * datum shift: EPSG:4326, 3857 and UTM 326xx/327xx. Null for every other: then the page shows the
 * ground coordinates as they are rather than something nearly right.
 */
export function toLonLat(crs: string | null | undefined, [x, y]: Position): LonLat | null {
  const code = /^EPSG:(\d+)$/i.exec(crs ?? '')?.[1];
  if (code === '4326') {
    return { lon: x, lat: y };
  }
  if (code === '3857') {
    const radius = 6378137;
    return {
      lon: degrees(x / radius),
      lat: degrees(2 * Math.atan(Math.exp(y / radius)) - Math.PI / 2),
    };
  }
  const utm = /^32([67])(\d\d)$/.exec(code ?? '');
  const zone = Number(utm?.[2]);
  if (!utm || zone < 1 || zone > 60) {
    return null;
  }
  const northing = utm[1] === '7' ? y - 10_000_000 : y;
  return inverseTransverseMercator(x - 500_000, northing, zone * 6 - 183);
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}

/** The longest round length (1, 2 or 5 times a power of ten, metres) that fits into the width. */
export function scaleBar(
  metresPerScreenPixel: number,
  width: number,
): { metres: number; px: number } {
  const most = metresPerScreenPixel * width;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((step) => step * power <= most * (1 + 1e-9)) ?? 1) * power;
  return { metres, px: metres / metresPerScreenPixel };
}

export function formatLength(metres: number): string {
  if (metres >= 1000) {
    return `${figure(metres / 1000)} km`;
  }
  return metres >= 1 ? `${figure(metres)} m` : `${figure(metres * 100)} cm`;
}

export function formatArea(squareMetres: number): string {
  return squareMetres >= 1e6 ? `${figure(squareMetres / 1e6)} km²` : `${figure(squareMetres)} m²`;
}

const FIGURES = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

function figure(value: number): string {
  return FIGURES.format(value);
}

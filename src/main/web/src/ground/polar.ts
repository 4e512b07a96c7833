import type { LonLat } from '../edit/ground';

const A = 6378137;
const F = 1 / 298.257223563;
const E = Math.sqrt(F * (2 - F));
/** Scale at the pole that the Universal Polar Stereographic system takes. */
const K0 = 0.994;
const RADIUS = (2 * K0 * A) / ((1 - F) * Math.exp(E * Math.atanh(E)));

/** Metres {east, north} of the pole's false origin, as in Universal Polar Stereographic. */
export function polarStereographic({ lon, lat }: LonLat, north: boolean): [number, number] {
  const tau = Math.tan(radians(north ? lat : -lat));
  const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
  const conformal = tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
  const rho = RADIUS * Math.exp(-Math.asinh(conformal));
  const along = rho * Math.cos(radians(lon));
  return [rho * Math.sin(radians(lon)), north ? -along : along];
}

/** The way back: the latitude by iterating on the conformal one, which converges at once near a pole. */
export function inversePolarStereographic([x, y]: [number, number], north: boolean): LonLat {
  const rho = Math.hypot(x, y);
  const conformal = Math.PI / 2 - 2 * Math.atan(rho / RADIUS);
  let lat = conformal;
  for (let i = 0; i < 12; i++) {
    const sine = E * Math.sin(lat);
    lat =
      2 * Math.atan(Math.tan(Math.PI / 4 + conformal / 2) * ((1 + sine) / (1 - sine)) ** (E / 2)) -
      Math.PI / 2;
  }
  const lon = rho === 0 ? 0 : (Math.atan2(x, north ? -y : y) * 180) / Math.PI;
  return { lon, lat: ((north ? lat : -lat) * 180) / Math.PI };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

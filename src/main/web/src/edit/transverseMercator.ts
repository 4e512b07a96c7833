const A = 6378137;
const F = 1 / 298.257223563;
const K0 = 0.9996;
const N = F / (2 - F);
const E = Math.sqrt(F * (2 - F));

/** Rectifying radius: the meridian's length over 2 pi. */
const RADIUS = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256);

/** Coefficients beta of Karney (2011), eq. 36, to the sixth order in n. */
const BETA = [
  N / 2 -
    (2 / 3) * N ** 2 +
    (37 / 96) * N ** 3 -
    (1 / 360) * N ** 4 -
    (81 / 512) * N ** 5 +
    (96199 / 604800) * N ** 6,
  N ** 2 / 48 +
    N ** 3 / 15 -
    (437 / 1440) * N ** 4 +
    (46 / 105) * N ** 5 -
    (1118711 / 3870720) * N ** 6,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4 - (209 / 4480) * N ** 5 + (5569 / 90720) * N ** 6,
  (4397 / 161280) * N ** 4 - (11 / 504) * N ** 5 - (830251 / 7257600) * N ** 6,
  (4583 / 161280) * N ** 5 - (108847 / 3991680) * N ** 6,
  (20648693 / 638668800) * N ** 6,
];

/**
 * Longitude and latitude (WGS 84, degrees) of a transverse Mercator position with UTM's scale, by
 * the Krueger series as in C. F. F. Karney, "Transverse Mercator with an accuracy of a few
 * nanometers", Journal of Geodesy 85 (2011).
 *
 * @param x metres east of the central meridian
 * @param y metres north of the equator
 */
export function inverseTransverseMercator(
  x: number,
  y: number,
  centralMeridian: number,
): { lon: number; lat: number } {
  const xi = y / (K0 * RADIUS);
  const eta = x / (K0 * RADIUS);
  let xiPrime = xi;
  let etaPrime = eta;
  BETA.forEach((beta, i) => {
    const j = 2 * (i + 1);
    xiPrime -= beta * Math.sin(j * xi) * Math.cosh(j * eta);
    etaPrime -= beta * Math.cos(j * xi) * Math.sinh(j * eta);
  });
  const tauPrime = Math.sin(xiPrime) / Math.hypot(Math.sinh(etaPrime), Math.cos(xiPrime));
  const lon = Math.atan2(Math.sinh(etaPrime), Math.cos(xiPrime));
  return {
    lon: centralMeridian + (lon * 180) / Math.PI,
    lat: (Math.atan(geodeticTangent(tauPrime)) * 180) / Math.PI,
  };
}

/** Coefficients alpha of Karney (2011), eq. 35, to the sixth order in n. */
const ALPHA = [
  N / 2 -
    (2 / 3) * N ** 2 +
    (5 / 16) * N ** 3 +
    (41 / 180) * N ** 4 -
    (127 / 288) * N ** 5 +
    (7891 / 37800) * N ** 6,
  (13 / 48) * N ** 2 -
    (3 / 5) * N ** 3 +
    (557 / 1440) * N ** 4 +
    (281 / 630) * N ** 5 -
    (1983433 / 1935360) * N ** 6,
  (61 / 240) * N ** 3 -
    (103 / 140) * N ** 4 +
    (15061 / 26880) * N ** 5 +
    (167603 / 181440) * N ** 6,
  (49561 / 161280) * N ** 4 - (179 / 168) * N ** 5 + (6601661 / 7257600) * N ** 6,
  (34729 / 80640) * N ** 5 - (3418889 / 1995840) * N ** 6,
  (212378941 / 319334400) * N ** 6,
];

/**
 * The way back of `inverseTransverseMercator`.
 *
 * @param lon degrees east of the central meridian
 * @returns metres east of the central meridian and north of the equator
 */
export function transverseMercator(lon: number, lat: number): { x: number; y: number } {
  const lambda = (lon * Math.PI) / 180;
  const tau = Math.tan((lat * Math.PI) / 180);
  const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
  const tauPrime = tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
  const xiPrime = Math.atan2(tauPrime, Math.cos(lambda));
  const etaPrime = Math.asinh(Math.sin(lambda) / Math.hypot(tauPrime, Math.cos(lambda)));
  let xi = xiPrime;
  let eta = etaPrime;
  ALPHA.forEach((alpha, i) => {
    const j = 2 * (i + 1);
    xi += alpha * Math.sin(j * xiPrime) * Math.cosh(j * etaPrime);
    eta += alpha * Math.cos(j * xiPrime) * Math.sinh(j * etaPrime);
  });
  return { x: K0 * RADIUS * eta, y: K0 * RADIUS * xi };
}

/** Tangent of the geodetic latitude from that of the conformal one, by Newton's method. */
function geodeticTangent(tauPrime: number): number {
  let tau = tauPrime / (1 - E * E);
  for (let i = 0; i < 5; i++) {
    const root = Math.hypot(1, tau);
    const sigma = Math.sinh(E * Math.atanh((E * tau) / root));
    const here = tau * Math.hypot(1, sigma) - sigma * root;
    const slope = ((1 - E * E) * Math.hypot(1, here) * root) / (1 + (1 - E * E) * tau * tau);
    const step = (tauPrime - here) / slope;
    tau += step;
    if (Math.abs(step) < 1e-14 * Math.max(1, Math.abs(tau))) {
      break;
    }
  }
  return tau;
}

import type { Scene } from '../api/types';
import type { Position } from '../edit/geometry';
import { toGround, toLonLat, type Affine, type LonLat } from '../edit/ground';
import { wrapped } from './utm';

type Mesh = NonNullable<NonNullable<Scene['details']>['positions']>;

const STEPS = 30;
/** Image pixels within which the way back counts as found. */
const CLOSE = 1e-4;

/**
 * Between a scene's pixels and longitude and latitude. Exact where the scene has an affine transform
 * into a CRS that the page knows; elsewhere interpolated in the server's mesh of exact positions.
 */
export class Placement {
  readonly exact: boolean;
  private readonly size: readonly [number, number];
  private readonly forward: (at: Position) => LonLat;
  /** Longitude from which others are counted, so that the antimeridian is no edge. */
  private readonly meridian: number;

  private constructor(scene: Scene, forward: (at: Position) => LonLat, exact: boolean) {
    this.size = [scene.width, scene.height];
    this.forward = forward;
    this.exact = exact;
    this.meridian = forward([scene.width / 2, scene.height / 2]).lon;
  }

  /** Null where the scene has no place on the Earth. */
  static of(scene: Scene): Placement | null {
    const affine = scene.affine as unknown as Affine | null | undefined;
    if (affine && toLonLat(scene.crs, toGround(affine, [0, 0]))) {
      return new Placement(scene, (at) => toLonLat(scene.crs, toGround(affine, at))!, true);
    }
    const mesh = scene.details?.positions;
    return mesh ? new Placement(scene, (at) => interpolate(mesh, scene, at), false) : null;
  }

  /** The longitude is from -180 to 180. */
  toLonLat(at: Position): LonLat {
    const { lon, lat } = this.forward(at);
    return { lon: wrapped(lon), lat };
  }

  /** By Newton's method; null where no pixel, even far outside the image, lies there. */
  toPixel(target: LonLat, from: Position = [this.size[0] / 2, this.size[1] / 2]): Position | null {
    let [x, y] = from;
    for (let i = 0; i < STEPS; i++) {
      const [east, north] = this.offset([x, y], target);
      const [a, c] = this.offset([x + 0.5, y], target, [x - 0.5, y]);
      const [b, d] = this.offset([x, y + 0.5], target, [x, y - 0.5]);
      const determinant = a * d - b * c;
      const dx = (d * east - b * north) / determinant;
      const dy = (a * north - c * east) / determinant;
      if (!Number.isFinite(dx) || !Number.isFinite(dy)) {
        return null;
      }
      [x, y] = [x + dx, y + dy];
      if (Math.hypot(dx, dy) < CLOSE) {
        return [x, y];
      }
    }
    return null;
  }

  /** Degrees by which true north lies clockwise from "up" in the pixel grid. */
  northAt(at: Position): number {
    const here = this.forward(at);
    const [x1, y1] = at;
    const there = this.toPixel(
      { lon: here.lon, lat: here.lat + (here.lat > 89 ? -1e-4 : 1e-4) },
      at,
    );
    if (!there) {
      return 0;
    }
    const sign = here.lat > 89 ? -1 : 1;
    return (Math.atan2(sign * (there[0] - x1), -sign * (there[1] - y1)) * 180) / Math.PI;
  }

  /** From a pixel to the target (or between two pixels) in degrees, longitudes the short way round. */
  private offset(at: Position, target: LonLat, other?: Position): [number, number] {
    const near = ({ lon, lat }: LonLat): [number, number] => [
      this.meridian + wrapped(lon - this.meridian),
      lat,
    ];
    const [lon, lat] = near(this.forward(at));
    const [toLon, toLat] = near(other ? this.forward(other) : target);
    return other ? [lon - toLon, lat - toLat] : [toLon - lon, toLat - lat];
  }
}

/** Cubic in both directions through the sixteen nearest nodes; carries on beyond the image's edge. */
function interpolate(mesh: Mesh, { width, height }: Scene, [x, y]: Position): LonLat {
  const [left, across] = weights((x / width) * (mesh.columns - 1), mesh.columns);
  const [top, down] = weights((y / height) * (mesh.rows - 1), mesh.rows);
  let lon = 0;
  let lat = 0;
  down.forEach((v, row) =>
    across.forEach((u, column) => {
      const node = mesh.lon_lat[(top + row) * mesh.columns + left + column] ?? [];
      lon += u * v * (node[0] ?? 0);
      lat += u * v * (node[1] ?? 0);
    }),
  );
  return { lon, lat };
}

/** The first of four nodes about a place, and Lagrange's weight of each. */
function weights(at: number, nodes: number): [number, number[]] {
  const first = Math.min(Math.max(Math.floor(at) - 1, 0), nodes - 4);
  const t = at - first;
  const of = (i: number) =>
    [0, 1, 2, 3].filter((j) => j !== i).reduce((w, j) => (w * (t - j)) / (i - j), 1);
  return [first, [of(0), of(1), of(2), of(3)]];
}

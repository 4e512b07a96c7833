import geodesic from 'geographiclib-geodesic';
import type { Scene } from '../api/types';
import { count } from '../ui/format';
import { Placement } from '../ground/placement';
import { areaOf, distance, polygon, type Position } from './geometry';
import { formatArea, formatLength } from './ground';

export interface Measures {
  /** Metres on the WGS 84 ellipsoid; image pixels without a ground. */
  readonly length: number;
  readonly area: number;
}

/** Measures paths on the ellipsoid (Karney's geodesics), in pixels where a scene has no ground. */
export class Ruler {
  private readonly placement: Placement | null;

  constructor(placement: Placement | null) {
    this.placement = placement;
  }

  static of(scene: Scene): Ruler {
    return new Ruler(Placement.of(scene));
  }

  /** @param path open; the area is of the ring that closes it */
  measure(path: readonly Position[]): Measures {
    const { placement } = this;
    if (!placement) {
      const length = path.reduce(
        (sum, at, i) => sum + (i === 0 ? 0 : distance(path[i - 1]!, at)),
        0,
      );
      return { length, area: areaOf(polygon(path)) };
    }
    const [line, ring] = [true, false].map((open) => geodesic.Geodesic.WGS84.Polygon(open));
    for (const at of path) {
      const { lat, lon } = placement.toLonLat(at);
      line!.AddPoint(lat, lon);
      ring!.AddPoint(lat, lon);
    }
    return {
      length: line!.Compute(false, true).perimeter,
      area: Math.abs(ring!.Compute(false, true).area ?? 0),
    };
  }

  describe(path: readonly Position[]): string {
    const { length, area } = this.measure(path);
    const ground = this.placement !== null;
    const parts = [ground ? formatLength(length) : `${count(Math.round(length))} px`];
    if (path.length > 2) {
      parts.push(ground ? formatArea(area) : `${count(Math.round(area))} px²`);
    }
    return parts.join(' · ');
  }
}

import { describe, expect, it } from 'vitest';
import type { Scene } from '../../src/api/types';
import { toGround, toLonLat, type Affine } from '../../src/edit/ground';
import { Placement } from '../../src/ground/placement';

const AFFINE: Affine = [387000, 0.28, 0.05, 4935000, 0.05, -0.28];

function scene(change: Partial<Scene>): Scene {
  return { width: 6000, height: 4000, crs: 'EPSG:32633', affine: [...AFFINE], ...change } as Scene;
}

/** The mesh that the server would send for the same scene. */
function meshed(): Scene {
  const lonLat = [];
  for (let row = 0; row < 17; row++) {
    for (let column = 0; column < 17; column++) {
      const ground = toGround(AFFINE, [(column * 6000) / 16, (row * 4000) / 16]);
      const { lon, lat } = toLonLat('EPSG:32633', ground)!;
      lonLat.push([lon, lat]);
    }
  }
  const positions = { columns: 17, rows: 17, lon_lat: lonLat };
  return scene({ crs: 'Some sensor', affine: null, details: { positions } as never });
}

describe('placement', () => {
  it('is exact where the page knows the reference, and comes back to the pixel', () => {
    const placement = Placement.of(scene({}))!;
    expect(placement.exact).toBe(true);
    const back = placement.toPixel(placement.toLonLat([123.4, 3456.7]))!;
    expect(back[0]).toBeCloseTo(123.4, 3);
    expect(back[1]).toBeCloseTo(3456.7, 3);
  });

  it('is interpolated to a millimetre in the mesh of the server', () => {
    const [exact, mesh] = [Placement.of(scene({}))!, Placement.of(meshed())!];
    expect(mesh.exact).toBe(false);
    for (const at of [
      [10, 10],
      [2999.5, 1777],
      [5990, 3990],
    ] as const) {
      const [one, other] = [exact.toLonLat(at), mesh.toLonLat(at)];
      expect(Math.abs(one.lon - other.lon) * 80_000).toBeLessThan(0.001);
      expect(Math.abs(one.lat - other.lat) * 111_000).toBeLessThan(0.001);
    }
  });

  it('knows where true north is in a turned image', () => {
    const north = Placement.of(scene({}))!.northAt([3000, 2000]);
    // The transform turns by atan(0.05 / 0.28); the meridian converges by another degree.
    expect(north).toBeCloseTo((Math.atan2(0.05, 0.28) * 180) / Math.PI + 1, 0);
  });

  it('has no edge at the antimeridian', () => {
    const crossing = scene({ crs: 'EPSG:4326', affine: [179.9, 0.0001, 0, 10, 0, -0.0001] });
    const placement = Placement.of(crossing)!;
    const at = placement.toLonLat([3000, 100]);
    expect(at.lon).toBeCloseTo(-179.8, 6);
    expect(placement.toPixel(at)![0]).toBeCloseTo(3000, 3);
  });

  it('is none in pixel space', () => {
    expect(Placement.of(scene({ affine: null, crs: null }))).toBeNull();
  });
});

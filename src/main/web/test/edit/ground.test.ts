import { describe, expect, it } from 'vitest';
import { formatArea, formatLength, scaleBar, toGround, toLonLat } from '../../src/edit/ground';

describe('ground', () => {
  // Expected values by PROJ 9 (GDAL's osr.CoordinateTransformation).
  it.each([
    ['EPSG:32633', [500000, 5820000], [15, 52.530099029751]],
    ['EPSG:32633', [391234.5, 5812345.25], [13.399497419794, 52.450452142132]],
    ['EPSG:32633', [166021.443, 1000], [11.999999962194, 0.009034831045]],
    ['EPSG:32633', [833978.557, 9300000], [40.62572673859, 83.072582153393]],
    ['EPSG:32719', [300000, 6300000], [-71.151032686154, -33.420738490322]],
    ['EPSG:32719', [700000.5, 1100000], [-58.625019210657, -80.004743010245]],
    ['EPSG:3857', [1492237.77, 6894699.8], [13.404999963314, 52.51999999299]],
    ['EPSG:4326', [13.4, 52.5], [13.4, 52.5]],
  ] as const)('%s %j is where PROJ puts it', (crs, position, [lon, lat]) => {
    const found = toLonLat(crs, position)!;
    expect(found.lon).toBeCloseTo(lon, 10);
    expect(found.lat).toBeCloseTo(lat, 10);
  });

  it.each(['EPSG:25833', 'EPSG:32661', 'EPSG:32700', 'EPSG:2154', 'My local grid', null])(
    'says nothing rather than something nearly right for %s',
    (crs) => expect(toLonLat(crs, [500000, 5820000])).toBeNull(),
  );

  it('applies the affine to outer pixel corners', () => {
    expect(toGround([500000, 0.3, 0, 4000000, 0, -0.3], [10, 20])).toEqual([500003, 3999994]);
  });

  it.each([
    [0.3, 120, 20],
    [30, 120, 2000],
    [0.01875, 120, 2],
    [1, 100, 100],
  ])('at %f m per pixel and %i px the bar says %i m', (gsd, width, metres) => {
    const bar = scaleBar(gsd, width);
    expect(bar.metres).toBeCloseTo(metres, 9);
    expect(bar.px).toBeLessThanOrEqual(width * (1 + 1e-9));
  });

  it('writes figures as people do', () => {
    expect([formatLength(2000), formatLength(50), formatLength(0.2)]).toEqual([
      '2 km',
      '50 m',
      '20 cm',
    ]);
    expect([formatArea(1234.56), formatArea(2.5e6)]).toEqual(['1,235 m²', '2.5 km²']);
  });
});

package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.graticule.geo.PixelArea.Cover;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.WKTReader;

/** An area on the ground in the pixels of an image, held against asking each place by itself. */
final class PixelAreaTest {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private static final TilePyramid PYRAMID = TilePyramid.of(new PixelGrid(1_800, 1_300));
  private static final Georeference PLACE =
      Georeference.of(
          Crs.ofEpsg(32_633), Affine.of(new double[] {500_000, 0.5, 0.02, 5_400_000, 0.02, -0.5}));
  private static final Envelope NEAR =
      PLACE.footprintLonLat(PYRAMID.grid()).orElseThrow().getEnvelopeInternal();

  private static PixelArea area(Geometry lonLat) {
    return PixelArea.of(PLACE, PYRAMID, lonLat, NEAR);
  }

  private static Geometry holed() throws Exception {
    return new WKTReader()
        .read(
            "MULTIPOLYGON (((14 48.5, 15.0063 48.6, 15.005 48.749, 15.0011 48.7513, 14 48.5),"
                + " (15.002 48.7495, 15.003 48.7497, 15.0025 48.7489, 15.002 48.7495)),"
                + " ((15.008 48.75, 15.0101 48.7502, 15.009 48.7512, 15.008 48.75)))");
  }

  @Test
  void aPixelInsideIsInsideAtEveryPlaceOfIt() throws Exception {
    Geometry lonLat = holed();
    PixelArea area = area(lonLat);
    Random random = new Random(3);
    int inside = 0;
    for (int i = 0; i < 20_000; i++) {
      int scale = 1 << random.nextInt(3);
      int x = random.nextInt(1_800 / scale);
      int y = random.nextInt(1_300 / scale);
      if (area.cover(scale, x, y, 1, 1) == Cover.INSIDE) {
        inside++;
        double px = (x + random.nextDouble()) * scale;
        double py = (y + random.nextDouble()) * scale;
        assertThat(covers(lonLat, px, py)).as("%s %s", px, py).isTrue();
      }
    }
    assertThat(inside).isBetween(2_000, 18_000);
  }

  @Test
  void aPixelWellInsideIsSeen() throws Exception {
    Geometry lonLat = holed();
    PixelArea area = area(lonLat);
    byte[] mask = area.mask(1, 0, 0, 1_800, 1_300);
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      int x = 2 + random.nextInt(1_796);
      int y = 2 + random.nextInt(1_296);
      boolean deep = true;
      for (int corner = 0; corner < 9; corner++) {
        deep &= covers(lonLat, x + 0.5 + 2 * (corner % 3 - 1), y + 0.5 + 2 * (corner / 3 - 1));
      }
      if (deep) {
        assertThat(mask[y * 1_800 + x]).as("%s %s", x, y).isEqualTo((byte) 1);
      }
    }
  }

  @Test
  void aTileIsWhatItsPixelsAre() throws Exception {
    PixelArea area = area(holed());
    for (int z = 0; z < PYRAMID.levels(); z++) {
      for (int y = 0; y < PYRAMID.rows(z); y++) {
        for (int x = 0; x < PYRAMID.columns(z); x++) {
          Cover tile = area.tile(z, x, y);
          Cover pixels = area.cover(PYRAMID.scale(z), x * 512, y * 512, 512, 512);
          if (tile != Cover.EDGE) {
            assertThat(pixels).as("%s %s %s", z, x, y).isEqualTo(tile);
          }
        }
      }
    }
    assertThat(area.tile(PYRAMID.maxZoom(), 99, 0)).isEqualTo(Cover.OUTSIDE);
    assertThat(area.tile(99, 0, 0)).isEqualTo(Cover.OUTSIDE);
    assertThat(area.tile(-1, 0, 0)).isEqualTo(Cover.OUTSIDE);
  }

  @Test
  void anAreaElsewhereHasNoPixel() {
    PixelArea area = area(GEOMETRIES.toGeometry(new Envelope(20, 21, 48, 49)));
    assertThat(area.tile(0, 0, 0)).isEqualTo(Cover.OUTSIDE);
  }

  @Test
  void anAreaAroundAllHasEveryPixel() {
    PixelArea area = area(GEOMETRIES.toGeometry(new Envelope(0, 30, 40, 60)));
    assertThat(area.tile(0, 0, 0)).isEqualTo(Cover.INSIDE);
  }

  private static boolean covers(Geometry lonLat, double x, double y) {
    Coordinate at = PLACE.toLonLat(x, y).orElseThrow();
    return lonLat.covers(GEOMETRIES.createPoint(at));
  }
}

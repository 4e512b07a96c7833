package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;

/** A vertex goes to longitude and latitude and comes back to within a millionth of a pixel. */
final class VertexExactnessTest {
  private static final double MOST = 1e-6;

  @ParameterizedTest(name = "EPSG:{0}")
  @CsvSource({
    "32633, 500000, 5000000, 0.5",
    "3857, 1700000, 5600000, 0.3",
    "4326, 12.5, 48.5, 0.000004",
    "2154, 700000, 6600000, 1",
    "3035, 4300000, 3200000, 1",
    "3031, 800000, -600000, 2",
  })
  void tenThousandVerticesComeBack(int epsg, double x, double y, double size) {
    walk(epsg, x, y, size, 10_000);
  }

  @Tag("long")
  @ParameterizedTest(name = "EPSG:{0}")
  @CsvSource({
    "32633, 500000, 5000000, 0.5",
    "3857, 1700000, 5600000, 0.3",
    "4326, 12.5, 48.5, 0.000004",
    "2154, 700000, 6600000, 1",
    "3035, 4300000, 3200000, 1",
    "3031, 800000, -600000, 2",
  })
  void aMillionVerticesComeBack(int epsg, double x, double y, double size) {
    walk(epsg, x, y, size, 1_000_000);
  }

  private static void walk(int epsg, double x, double y, double size, int count) {
    // Turned a little, as an image along its orbit is.
    Georeference scene =
        Georeference.of(
            Crs.ofEpsg(epsg), new Affine(x, size, size / 9, y, size / 11, -size * 1.03));
    Random random = new Random(epsg);
    double worst = 0;
    for (int i = 0; i < count; i++) {
      double column = random.nextDouble() * 30_000;
      double row = random.nextDouble() * 30_000;
      Coordinate back =
          scene
              .toLonLat(column, row)
              .flatMap(scene::lonLatToPixel)
              .orElseThrow(() -> new AssertionError(column + ", " + row + " has no place"));
      worst = Math.max(worst, Math.hypot(back.x - column, back.y - row));
    }
    assertThat(worst).isLessThan(MOST);
  }
}

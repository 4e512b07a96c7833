package org.graticule.app.auditing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

final class GroundTest {
  @Test
  void howCloselySomebodyLookedIsToldAtThePolesAndAcrossTheAntimeridian() {
    assertThat(Ground.metresPerPixel(box(13, 44, 13.01, 43.99), 1_000, 1_000))
        .isCloseTo(1.1132, within(1e-9));
    assertThat(Ground.metresPerPixel(box(-180, 90, 180, -90), 1_024, 512))
        .isCloseTo(180 * 111_320 / 512.0, within(1e-6));
    assertThat(Ground.metresPerPixel(box(179.9, 0.1, -179.9, -0.1), 200, 200))
        .isCloseTo(111.32, within(0.01));
  }

  private static Coordinate[] box(double west, double north, double east, double south) {
    return new Coordinate[] {
      new Coordinate(west, north),
      new Coordinate(east, north),
      new Coordinate(east, south),
      new Coordinate(west, south),
      new Coordinate(west, north)
    };
  }
}

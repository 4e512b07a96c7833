package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.graticule.geo.Ellipsoid;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

/** Against PostGIS, whose areas and lengths of geographies are GeographicLib's. */
final class GroundAreaTest {
  private static final double PERCENT = 0.01;

  @Test
  void areasAndLengthsAreGeographicLibsWithinATenThousandth() {
    GeometryFactory lonLat = new GeometryFactory(new PrecisionModel(), 4326);
    Random random = new Random(3);
    try (LabelWorld world = new LabelWorld(2)) {
      for (int i = 0; i < 300; i++) {
        double lon = -179 + 358 * random.nextDouble();
        double lat = -88 + 176 * random.nextDouble();
        // From a car to a county.
        double size = Math.pow(10, -5 + 5 * random.nextDouble()) * 0.5;
        Coordinate[] ring = new Coordinate[8];
        for (int k = 0; k < 7; k++) {
          double turn = 2 * Math.PI * k / 7;
          double radius = size * (0.5 + random.nextDouble() / 2);
          ring[k] =
              new Coordinate(
                  lon + radius * Math.cos(turn) / Math.cos(Math.toRadians(lat)),
                  lat + radius * Math.sin(turn));
        }
        ring[7] = ring[0].copy();
        Geometry polygon = lonLat.createPolygon(ring);
        double[] theirs =
            world.furnishing.read(tx ->
                tx.handle()
                    .createQuery(
                        """
                        select st_area(cast(:polygon as geography)),
                               st_perimeter(cast(:polygon as geography))
                        """)
                    .bind("polygon", polygon)
                    .map((row, context) -> new double[] {row.getDouble(1), row.getDouble(2)})
                    .one());
        String what = "%s degrees at %s, %s".formatted(size, lon, lat);
        assertThat(Ellipsoid.area(polygon))
            .as(what)
            .isCloseTo(theirs[0], withinPercentage(PERCENT));
        assertThat(Ellipsoid.length(polygon))
            .as(what)
            .isCloseTo(theirs[1], withinPercentage(PERCENT));
      }
    }
  }
}

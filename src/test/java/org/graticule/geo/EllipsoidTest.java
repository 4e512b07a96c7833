package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Against closed forms of the ellipsoid, which the library does not use. */
final class EllipsoidTest {
  private static final double A = 6_378_137;
  private static final double F = 1 / 298.257223563;
  private static final double E2 = F * (2 - F);

  @ParameterizedTest
  @CsvSource({"0, 0", "15, 45", "-70, -33", "179.999, 60", "30, -85"})
  void aSmallSquareHasTheAreaOfItsPieceOfTheEllipsoid(double lon, double lat) throws Exception {
    double side = 0.002;
    double east = lon + side;
    Geometry square =
        wkt(
            "POLYGON ((%s %s, %s %s, %s %s, %s %s, %s %s))"
                .formatted(lon, lat, east, lat, east, lat + side, lon, lat + side, lon, lat));
    double expected = Math.toRadians(side) * (zone(lat + side) - zone(lat));
    assertThat(Ellipsoid.area(square)).isCloseTo(expected, withinPercentage(0.001));
  }

  @Test
  void anOctantIsAnEighthOfTheEarth() throws Exception {
    Geometry octant = wkt("POLYGON ((0 0, 90 0, 0 90, 0 0))");
    assertThat(Ellipsoid.area(octant)).isCloseTo(510_065_621_724_088.44 / 8, offset(1.0));
  }

  @Test
  void holesAreTakenOutWhicheverWayTheyRunAndPartsAddUp() throws Exception {
    double whole = Ellipsoid.area(wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"));
    double hole = Ellipsoid.area(wkt("POLYGON ((0.2 0.2, 0.4 0.2, 0.4 0.4, 0.2 0.2))"));
    for (String ring :
        new String[] {"0.2 0.2, 0.4 0.2, 0.4 0.4, 0.2 0.2", "0.2 0.2, 0.4 0.4, 0.4 0.2, 0.2 0.2"}) {
      Geometry both =
          wkt(
              "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0), (%s)), ((5 0, 6 0, 6 1, 5 1, 5 0)))"
                  .formatted(ring));
      assertThat(Ellipsoid.area(both)).isCloseTo(2 * whole - hole, offset(1.0));
    }
  }

  @Test
  void aDegreeAlongTheEquatorAndTheMeridianIsAsLongAsTheBooksSay() throws Exception {
    assertThat(Ellipsoid.length(wkt("LINESTRING (10 0, 11 0)")))
        .isCloseTo(Math.toRadians(1) * A, offset(1e-6));
    assertThat(Ellipsoid.length(wkt("LINESTRING (0 0, 0 90)")))
        .isCloseTo(10_001_965.729, offset(1e-3));
    assertThat(Ellipsoid.length(wkt("POINT (0 0)"))).isZero();
  }

  /** Square metres between the equator and a latitude for each radian of longitude. */
  private static double zone(double degrees) {
    double s = Math.sin(Math.toRadians(degrees));
    double e = Math.sqrt(E2);
    double b2 = A * A * (1 - E2);
    return b2 / 2 * (s / (1 - E2 * s * s) + Math.log((1 + e * s) / (1 - e * s)) / (2 * e));
  }

  private static Geometry wkt(String text) throws ParseException {
    return new WKTReader().read(text);
  }
}

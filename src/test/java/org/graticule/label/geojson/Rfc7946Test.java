package org.graticule.label.geojson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class Rfc7946Test {
  @Test
  void aPolygonAcrossTheAntimeridianIsCutInTwo() throws ParseException {
    Geometry cut = normalize("POLYGON ((179 10, -179 10, -179 12, 179 12, 179 10))");
    assertThat(cut.getGeometryType()).isEqualTo("MultiPolygon");
    assertThat(cut.getNumGeometries()).isEqualTo(2);
    assertThat(cut.getArea()).isCloseTo(4, within(1e-9));
    assertThat(box(cut.getGeometryN(1))).isEqualTo(new Envelope(179, 180, 10, 12));
    assertThat(box(cut.getGeometryN(0))).isEqualTo(new Envelope(-180, -179, 10, 12));
  }

  @Test
  void aHoleAcrossTheAntimeridianIsCutWithItsShell() throws ParseException {
    Geometry cut =
        normalize(
            "POLYGON ((-178 10, -178 20, 178 20, 178 10, -178 10),"
                + " (-179.5 12, 179.5 12, 179.5 14, -179.5 14, -179.5 12))");
    assertThat(cut.getArea()).isCloseTo(40 - 2, within(1e-9));
    assertThat(cut.getNumGeometries()).isEqualTo(2);
  }

  @Test
  void aHoleOnTheOtherSideOfTheAntimeridianStaysInItsShell() throws ParseException {
    Geometry cut =
        normalize(
            "POLYGON ((170 10, -178 10, -178 20, 170 20, 170 10),"
                + " (-179.5 12, -179.5 14, -179 14, -179 12, -179.5 12))");
    assertThat(cut.getArea()).isCloseTo(120 - 1, within(1e-9));
    assertThat(((Polygon) cut.getGeometryN(0)).getNumInteriorRing()).isEqualTo(1);
  }

  @Test
  void aRingAroundThePoleReachesIt() throws ParseException {
    Geometry north = normalize("POLYGON ((0 80, 120 80, -120 80, 0 80))");
    assertThat(north.getArea()).isCloseTo(360 * 10, within(1e-6));
    assertThat(box(north)).isEqualTo(new Envelope(-180, 180, 80, 90));
    Geometry south = normalize("POLYGON ((0 -80, -120 -80, 120 -80, 0 -80))");
    assertThat(south.getArea()).isCloseTo(360 * 10, within(1e-6));
    assertThat(box(south)).isEqualTo(new Envelope(-180, 180, -90, -80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 1))",
        "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 2, 2 1, 1 1))",
        "POLYGON ((179 10, 179 12, -179 12, -179 10, 179 10))",
        "POLYGON ((0 80, -120 80, 120 80, 0 80))",
        "MULTIPOLYGON (((0 0, 0 9, 9 9, 0 0)), ((20 0, 29 0, 29 9, 20 0)))",
        "POLYGON ((180 0, 180 1, 179 1, 180 0))",
        "POLYGON ((-180 0, -180 1, 179 1, -180 0))"
      })
  void everyPartIsValidTurnedRightAndInRange(String wkt) throws ParseException {
    Geometry out = normalize(wkt);
    assertThat(out.isValid()).isTrue();
    assertThat(new Envelope(-180, 180, -90, 90).covers(out.getEnvelopeInternal())).isTrue();
    for (int i = 0; i < out.getNumGeometries(); i++) {
      Polygon part = (Polygon) out.getGeometryN(i);
      assertThat(Orientation.isCCW(part.getExteriorRing().getCoordinates())).isTrue();
      for (int k = 0; k < part.getNumInteriorRing(); k++) {
        assertThat(Orientation.isCCW(part.getInteriorRingN(k).getCoordinates())).isFalse();
      }
    }
  }

  private static Geometry normalize(String wkt) throws ParseException {
    return Rfc7946.normalize(new WKTReader().read(wkt));
  }

  /** As an object, since Envelope is a raw Comparable. */
  private static Object box(Geometry geometry) {
    return geometry.getEnvelopeInternal();
  }
}

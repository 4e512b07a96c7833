package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class ShapeTest {
  @Test
  void aValidGeometryComesBackBitForBit() throws ParseException {
    for (String wkt :
        new String[] {
          "POLYGON ((0.1 0.2, 9.3 -0.0, 9 9, 0.1 0.2), (2 2, 4 2, 4 4, 2 2))",
          "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((20 20, 29 20, 29 29, 20 20)))"
        }) {
      Geometry geometry = new WKTReader().read(wkt);
      Geometry back = Shape.of(geometry).geometry();
      assertThat(back.equalsExact(geometry)).isTrue();
      assertThat(back.getGeometryType()).isEqualTo(geometry.getGeometryType());
    }
  }

  @Test
  void aLineIsNoLabel() {
    assertThatThrownBy(() -> Shape.of(new WKTReader().read("LINESTRING (0 0, 1 1)")))
        .hasMessage("a label is a Polygon or a MultiPolygon, not a LineString");
  }
}

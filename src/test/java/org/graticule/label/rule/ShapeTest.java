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
          "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((20 20, 29 20, 29 29, 20 20)))",
          "LINESTRING (0.1 0, 1 1)",
          "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3.5))",
          "POINT (0.1 7)",
          "MULTIPOINT ((0.1 7), (1 1))"
        }) {
      Geometry geometry = new WKTReader().read(wkt);
      Geometry back = Shape.of(geometry).geometry();
      assertThat(back.equalsExact(geometry)).isTrue();
      assertThat(back.getGeometryType()).isEqualTo(geometry.getGeometryType());
    }
  }

  @Test
  void aMixtureIsNoLabel() {
    assertThatThrownBy(() -> Shape.of(new WKTReader().read("GEOMETRYCOLLECTION (POINT (0 0))")))
        .hasMessage("a label is of points, lines or areas, not a GeometryCollection");
  }
}

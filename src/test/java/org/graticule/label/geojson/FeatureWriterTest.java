package org.graticule.label.geojson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.graticule.fault.Fault;
import org.graticule.label.geojson.Budget.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class FeatureWriterTest {
  @TempDir Path folder;

  @Test
  void pixelsComeBackBitForBit() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      Coordinate[] ring = new Coordinate[50];
      for (int k = 0; k < 49; k++) {
        double scale = Math.pow(10, random.nextInt(16) - 8);
        ring[k] = new Coordinate(random.nextGaussian() * scale, random.nextGaussian() * scale);
      }
      ring[49] = ring[0];
      Geometry geometry = new GeometryFactory().createPolygon(ring);
      Geometry back = roundTrip(geometry);
      assertThat(back.getCoordinates())
          .zipSatisfy(
              geometry.getCoordinates(),
              (a, b) -> {
                assertThat(Double.doubleToRawLongBits(a.x))
                    .isEqualTo(Double.doubleToRawLongBits(b.x));
                assertThat(Double.doubleToRawLongBits(a.y))
                    .isEqualTo(Double.doubleToRawLongBits(b.y));
              });
    }
  }

  @Test
  void pixelRingsKeepTheirDirection() throws Exception {
    for (String wkt : List.of("POLYGON ((0 0, 9 0, 9 9, 0 0))", "POLYGON ((0 0, 9 9, 9 0, 0 0))")) {
      assertThat(roundTrip(geometry(wkt)).toText()).isEqualTo(wkt);
    }
  }

  @Test
  void groundHasSevenDecimalsNoCrsAndTurnsOutlinesCounterClockwise() throws Exception {
    String text =
        write(Space.GROUND, "POLYGON ((10.123456789 50, 10.2 50.1, 10.3 50, 10.123456789 50))");
    assertThat(text)
        .isEqualTo(
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":\
            {"type":"Polygon","coordinates":[[[10.1234568,50],[10.3,50],[10.2,50.1],[10.1234568,50]]]},\
            "properties":{"class":1}}]}\
            """);
  }

  @Test
  void gdalReadsTheGroundWhereItIs() throws Exception {
    Path file = folder.resolve("ground.geojson");
    String hole =
        "POLYGON ((10 50, 10.2 50, 10.2 50.2, 10 50.2, 10 50), (10.05 50.05, 10.1 50.05, 10.1 50.1,"
            + " 10.05 50.05))";
    Files.writeString(file, write(Space.GROUND, hole));
    String script =
        """
        import sys
        from osgeo import ogr
        source = ogr.Open(sys.argv[1])
        layer = source.GetLayer()
        feature = layer.GetNextFeature()
        srs = layer.GetSpatialRef()
        g = feature.GetGeometryRef()
        print(layer.GetFeatureCount(), srs.GetAuthorityCode(None), g.GetGeometryName())
        print(g.GetGeometryCount(), round(g.GetArea(), 9), g.IsValid(), feature.GetField('class'))
        """;
    Process python =
        new ProcessBuilder("/usr/bin/python3", "-c", script, file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).endsWith("1 4326 POLYGON\n2 0.03875 True 1\n");
  }

  private Geometry roundTrip(Geometry geometry) throws IOException {
    List<Feature> read = new ArrayList<>();
    GeoJsonReader.read(
        new ByteArrayInputStream(bytes(Space.PIXEL, geometry)),
        Space.PIXEL,
        new Budget(Limits.USUAL),
        new GeoJsonReader.Rows() {
          @Override
          public void read(Feature feature) {
            read.add(feature);
          }

          @Override
          public void refused(int row, Fault fault) {
            throw fault;
          }
        });
    return read.getFirst().shape().geometry();
  }

  private static String write(Space space, String wkt) throws Exception {
    return new String(bytes(space, geometry(wkt)), StandardCharsets.UTF_8);
  }

  private static Geometry geometry(String wkt) throws ParseException {
    return new WKTReader().read(wkt);
  }

  private static byte[] bytes(Space space, Geometry geometry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FeatureWriter writer = new FeatureWriter(out, space, Map.of())) {
      writer.write("a", geometry, Map.of("class", 1));
    }
    return out.toByteArray();
  }
}

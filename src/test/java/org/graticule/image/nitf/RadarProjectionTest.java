package org.graticule.image.nitf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.graticule.geo.Georeference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;

/**
 * One flight past a place near Ancona, invented; the image formed in the ways that the standard
 * knows. Expected are the places by NGA's own equations in another program (SARkit, {@code
 * r_rdot_to_constant_hae_surface}).
 */
final class RadarProjectionTest {
  private static final double MILLIMETRES = 2e-8;

  @ParameterizedTest
  @CsvSource({
    "polar, 2500, 3100, 13.50000000, 43.25000000",
    "polar, 0, 0, 13.47249868, 43.24106575",
    "polar, 0, 6099, 13.48042647, 43.26612645",
    "polar, 5199, 6099, 13.52916360, 43.25828622",
    "polar, 5199, 0, 13.52118011, 43.23310404",
    "compressed, 2500, 3100, 13.50000000, 43.25000000",
    "compressed, 0, 0, 13.48055822, 43.26654982",
    "compressed, 0, 6099, 13.47262773, 43.24146730",
    "compressed, 5199, 6099, 13.52131188, 43.23351324",
    "compressed, 5199, 0, 13.52929809, 43.25871739",
    "closest, 8000, 10000, 13.50000000, 43.25000000",
    "closest, 300, 700, 13.34637955, 43.19311322",
    "closest, 300, 21699, 13.39743545, 43.36733684",
    "closest, 16299, 21699, 13.66861504, 43.32521061",
    "closest, 16299, 700, 13.61686802, 43.15114199",
    "plane, 2500, 3100, 13.50000000, 43.25000000",
    "plane, 0, 0, 13.48059324, 43.26657591",
    "plane, 0, 6099, 13.47264241, 43.24143452",
    "plane, 5199, 6099, 13.52134600, 43.23354175",
    "plane, 5199, 0, 13.52931308, 43.25868010"
  })
  void pixelsLieWhereTheStandardsEquationsPutThem(
      String formed, double row, double column, double lon, double lat) throws IOException {
    RadarProjection projection = RadarProjection.ofSicd(xml(formed)).orElseThrow();
    Coordinate place = projection.ground(row, column).orElseThrow().lonLat();
    assertThat(place.distance(new Coordinate(lon, lat))).isLessThan(MILLIMETRES);
    assertThat(projection.ground(row, column).orElseThrow().height()).isCloseTo(120, within(1e-3));
  }

  /**
   * Over 20 km the polynomial that goes into the pyramid is off by less than a fifth of a pixel.
   */
  @Test
  void theImageIsPlacedByItAndSaysHowWellThePolynomialFollows() throws IOException {
    Georeference georeference = Sicd.read(xml("closest")).georeference().orElseThrow();
    Coordinate corner = georeference.toLonLat(0.5, 0.5).orElseThrow();
    assertThat(corner.distance(new Coordinate(13.34637955, 43.19311322))).isLessThan(2e-6);
    assertThat(georeference.accuracy().orElseThrow()).isBetween(0.0, 0.2);
  }

  @Test
  void aModelThatMissesItsOwnMiddleIsNotBelieved() throws IOException {
    String range = text("closest").replace("640013.187212", "640113.187212");
    assertThat(RadarProjection.ofSicd(read(range))).isEmpty();
  }

  @Test
  void aPictureInAPlaneLiesWhereTheSameComplexImageLies() throws IOException {
    String picture =
        text("plane")
            .replace("SICD", "SIDD")
            .replace("<GeoData><SCP><ECF>", "<Measurement><PlaneProjection><ReferencePoint><ECEF>")
            .replace(
                "</ECF></SCP></GeoData>",
                "</ECEF><Point><Row>2500</Row><Col>3100</Col></Point></ReferencePoint>")
            .replace("<Grid><Type>PLANE</Type>", "")
            .replaceAll(
                "<Row><UVectECF>(.*?)</UVectECF>.*",
                "<ProductPlane><RowUnitVector>$1</RowUnitVector>")
            .replaceAll(
                "<Col><UVectECF>(.*?)</UVectECF>.*",
                "<ColUnitVector>$1</ColUnitVector></ProductPlane><SampleSpacing><Row>0.61</Row>"
                    + "<Col>0.47</Col></SampleSpacing></PlaneProjection>")
            .replace("<Position>", "")
            .replace("</Position>", "</Measurement>");
    RadarProjection projection = RadarProjection.ofSidd(read(picture)).orElseThrow();
    Coordinate place = projection.ground(5199, 0).orElseThrow().lonLat();
    assertThat(place.distance(new Coordinate(13.52931308, 43.25868010))).isLessThan(MILLIMETRES);
  }

  private static XmlWords xml(String formed) throws IOException {
    return read(text(formed));
  }

  private static XmlWords read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return XmlWords.read(bytes, Set.of("SICD", "SIDD"), "segment").orElseThrow();
  }

  private static String text(String formed) throws IOException {
    try (InputStream in =
        RadarProjectionTest.class.getResourceAsStream("sicd-" + formed + ".xml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

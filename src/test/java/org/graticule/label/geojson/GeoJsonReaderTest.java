package org.graticule.label.geojson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graticule.fault.Fault;
import org.graticule.fault.Fault.Kind;
import org.graticule.label.geojson.Budget.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;

final class GeoJsonReaderTest {
  private static final String SQUARE = "[[[1,1],[2,1],[2,2],[1,1]]]";

  /** What came of a document. */
  private record Outcome(List<Feature> features, Map<Integer, Fault> refused) {}

  @Test
  void aPolygonKeepsEveryDigit() {
    String ring = "[[[0.1,1e-9],[4.000000000000001,-0.0],[2,123456789.12345679],[0.1,1e-9]]]";
    Coordinate[] points = one(ring).shape().parts().getFirst().getFirst();
    assertThat(points).extracting(point -> point.x).startsWith(0.1, 4.000000000000001, 2.0);
    assertThat(points).extracting(point -> point.y).startsWith(1e-9, -0.0, 123456789.12345679);
  }

  @Test
  void aRingIsReadAsItIsOpenOrClosedOrEmpty() {
    assertThat(one("[[[1,1],[2,1],[2,2]],[]]").shape().parts().getFirst())
        .extracting(ring -> ring.length)
        .containsExactly(3, 0);
  }

  @Test
  void aMultiPolygonStaysOneOfOnePart() {
    Outcome outcome = read(feature("{\"coordinates\":[" + SQUARE + "],\"type\":\"MultiPolygon\"}"));
    assertThat(outcome.features().getFirst().shape().multi()).isTrue();
  }

  @Test
  void membersMayComeInAnyOrder() {
    String feature =
        "{\"properties\":{\"class\":3,\"name\":\"x\",\"none\":null},\"geometry\":{\"coordinates\":"
            + SQUARE
            + ",\"type\":\"Polygon\"},\"id\":7,\"type\":\"Feature\"}";
    Outcome outcome = read("{\"features\":[" + feature + "],\"type\":\"FeatureCollection\"}");
    Feature read = outcome.features().getFirst();
    assertThat(read.id()).isEqualTo("7");
    assertThat(read.properties()).isEqualTo(Map.of("class", 3L, "name", "x"));
  }

  @Test
  void aSingleFeatureIsACollectionOfOne() {
    assertThat(read(polygon(SQUARE)).features()).hasSize(1);
  }

  @Test
  void aBadRowIsReportedAndTheNextIsRead() {
    Outcome outcome =
        read(
            collection(
                polygon("[[[1,1],[181,1],[2,2],[1,1]]]"),
                polygon(SQUARE),
                "{\"type\":\"Feature\",\"geometry\":null}",
                feature("{\"type\":\"GeometryCollection\",\"geometries\":[]}"),
                polygon(SQUARE)),
            Space.GROUND);
    assertThat(outcome.features()).extracting(Feature::row).containsExactly(1, 2, 4);
    assertThat(outcome.features().get(1).shape().isEmpty()).isTrue();
    assertThat(outcome.refused().keySet()).containsExactlyInAnyOrder(0, 3);
    assertThat(outcome.refused().get(0).code()).isEqualTo("bad-coordinate");
    assertThat(outcome.refused().get(0).details())
        .containsEntry("pointer", "/features/0/geometry/coordinates/0/1");
    assertThat(outcome.refused().get(3).getMessage()).contains("'GeometryCollection'");
  }

  @Test
  void whatCannotBeTakenAlongIsNoted() {
    Outcome outcome =
        read(
            "{\"type\":\"Feature\",\"properties\":{\"deep\":[1]},\"geometry\":{\"type\":\"Polygon\","
                + "\"coordinates\":[[[1,1,5],[2,1,5],[2,2,5],[1,1,5]]]}}",
            Space.GROUND);
    assertThat(outcome.features().getFirst().notes()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad-coordinate       | [[[1,1],[181,1],[2,2],[1,1]]]
          bad-coordinate       | [[[1,1],[1,90.5],[2,2],[1,1]]]
          bad-coordinate       | [[[1,1],[NaN,1],[2,2],[1,1]]]
          bad-coordinate       | [[[1,1],[-Infinity,1],[2,2],[1,1]]]
          bad-coordinate       | [[[1,1],[1e308,1],[2,2],[1,1]]]
          bad-coordinate       | [[[1,1],[1e999,1],[2,2],[1,1]]]
          bad-coordinate       | [[[1,1,1,1],[2,1,1,1],[2,2,1,1],[1,1,1,1]]]
          bad-coordinate       | [[[1],[2],[3],[1]]]
          bad-coordinate       | [[["1","1"],["2","1"],["2","2"],["1","1"]]]
          bad-coordinate       | [[[1,1],[null,1],[2,2],[1,1]]]
          bad-coordinate       | [[[1,1],2,[2,2],[1,1]]]
          bad-coordinate       | [[1,1],[2,1],[2,2],[1,1]]
          bad-coordinate       | [[[[1,1],[2,1],[2,2],[1,1]]]]
          bad-coordinate       | [1,2]
          bad-coordinate       | {}
          bad-coordinate       | 7
          """)
  void coordinatesThatAreNoneAreUnacceptable(String code, String coordinates) {
    Outcome outcome = read(collection(polygon(coordinates)), Space.GROUND);
    Fault fault = outcome.refused().get(0);
    assertThat(fault.kind()).isEqualTo(Kind.UNACCEPTABLE);
    assertThat(fault.code()).isEqualTo(code);
    assertThat((String) fault.details().get("pointer")).startsWith("/features/0/geometry");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          forbidden-key        | {"type":"Feature","properties":{"__proto__":1}}
          forbidden-key        | {"type":"Feature","properties":{"constructor":{}}}
          forbidden-key        | {"type":"Feature","properties":{"\\u005f_proto__":1}}
          bad-number           | {"type":"Feature","properties":{"n":9223372036854775808}}
          bad-number           | {"type":"Feature","properties":{"n":NaN}}
          bad-type             | {"type":"Feature","id":9007199254740993.0}
          bad-number           | {"type":"Feature","id":9223372036854775808}
          bad-type             | {"type":"Feature","id":true}
          bad-text             | {"type":"Feature","properties":{"t":"a\\u0000b"}}
          bad-text             | {"type":"Feature","properties":{"t":"\\ud800"}}
          bad-geometry         | {"type":"Feature","colour":"red"}
          unsupported-geometry | {"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[]}}
          unsupported-geometry | {"type":"Feature","geometry":{"type":"polygon","coordinates":[]}}
          bad-geometry         | {"type":"Feature","geometry":{"type":"Polygon"}}
          bad-geometry         | {"type":"Feature","geometry":{"coordinates":[]}}
          bad-type             | {"type":"Feature","geometry":[]}
          bad-type             | {"type":["Feature"]}
          unsupported-type     | {"type":"Polygon"}
          bad-feature          | 7
          """)
  void aFeatureThatIsNoneIsUnacceptable(String code, String feature) {
    Fault fault = read(collection(feature, polygon(SQUARE))).refused().get(0);
    assertThat(fault.kind()).isEqualTo(Kind.UNACCEPTABLE);
    assertThat(fault.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          MALFORMED    | bad-json         | {"type":"FeatureCollection","features":[
          MALFORMED    | bad-json         | {"type":"FeatureCollection","features":[]} {}
          MALFORMED    | bad-json         | {"type":'FeatureCollection'}
          MALFORMED    | bad-json         | {"type":"FeatureCollection",}
          MALFORMED    | bad-json         | ``
          MALFORMED    | duplicate-key    | {"type":"FeatureCollection","type":"FeatureCollection"}
          MALFORMED    | duplicate-key    | {"name":{"a":1,"a":2}}
          UNACCEPTABLE | bad-type         | [1]
          UNACCEPTABLE | bad-type         | null
          UNACCEPTABLE | unsupported-type | {"type":"Topology"}
          UNACCEPTABLE | unsupported-type | {}
          UNACCEPTABLE | bad-feature      | {"type":"FeatureCollection"}
          UNACCEPTABLE | bad-crs          | {"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}
          """)
  void aDocumentThatIsNoneEndsTheReading(Kind kind, String code, String document) {
    Fault fault = refusal(document);
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.code()).isEqualTo(code);
  }

  @Test
  void aHundredThousandNestedArraysAreTooDeep() {
    String deep = "[".repeat(100_000);
    List<String> before =
        List.of(
            "",
            "{\"name\":",
            "{\"type\":",
            "{\"features\":",
            "{\"features\":[{\"id\":",
            "{\"geometry\":",
            "{\"geometry\":{\"coordinates\":",
            "{\"properties\":");
    for (String each : before) {
      Fault fault = refusal(each + deep);
      assertThat(fault.code()).as(each).isEqualTo("nesting-too-deep");
      assertThat(fault.kind()).isEqualTo(Kind.MALFORMED);
    }
  }

  @Test
  void aGeometryCollectionNestedThirtyThreeDeepIsTooDeep() {
    String nested =
        "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(33) + "]}".repeat(33);
    Fault fault = refusal(collection(feature(nested)));
    assertThat(fault.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(fault.code()).isEqualTo("nesting-too-deep");
  }

  @Test
  void manyVerticesFeaturesAndHolesAreTooMany() {
    String points =
        IntStream.range(0, 120_001).mapToObj(i -> "[1,1]").collect(Collectors.joining(","));
    assertThat(refusal(polygon("[[" + points + "]]")).code()).isEqualTo("too-many-vertices");
    String tenMillion = "[[" + "[1,1],".repeat(2_500_000) + "[1,1]]]";
    assertThat(refusal(polygon(tenMillion)).code()).isEqualTo("too-many-vertices");
    String holes = "[" + "[],".repeat(1_000_000) + "[]]";
    assertThat(refusal(polygon(holes)).code()).isEqualTo("too-many-vertices");
    String features = "{},".repeat(99_999) + "{}";
    assertThat(refusal("{\"features\":[" + features + "]}").code()).isEqualTo("too-many-features");
    assertThat(refusal(polygon(holes)).kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void aProjectMayRaiseTheRing() {
    String points =
        IntStream.range(0, 150_000).mapToObj(i -> "[" + i + ",1]").collect(Collectors.joining(","));
    byte[] body = polygon("[[" + points + "]]").getBytes(StandardCharsets.UTF_8);
    List<Feature> read = new ArrayList<>();
    Budget budget = new Budget(Limits.USUAL.withRingVertices(150_000));
    GeoJsonReader.read(
        new ByteArrayInputStream(body), Space.PIXEL, budget, rows(read, new HashMap<>()));
    assertThat(read.getFirst().shape().vertexCount()).isEqualTo(150_000);
  }

  @Test
  void longTextsAreTooLarge() {
    String longText = "é".repeat(2049);
    assertThat(refusal("{\"name\":\"" + longText + "\"}").code()).isEqualTo("text-too-long");
    assertThat(refusal("{\"name\":{\"" + "x".repeat(5000) + "\":1}}").code())
        .isEqualTo("text-too-long");
    assertThat(refusal("{\"name\":\"" + "x".repeat(3_000_000) + "\"}").kind())
        .isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal(polygon("[[[1" + "0".repeat(200) + ",1]]]")).code())
        .isEqualTo("bad-coordinate");
  }

  @Test
  void crs84IsTheOnlyCrsThereIs() {
    String crs =
        "{\"type\":\"FeatureCollection\",\"name\":\"x\",\"crs\":{\"type\":\"name\",\"properties\":"
            + "{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"features\":["
            + polygon(SQUARE)
            + "]}";
    assertThat(read(crs, Space.GROUND).features()).hasSize(1);
  }

  private static Feature one(String coordinates) {
    return read(polygon(coordinates)).features().getFirst();
  }

  private static String polygon(String coordinates) {
    return feature("{\"type\":\"Polygon\",\"coordinates\":" + coordinates + "}");
  }

  private static String feature(String geometry) {
    return "{\"type\":\"Feature\",\"properties\":null,\"geometry\":" + geometry + "}";
  }

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  private static Outcome read(String document) {
    return read(document, Space.PIXEL);
  }

  private static Outcome read(String document, Space space) {
    List<Feature> features = new ArrayList<>();
    Map<Integer, Fault> refused = new HashMap<>();
    byte[] body = document.getBytes(StandardCharsets.UTF_8);
    GeoJsonReader.read(
        new ByteArrayInputStream(body), space, new Budget(Limits.USUAL), rows(features, refused));
    return new Outcome(features, refused);
  }

  private static GeoJsonReader.Rows rows(List<Feature> features, Map<Integer, Fault> refused) {
    return new GeoJsonReader.Rows() {
      @Override
      public void read(Feature feature) {
        features.add(feature);
      }

      @Override
      public void refused(int row, Fault fault) {
        refused.put(row, fault);
      }
    };
  }

  private static Fault refusal(String document) {
    return catchThrowableOfType(Fault.class, () -> read(document, Space.GROUND));
  }
}

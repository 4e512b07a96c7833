package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class DeltaTest {
  private static final String HOLED =
      "POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0), (10 10, 20 10, 20 20, 10 10))";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "a vertex moves; [{\"at\":[0,0,1],\"remove\":1,\"insert\":[[90,5]]}];"
            + " POLYGON ((0 0, 90 5, 100 100, 0 100, 0 0), (10 10, 20 10, 20 20, 10 10))",
        "the first vertex takes the closing point along;"
            + " [{\"at\":[0,0,0],\"remove\":1,\"insert\":[[1,1]]}];"
            + " POLYGON ((1 1, 100 0, 100 100, 0 100, 1 1), (10 10, 20 10, 20 20, 10 10))",
        "a vertex is put in behind the last; [{\"at\":[0,1,3],\"insert\":[[11,15]]}];"
            + " POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0),"
            + " (10 10, 20 10, 20 20, 11 15, 10 10))",
        "a hole goes; [{\"at\":[0,1],\"remove\":1}];"
            + " POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))",
        "a hole comes; [{\"at\":[0,2],\"insert\":[[[50,50],[60,50],[60,60],[50,50]]]}];"
            + " POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0), (10 10, 20 10, 20 20, 10 10),"
            + " (50 50, 60 50, 60 60, 50 50))",
        "one change after the other;"
            + " [{\"at\":[0,0,0],\"remove\":1},{\"at\":[0,0,0],\"insert\":[[2,2]]}];"
            + " POLYGON ((2 2, 100 0, 100 100, 0 100, 2 2), (10 10, 20 10, 20 20, 10 10))",
      })
  void changesAre(String fact, String delta, String expected) throws ParseException {
    assertThat(delta(delta).applyTo(Shape.of(wkt(HOLED))).geometry().equalsExact(wkt(expected)))
        .as(fact)
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[{\"at\":[0,0,5],\"insert\":[[1,1]]}]",
        "[{\"at\":[0,0,3],\"remove\":2}]",
        "[{\"at\":[0,2,0],\"insert\":[[1,1]]}]",
        "[{\"at\":[1,0,0],\"insert\":[[1,1]]}]",
        "[{\"at\":[0],\"remove\":1},{\"at\":[0,0,0],\"remove\":1}]",
        "[{\"at\":[0,0],\"remove\":2}]",
        "[{\"at\":[1],\"insert\":[[[[1,1],[2,1],[2,2],[1,1]]]]}]",
      })
  void aPlaceThatIsNotThereIsRefused(String delta) throws ParseException {
    Shape base = Shape.of(wkt(HOLED));
    Fault fault = catchThrowableOfType(Fault.class, () -> delta(delta).applyTo(base));
    assertThat(fault.code()).isEqualTo("bad-delta");
  }

  @Test
  void ringsThatAreNotNamedAreTheSameArrays() throws ParseException {
    Shape base = Shape.of(wkt(HOLED));
    Shape changed = delta("[{\"at\":[0,1,0],\"remove\":1,\"insert\":[[12,11]]}]").applyTo(base);
    assertThat(changed.parts().getFirst().getFirst()).isSameAs(base.parts().getFirst().getFirst());
  }

  @Test
  void oneOfFiftyThousandVerticesMovesInTwoKilobytesAndAllOthersStayBitForBit() {
    try (LabelWorld world = new LabelWorld(4)) {
      Subject ann = world.annotator("ann");
      UUID scene = world.scene("OPEN");
      UUID label = UUID.randomUUID();
      world.labels.save(ann, scene, LabelsTest.batch(LabelsTest.create(label, large(50_000))));
      Geometry before = only(world, ann, scene);
      Coordinate moved = before.getCoordinates()[12_345];
      String operation =
          ("{\"op_id\":\"%s\",\"kind\":\"update\",\"element\":\"%s\",\"base_rev\":1,"
                  + "\"delta\":[{\"at\":[0,0,12345],\"remove\":1,\"insert\":[[%s,%s]]}]}")
              .formatted(UUID.randomUUID(), label, moved.x + 0.01, moved.y + 0.001);
      assertThat(operation.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2048);
      world.labels.save(ann, scene, LabelsTest.batch(operation));
      Geometry after = only(world, ann, scene);
      Coordinate[] old = before.getCoordinates();
      Coordinate[] fresh = after.getCoordinates();
      assertThat(fresh).hasSameSizeAs(old);
      for (int i = 0; i < old.length; i++) {
        assertThat(fresh[i].equals2D(old[i])).as("vertex " + i).isEqualTo(i != 12_345);
      }
    }
  }

  private static Geometry only(LabelWorld world, Subject by, UUID scene) {
    return world
        .labels
        .list(by, scene, Space.PIXEL, new Page(null, null, 10, 1_000_000))
        .labels()
        .getFirst()
        .pixels();
  }

  static String large(int vertices) {
    StringBuilder ring = new StringBuilder("[[");
    for (int i = 0; i <= vertices; i++) {
      double turn = 2 * Math.PI * (i % vertices) / vertices;
      double radius = 300 + 20 * Math.sin(40 * turn);
      ring.append(i == 0 ? "[" : ",[")
          .append(500 + radius * Math.cos(turn))
          .append(',')
          .append(400 + radius * Math.sin(turn))
          .append(']');
    }
    return ring.append("]]").toString();
  }

  private static Delta delta(String json) {
    String operation =
        "{\"op_id\":\"%s\",\"kind\":\"update\",\"element\":\"%s\",\"base_rev\":1,\"delta\":%s}"
            .formatted(UUID.randomUUID(), UUID.randomUUID(), json);
    return LabelsTest.batch(operation).entries().getFirst().operation().delta();
  }

  private static Geometry wkt(String text) throws ParseException {
    return new WKTReader().read(text);
  }
}

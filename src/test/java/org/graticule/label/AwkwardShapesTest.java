package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.graticule.label.LabelServer.batch;
import static org.graticule.label.LabelServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes that break careless servers, from the request to what the next reader is told. */
@TestInstance(Lifecycle.PER_CLASS)
final class AwkwardShapesTest {
  private static final int MANY = 50_000;

  private LabelWorld world;
  private LabelServer server;
  private UUID scene;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    world = new LabelWorld(6);
    server = new LabelServer(world, folder);
    scene = world.scene("OPEN");
  }

  @AfterAll
  void stop() {
    server.close();
    world.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a hole that touches its shell in one point | '[[[0,0],[90,0],[90,90],[0,90],[0,0]],[[0,45],[20,50],[20,40],[0,45]]]'
          two holes in one point | '[[[0,0],[90,0],[90,90],[0,90],[0,0]],[[10,10],[30,10],[20,20],[10,10]],[[20,20],[30,30],[10,30],[20,20]]]'
          a channel of 1e-9 px | '[[[0,0],[40,0],[40,80],[40.000000001,80],[40.000000001,0],[90,0],[90,90],[0,90],[0,0]]]'
          a hole 1e-9 px from its shell | '[[[0,0],[90,0],[90,90],[0,90],[0,0]],[[1e-9,40],[20,50],[20,40],[1e-9,40]]]'
          a vertex 1e-9 px from the next | '[[[0,0],[90,0],[90,90],[89.999999999,90],[0,90],[0,0]]]'
          the border of the image | '[[[0,0],[1000,0],[1000,800],[0,800],[0,0]]]'
          """)
  void whatIsSoundIsKeptToTheLastBit(String name, String coordinates) throws Exception {
    UUID label = save(scene, coordinates);
    JsonNode sent = LabelServer.JSON.readTree(coordinates);
    JsonNode kept = one(scene, label, "pixel").at("/geometry/coordinates");
    assertThat(numbers(kept)).isEqualTo(numbers(sent));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          self-intersection | '[[[10,10],[30,30],[30,10],[10,20],[10,10]]]'
          hole-outside-shell | '[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[20,20],[30,20],[30,30],[20,20]]]'
          nested-holes | '[[[0,0],[90,0],[90,90],[0,90],[0,0]],[[10,10],[50,10],[50,50],[10,50],[10,10]],[[20,20],[30,20],[30,30],[20,20]]]'
          duplicate-rings | '[[[0,0],[90,0],[90,90],[0,90],[0,0]],[[0,0],[90,0],[90,90],[0,90],[0,0]]]'
          too-few-points | '[[[5,5],[5,5],[5,5],[5,5]]]'
          ring-not-closed | '[[[0,0],[9,0],[9,9],[0,9]]]'
          outside-scene | '[[[0,0],[1000.001,0],[9,9],[0,9],[0,0]]]'
          """)
  void whatIsBrokenIsRefusedByNameWithItsPlaceAndNothingIsKept(String code, String coordinates)
      throws Exception {
    UUID label = UUID.randomUUID();
    JsonNode refused = json(422, post(scene, LabelsTest.create(label, coordinates)));
    assertThat(refused.at("/violations").findValuesAsText("code")).contains(code);
    assertThat(refused.at("/violations/0/pointer").asText()).startsWith("/operations/0/geometry");
    assertThat(server.get("/api/v1/labels/" + label + "/history").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sliver | '[[[100,100],[300,100.05],[300,100.06],[100,100.1],[100,100]]]'
          spike | '[[[100,200],[150,200],[150,250],[125,250],[125.1,300],[124.9,250],[100,250],[100,200]]]'
          """)
  void whatIsOnlySuspiciousIsKeptAndTold(String code, String coordinates) throws Exception {
    UUID label = UUID.randomUUID();
    JsonNode saved = json(200, post(scene, LabelsTest.create(label, coordinates)));
    assertThat(saved.at("/results/0/warnings").findValuesAsText("code")).contains(code);
    assertThat(one(scene, label, "pixel").at("/properties/warnings").findValuesAsText("code"))
        .contains(code);
  }

  @Test
  void neighboursWithAGapOfANanopixelStayApartAndUntouched() throws Exception {
    UUID left = save(scene, "[[[500,500],[550,500],[550,550],[500,550],[500,500]]]");
    UUID right =
        save(
            scene,
            "[[[550.000000001,500],[600,500],[600,550],[550.000000001,550],[550.000000001,500]]]");
    assertThat(one(scene, left, "pixel").at("/geometry/coordinates/0/1/0").asDouble())
        .isEqualTo(550);
    assertThat(one(scene, right, "pixel").at("/geometry/coordinates/0/0/0").asDouble())
        .isEqualTo(550.000000001);
  }

  @Test
  void anAreaLeavesItsHolesOut() throws Exception {
    UUID label =
        save(
            scene,
            "[[[700,100],[800,100],[800,200],[700,200],[700,100]],"
                + "[[720,120],[720,180],[780,180],[780,120],[720,120]]]");
    // 6,400 square pixels of a quarter of a square metre, at the middle of the zone.
    assertThat(one(scene, label, "pixel").at("/properties/area_m2").asDouble())
        .isCloseTo(1_600, within(3.0));
  }

  @Test
  void acrossTheAntimeridianALabelIsWholeInPixelsAndCutOnTheGround() throws Exception {
    UUID dateline =
        world.scene(
            "OPEN",
            Georeference.of(Crs.ofEpsg(32660), new Affine(735_726, 0.5, 0, 5_000_000, 0, -0.5)),
            new double[] {0.5, 0.5});
    UUID label =
        save(
            dateline,
            "[[[10,300],[990,300],[990,500],[10,500],[10,300]],"
                + "[[400,350],[400,450],[600,450],[600,350],[400,350]]]");
    JsonNode pixel = one(dateline, label, "pixel");
    assertThat(pixel.at("/geometry/type").asText()).isEqualTo("Polygon");
    JsonNode ground = one(dateline, label, "ground");
    assertThat(ground.at("/geometry/type").asText()).isEqualTo("MultiPolygon");
    double[] all = numbers(ground.at("/geometry/coordinates"));
    for (int i = 0; i < all.length; i += 2) {
      assertThat(Math.abs(all[i])).isBetween(179.9, 180.0);
    }
    assertThat(pixel.at("/properties/area_m2").asDouble())
        .isCloseTo((980 * 200 - 200 * 100) * 0.25, within(100.0));
  }

  @Test
  void aShapeOfFiftyThousandVerticesIsSavedMovedByADeltaAndDrawn() throws Exception {
    UUID label = save(scene, star());
    String delta =
        "{\"op_id\":\"%s\",\"kind\":\"update\",\"element\":\"%s\",\"base_rev\":1,\"delta\":[{\"at\":[0,0,7],\"remove\":1,\"insert\":[[500.342,10.75]]}]}"
            .formatted(UUID.randomUUID(), label);
    JsonNode moved = json(200, post(scene, delta));
    assertThat(moved.at("/results/0/revision").asInt()).isEqualTo(2);
    JsonNode ring = one(scene, label, "pixel").at("/geometry/coordinates/0");
    assertThat(ring.size()).isEqualTo(MANY + 1);
    assertThat(ring.at("/7").toString()).isEqualTo("[500.342,10.75]");
    double[] sent = numbers(LabelServer.JSON.readTree(star()).at("/0"));
    double[] kept = numbers(ring);
    sent[14] = 500.342;
    sent[15] = 10.75;
    assertThat(kept).isEqualTo(sent);
    HttpResponse<byte[]> tile =
        server.bytes("/api/v1/scenes/" + scene + "/labels/tiles/native/0/0/0");
    assertThat(tile.statusCode()).isEqualTo(200);
    assertThat(VectorTile.read(tile.body()).get("labels"))
        .anyMatch(feature -> feature.properties().get("id").equals(label.toString()));
  }

  /** Around the middle of the image, near and far by turns, so that no vertex is in line. */
  private static String star() {
    String points =
        IntStream.range(0, MANY)
            .mapToObj(i -> {
              double angle = 2 * Math.PI * i / MANY - Math.PI / 2;
              double radius = i % 2 == 0 ? 390 : 389;
              return "[%s,%s]"
                  .formatted(500 + radius * Math.cos(angle), 400 + radius * Math.sin(angle));
            })
            .collect(Collectors.joining(","));
    return "[[" + points + "," + points.substring(0, points.indexOf(']') + 1) + "]]";
  }

  private UUID save(UUID into, String coordinates) throws Exception {
    UUID label = UUID.randomUUID();
    json(200, post(into, LabelsTest.create(label, coordinates)));
    return label;
  }

  private HttpResponse<String> post(UUID into, String operation) throws Exception {
    return server.post("/api/v1/scenes/" + into + "/labels/batch", batch(operation));
  }

  private JsonNode one(UUID of, UUID label, String space) throws Exception {
    String path = "/api/v1/scenes/%s/labels?space=%s&limit=5000".formatted(of, space);
    for (JsonNode feature : json(200, server.get(path)).get("features")) {
      if (feature.get("id").asText().equals(label.toString())) {
        return feature;
      }
    }
    throw new AssertionError("no feature " + label);
  }

  private static double[] numbers(JsonNode nested) {
    if (nested.isNumber()) {
      return new double[] {nested.asDouble()};
    }
    return IntStream.range(0, nested.size())
        .mapToObj(i -> numbers(nested.get(i)))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }
}

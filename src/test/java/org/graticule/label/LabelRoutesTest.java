package org.graticule.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.graticule.label.LabelServer.batch;
import static org.graticule.label.LabelServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graticule.http.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Labels through a real server, as the page and other programs meet them. */
@TestInstance(Lifecycle.PER_CLASS)
final class LabelRoutesTest {
  private static final String SQUARE = "[[[10,10],[20,10],[20,20.25],[10,20],[10,10]]]";

  private LabelWorld world;
  private LabelServer server;
  private UUID scene;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    world = new LabelWorld(6);
    scene = world.scene("OPEN");
    server = new LabelServer(world, folder);
  }

  @AfterAll
  void stop() {
    server.close();
    world.close();
  }

  /** Of a whole dataset, of which one image of 200,000 is the scene. */
  @Test
  void aFileOf18MegabytesIsReadFromTheDisk() throws Exception {
    String images =
        IntStream.range(0, 200_000)
            .mapToObj(i ->
                "{\"id\":%d,\"file_name\":\"%s.tif\"}"
                    .formatted(i, i == 7 ? "scene" : "another-image-with-a-longer-name-" + i))
            .collect(Collectors.joining(",\n                    ", "[", "]"));
    String file =
        """
        {"images": %s, "categories": [{"id": 3, "name": "ship"}], "annotations": [
          {"id": 1, "image_id": 7, "category_id": 3, "bbox": [400, 300, 40, 20]},
          {"id": 2, "image_id": 8, "category_id": 3, "bbox": [400, 300, 40, 20]}]}
        """
            .formatted(images);
    assertThat(file.length()).isGreaterThan(17 << 20);
    UUID own = world.scene("OPEN");
    String path = "/api/v1/scenes/" + own + "/labels/import?format=coco";
    assertThat(json(200, post(path + "&dry_run=true", file)).at("/valid").asInt()).isEqualTo(1);
    assertThat(json(200, post(path, file)).at("/imported").asInt()).isEqualTo(1);
    assertThat(json(400, post(path, file.substring(0, 17 << 20))).at("/code").asText())
        .isEqualTo("bad-json");
  }

  @Test
  void aLabelIsSavedReadInPixelsAndOnTheGroundUndoneAndBroughtBack() throws Exception {
    UUID label = UUID.randomUUID();
    JsonNode saved = json(200, post(labels("/batch"), batch(LabelsTest.create(label, SQUARE))));
    assertThat(saved.at("/results/0/revision").asInt()).isEqualTo(1);

    JsonNode pixel = feature(json(200, get(labels("?space=pixel&limit=5000"))), label);
    assertThat(pixel.at("/geometry/coordinates/0/2").toString()).isEqualTo("[20.0,20.25]");
    assertThat(pixel.at("/properties/class_name").asText()).isEqualTo("building");
    assertThat(pixel.at("/properties/mark").asText()).isEqualTo("(O)");
    assertThat(pixel.at("/properties/area_m2").asDouble()).isBetween(25.0, 26.0);

    HttpResponse<String> answer = get(labels(""));
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/geo+json");
    JsonNode ground = json(200, answer);
    assertThat(ground.has("crs") || ground.has("space")).isFalse();
    assertThat(feature(ground, label).at("/geometry/coordinates/0/0/0").asDouble())
        .isBetween(14.99, 15.01);

    json(200, post(labels("/batch"), batch(LabelsTest.delete(label, 1))));
    JsonNode restored =
        json(
            200,
            post(
                "/api/v1/labels/" + label + "/restore",
                "{\"op_id\":\"%s\",\"revision\":1,\"base_rev\":2}".formatted(UUID.randomUUID())));
    assertThat(restored.at("/revision").asInt()).isEqualTo(3);
    JsonNode history = json(200, get("/api/v1/labels/" + label + "/history"));
    assertThat(history.at("/revisions").findValuesAsText("kind"))
        .containsExactly("update", "delete", "create");
    assertThat(history.at("/revisions/1/geometry").isNull()).isTrue();
  }

  @Test
  void aRefusalListsPlacesAndAConflictCarriesBoth() throws Exception {
    UUID label = UUID.randomUUID();
    String tie = "[[[10,10],[30,30],[30,10],[10,20],[10,10]]]";
    JsonNode refused = json(422, post(labels("/batch"), batch(LabelsTest.create(label, tie))));
    assertThat(refused.at("/code").asText()).isEqualTo("self-intersection");
    assertThat(refused.at("/violations/0/severity").asText()).isEqualTo("ERROR");
    assertThat(refused.at("/violations/0/place").size()).isEqualTo(2);
    assertThat(refused.at("/violations/0/op_id").asText()).hasSize(36);

    json(200, post(labels("/batch"), batch(LabelsTest.create(label, SQUARE))));
    json(200, post(labels("/batch"), batch(LabelsTest.update(label, 1, SQUARE))));
    JsonNode conflict = json(409, post(labels("/batch"), batch(LabelsTest.delete(label, 1))));
    assertThat(conflict.at("/conflicts/0/mine/base_rev").asInt()).isEqualTo(1);
    assertThat(conflict.at("/conflicts/0/theirs/properties/revision").asInt()).isEqualTo(2);
  }

  @Test
  void hostileBodiesAreAnsweredWithTheirStatus() throws Exception {
    String deep = "[".repeat(100_000);
    assertThat(json(400, post(labels("/batch"), deep)).at("/code").asText())
        .isEqualTo("nesting-too-deep");
    assertThat(json(400, post(labels("/batch"), "{\"operations\":" + deep)).at("/code").asText())
        .isEqualTo("nesting-too-deep");
    json(400, post(labels("/batch"), "{\"operations\":[]"));
    json(413, post(labels("/batch"), "{\"operations\":[" + "{},".repeat(1000) + "{}]}"));
    json(422, post(labels("/batch"), "{\"operations\":[]}"));
    json(422, post(labels("/import"), "{\"type\":\"FeatureCollection\",\"features\":[7]}"));
    json(422, post(labels("/import"), "{\"type\":\"Topology\"}"));
    json(400, get(labels("?bbox=1,2,3")));
    json(400, get(labels("?bbox=1,2,NaN,4")));
    json(400, get(labels("?cursor=x")));
    json(400, get(labels("?limit=5001")));
    json(400, get(labels("?space=mars")));
    for (String filter :
        List.of("owner.email=~%5Ea", "a.b%5B0%5D=1", "exec(java.lang.Runtime)=1")) {
      assertThat(json(422, get(labels("?" + filter))).at("/code").asText())
          .isEqualTo("unknown-field");
    }
    json(404, get("/api/v1/scenes/" + UUID.randomUUID() + "/labels"));
    json(404, get("/api/v1/scenes/" + world.scene("SEALED//CEDAR") + "/labels"));
    json(404, get("/api/v1/labels/" + UUID.randomUUID() + "/history"));
  }

  @Test
  void textsThatLookLikeQueriesAreTexts() throws Exception {
    List<String> texts =
        List.of("' OR 1=1--", "\\'", "%27", ";COPY x TO PROGRAM 'id'", "T(java.lang.Runtime)");
    int before = json(200, get(labels("?space=pixel"))).get("features").size();
    for (String text : texts) {
      UUID label = UUID.randomUUID();
      String attributes =
          "\"attributes\":{%s:%s}"
              .formatted(
                  Json.MAPPER.writeValueAsString(text), Json.MAPPER.writeValueAsString(text));
      String operation = LabelsTest.create(label, SQUARE).substring(1);
      json(200, post(labels("/batch"), batch("{" + attributes + "," + operation)));
      String asked = "?space=pixel&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
      JsonNode found = json(200, get(labels(asked))).get("features");
      assertThat(found).as(text).hasSize(1);
      assertThat(found.at("/0/properties").findValuesAsText(text)).containsExactly(text);
    }
    assertThat(json(200, get(labels("?space=pixel"))).get("features"))
        .hasSize(before + texts.size());
  }

  @Test
  void aRingWithoutEndIsRefusedBeforeItIsLookedAt() throws Exception {
    String kml =
        "<kml><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>"
            + "1,1 ".repeat(200_000)
            + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>";
    JsonNode refusal = json(422, post(labels("/import?format=kml&class=1"), kml));
    assertThat(refusal.at("/violations")).hasSize(1);
    assertThat(refusal.at("/violations/0/code").asText()).isEqualTo("too-many-vertices");
  }

  @Test
  void whatIsReadCanBeImportedAgain() throws Exception {
    UUID label = UUID.randomUUID();
    String named =
        LabelsTest.create(label, SQUARE)
            .replace("\"class\":1", "\"class\":4,\"attributes\":{\"deck\":\"flat\"}");
    json(200, post(labels("/batch"), batch(named)));
    String pixels = get(labels("?space=pixel&bbox=0,0,50,50&limit=5000")).body();
    int count = LabelServer.JSON.readTree(pixels).at("/features").size();
    String ground = get(labels("?bbox=0,0,50,50&limit=5000")).body();
    assertThat(json(200, post(labels("/import?space=pixel"), pixels)).at("/imported").asInt())
        .isEqualTo(count);
    assertThat(json(200, post(labels("/import"), ground)).at("/imported").asInt()).isEqualTo(count);
    assertThat(json(422, post(labels("/import"), pixels)).at("/code").asText())
        .isEqualTo("bad-space");
  }

  @Test
  void whatAProjectAsksOfAllItsLabelsIsToldToItsPeople() throws Exception {
    JsonNode rules = json(200, get("/api/v1/projects/" + world.project + "/label-rules"));
    assertThat(rules.at("/version").asInt()).isZero();
    json(404, get("/api/v1/projects/" + UUID.randomUUID() + "/label-rules"));
  }

  private String labels(String rest) {
    return "/api/v1/scenes/" + scene + "/labels" + rest;
  }

  private static JsonNode feature(JsonNode collection, UUID id) {
    for (JsonNode feature : collection.get("features")) {
      if (feature.get("id").asText().equals(id.toString())) {
        return feature;
      }
    }
    throw new AssertionError("no feature " + id);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return server.get(path);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return server.post(path, body);
  }
}

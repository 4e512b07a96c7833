package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.app.ApiClient.Answer;
import org.graticule.app.RouteMatrix.Place;
import org.graticule.http.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles that are limited to an area: what lies outside is not there, on any way. */
final class AreaLimitsOverHttpTest {
  /** Around the scene, and beside it. */
  private static final String HERE = square(14, 48, 16, 49.5);

  private static final String AWAY = square(20, 48, 22, 49.5);

  @TempDir private static Path folder;
  private static MatrixWorld world;
  private static Place place;
  private static String grants;
  private static String scene;

  @BeforeAll
  static void open() throws Exception {
    world = new MatrixWorld(folder);
    place = world.open();
    grants = "/api/v1/projects/" + place.parameters().get("project") + "/grants";
    scene = "/api/v1/scenes/" + place.parameters().get("scene");
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static String square(double west, double south, double east, double north) {
    return "{\"type\":\"Polygon\",\"coordinates\":[[[%1$s,%2$s],[%3$s,%2$s],[%3$s,%4$s],[%1$s,%4$s],[%1$s,%2$s]]]}"
        .formatted(west, south, east, north);
  }

  private static RawClient as(String username) throws Exception {
    return new RawClient(world.node.base()).signIn(username, world.node.password(username));
  }

  private static Answer limit(String username, String role, String area) throws Exception {
    return as("lead")
        .send(
            "POST",
            grants,
            "{\"username\":\"%s\",\"role\":\"%s\",\"area\":%s}".formatted(username, role, area));
  }

  @Test
  void aSceneOutsideIsNotThereAndOneInsideIs() throws Exception {
    assertThat(limit("viewer", "viewer", AWAY).expect(201).json().at("/area/type").asText())
        .isEqualTo("Polygon");
    RouteMatrix matrix = new RouteMatrix(world.node.base(), world.passwords());
    matrix.hiddenIsAbsent(place, "viewer");
    matrix.nothingLeaks(place, "viewer");
    RawClient viewer = as("viewer");
    assertThat(viewer.get(grants.replace("/grants", "/scenes")).expect(200).text())
        .contains("\"scenes\":[]");

    limit("viewer", "viewer", HERE).expect(201);
    for (String path : List.of("", "/tiles/0/0/0", "/tiles/0/0/0", "/labels", "/thumbnail")) {
      viewer.get(scene + path).expect(200);
    }
    viewer.get("/api/v1/labels/" + place.parameters().get("label") + "/history").expect(200);
    limit("viewer", "viewer", AWAY).expect(201);
    viewer.get(scene + "/tiles/0/0/0").expect(404);
    viewer.get(scene + "/labels").expect(404);
    // A scene that comes later is placed as well.
    limit("annotator", "annotator", HERE).expect(201);
    Place later = world.sealed();
    as("annotator").get("/api/v1/scenes/" + later.parameters().get("scene")).expect(200);
    limit("annotator", "annotator", AWAY).expect(201);
    as("annotator").get("/api/v1/scenes/" + later.parameters().get("scene")).expect(404);
  }

  @Test
  void aLimitIsKeptUnlessItIsSaidAndTakenAwayByNull() throws Exception {
    limit("annotator", "annotator", AWAY).expect(201);
    Answer again =
        as("lead")
            .send("POST", grants, Json.write(Map.of("username", "annotator", "role", "annotator")));
    assertThat(again.expect(201).json().at("/area/type").asText()).isEqualTo("Polygon");
    as("annotator").get(scene).expect(404);
    assertThat(limit("annotator", "annotator", "null").expect(201).json().at("/area/type").asText())
        .isEmpty();
    as("annotator").get(scene).expect(200);
  }

  @Test
  void aLimitedRoleDoesWithinItsAreaWhatAnotherDoesNotDoOutside() throws Exception {
    as("lead")
        .send("POST", grants, Json.write(Map.of("username", "reviewer", "role", "viewer")))
        .expect(201);
    RawClient reviewer = as("reviewer");
    limit("reviewer", "reviewer", AWAY).expect(201);
    reviewer.get(scene).expect(200);
    String seat = "{\"tab\": \"%s\"}".formatted(UUID.randomUUID());
    assertThat(reviewer.send("POST", scene + "/lease", seat).status()).isEqualTo(403);
    limit("reviewer", "reviewer", HERE).expect(201);
    assertThat(reviewer.send("POST", scene + "/lease", seat).status()).isBetween(200, 299);
  }

  @Test
  void whatIsOfTheWholeProjectTakesARoleWithoutALimit() throws Exception {
    limit("exporter", "exporter", HERE).expect(201);
    Answer answer =
        as("exporter")
            .send(
                "POST",
                grants.replace("/grants", "/datasets"),
                "{\"name\":\"x\",\"formats\":[\"coco\"]}");
    assertThat(answer.status()).isEqualTo(403);
    for (String bad :
        List.of(
            "{\"type\":\"Point\",\"coordinates\":[1,1]}",
            "{\"type\":\"Polygon\"}",
            "{}",
            "[]",
            square(170, 10, 190, 20),
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}")) {
      assertThat(limit("exporter", "exporter", bad).json().get("code").asText())
          .as(bad)
          .isEqualTo("bad-area");
    }
  }
}

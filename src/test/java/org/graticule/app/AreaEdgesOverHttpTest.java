package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.graticule.app.ApiClient.Answer;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scene of 1100 pixels whose western 700 or so lie in the area of a role: what lies east of them
 * is shown by nothing.
 */
final class AreaEdgesOverHttpTest {
  private static final double EDGE = 15.00476;
  private static final int EDGE_PIXEL = 699;
  private static final String MAP = "/map/WebMercatorQuad/15/17749/11287";

  @TempDir private static Path folder;
  private static TestNode node;
  private static String project;
  private static String scene;
  private static final String INSIDE = UUID.randomUUID().toString();
  private static final String ACROSS = UUID.randomUUID().toString();
  private static final String OUTSIDE = UUID.randomUUID().toString();
  private static RawClient lead;
  private static RawClient viewer;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    SceneUpload upload = new SceneUpload(node);
    project = "/api/v1/projects/" + upload.project();
    scene =
        "/api/v1/scenes/"
            + upload.scene(Synthetic.rgb(folder.resolve("a.tif"), 1100, 1100), "a.tif");
    lead = as("lead");
    viewer = as("viewer");
    List<String> operations = new ArrayList<>();
    operations.add(label(INSIDE, 100));
    operations.add(label(ACROSS, EDGE_PIXEL - 50));
    operations.add(label(OUTSIDE, 900));
    lead.send(
            "POST",
            scene + "/labels/batch",
            "{\"operations\": [" + String.join(",", operations) + "]}")
        .expect(200);
    limit("viewer", "viewer");
    limit("exporter", "exporter");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  private static RawClient as(String username) throws Exception {
    return new RawClient(node.base()).signIn(username, node.password(username));
  }

  private static String label(String id, int left) {
    return """
    {"op_id": "%s", "kind": "create", "element": "%s", "class": 1, "geometry": {"type": "Polygon",
      "coordinates": [[[%3$d, 100], [%4$d, 100], [%4$d, 200], [%3$d, 200], [%3$d, 100]]]}}
    """
        .formatted(UUID.randomUUID(), id, left, left + 100);
  }

  private static void limit(String username, String role) throws Exception {
    lead.send(
            "POST",
            project + "/grants",
            """
            {"username": "%s", "role": "%s", "area": {"type": "Polygon", "coordinates":
              [[[14, 48], [%3$s, 48], [%3$s, 49.5], [14, 49.5], [14, 48]]]}}
            """
                .formatted(username, role, EDGE))
        .expect(201);
  }

  private static void edges(String rule) throws Exception {
    as("admin")
        .send(
            "PUT",
            project + "/rules",
            "{\"annotators_export\": false, \"release_by_two\": true, \"area_edges\": \"%s\"}"
                .formatted(rule))
        .expect(200);
  }

  private static BufferedImage image(Answer answer) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(answer.expect(200).body()));
  }

  private static int brightest(BufferedImage image, int fromColumn) {
    int most = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = fromColumn; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        if (rgb >>> 24 != 0) {
          most = Math.max(most, Math.max(rgb >> 16 & 255, Math.max(rgb >> 8 & 255, rgb & 255)));
        }
      }
    }
    return most;
  }

  @Test
  void aNativeTileIsWholeMaskedOrAbsent() throws Exception {
    for (int round = 0; round < 2; round++) {
      Answer inside = viewer.get(scene + "/tiles/2/0/0").expect(200);
      assertThat(inside.body()).isEqualTo(lead.get(scene + "/tiles/2/0/0").expect(200).body());
      Answer all = lead.get(scene + "/tiles/2/1/0");
      Answer edge = viewer.get(scene + "/tiles/2/1/0");
      assertThat(edge.body()).isNotEqualTo(all.body());
      assertThat(edge.headers().firstValue("ETag")).isNotEqualTo(all.headers().firstValue("ETag"));
      assertThat(edge.headers().firstValue("Cache-Control")).contains("no-store");
      // Eight columns of a JPEG's block are of one piece.
      assertThat(brightest(image(edge), EDGE_PIXEL - 512 + 16)).isLessThan(8);
      assertThat(brightest(image(all), EDGE_PIXEL - 512 + 16)).isGreaterThan(60);
      assertThat(brightest(image(edge), 0)).isGreaterThan(60);
      assertThat(viewer.get(scene + "/tiles/2/2/0").expect(204).body()).isEmpty();
      lead.get(scene + "/tiles/2/2/0").expect(200);
    }
    viewer.with("If-None-Match", "\"r1\"").get(scene + "/tiles/2/1/0").expect(200);
    viewer.with("If-None-Match", null);
  }

  @Test
  void whatIsDrawnForOneIsNotGivenToAnother() throws Exception {
    for (String path :
        List.of(
            scene + MAP, scene + MAP + "?stretch=minmax", project + MAP, scene + "/thumbnail")) {
      for (int round = 0; round < 2; round++) {
        Answer all = lead.get(path);
        Answer part = viewer.get(path);
        assertThat(visible(image(part))).as(path).isLessThan(visible(image(all)) * 7 / 10);
        assertThat(visible(image(part))).as(path).isGreaterThan(visible(image(all)) * 6 / 10);
        assertThat(part.headers().firstValue("ETag"))
            .as(path)
            .isNotEqualTo(all.headers().firstValue("ETag"));
        assertThat(part.headers().firstValue("Cache-Control")).as(path).contains("no-store");
      }
    }
  }

  private static int visible(BufferedImage image) {
    int n = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        n += image.getRGB(x, y) >>> 24 == 0 ? 0 : 1;
      }
    }
    return n;
  }

  @Test
  void valuesAreToldOfWhatIsSeen() throws Exception {
    String at = scene + "/identify?row=50&column=";
    assertThat(viewer.get(at + (EDGE_PIXEL - 5)).expect(200).json().get("valid").asBoolean())
        .isTrue();
    JsonNode outside = viewer.get(at + (EDGE_PIXEL + 5)).expect(200).json();
    assertThat(outside.get("valid").asBoolean()).isFalse();
    assertThat(outside.at("/bands/0/value").isMissingNode()).isTrue();
    long all = lead.get(scene + "/statistics").json().at("/statistics/0/count").asLong();
    long part = viewer.get(scene + "/statistics").json().at("/statistics/0/count").asLong();
    assertThat(all).isEqualTo(1100 * 1100);
    assertThat(part).isBetween(690L * 1100, 705L * 1100);
    assertThat(
            viewer
                .get(scene + "/statistics?bbox=800,0,900,100")
                .expect(200)
                .json()
                .at("/statistics/0/count")
                .asLong())
        .isZero();
  }

  @Test
  void onlyLabelsInsideAreThere() throws Exception {
    assertThat(lead.get(scene + "/labels?space=pixel").text()).contains(INSIDE, ACROSS, OUTSIDE);
    for (String path :
        List.of(
            scene + "/labels?space=pixel",
            scene + "/labels?space=pixel&bbox=0,0,1100,1100",
            scene + "/labels/changes?since=0",
            scene + "/labels/tiles/native/0/0/0",
            scene + "/labels/tiles/native/0/0/0")) {
      assertThat(viewer.get(path).expect(200).text())
          .as(path)
          .contains(INSIDE)
          .doesNotContain(ACROSS, OUTSIDE);
      assertThat(lead.get(path).expect(200).text()).as(path).contains(OUTSIDE);
    }
    viewer.get("/api/v1/labels/" + INSIDE + "/history").expect(200);
    Answer hidden = viewer.get("/api/v1/labels/" + OUTSIDE + "/history").expect(404);
    Answer absent = viewer.get("/api/v1/labels/" + UUID.randomUUID() + "/history").expect(404);
    assertThat(hidden.body()).isEqualTo(absent.body());
    assertThat(viewer.get(scene).json().get("label_count").asInt()).isEqualTo(1);
    assertThat(viewer.get(project).json().get("labels").asInt()).isEqualTo(1);
    assertThat(viewer.get("/api/v1/projects").json().at("/projects/0/labels").asInt()).isEqualTo(1);
    assertThat(viewer.get(project + "/scenes").json().at("/scenes/0/label_count").asInt())
        .isEqualTo(1);
  }

  private static String batch(String operation) {
    return "{\"operations\": [" + operation + "]}";
  }

  private static String code(RawClient by, String operation) throws Exception {
    return by.send("POST", scene + "/labels/batch", batch(operation))
        .expect(422)
        .json()
        .get("code")
        .asText();
  }

  @Test
  void whoeverDrawsInAnAreaLabelsWhatLiesInIt() throws Exception {
    limit("annotator", "annotator");
    RawClient annotator = as("annotator");
    String seat =
        annotator
            .send("POST", scene + "/lease", "{\"tab\": \"%s\"}".formatted(UUID.randomUUID()))
            .expect(200)
            .json()
            .get("token")
            .asText();
    String mine = UUID.randomUUID().toString();
    annotator
        .send(
            "POST",
            scene + "/labels/batch",
            "{\"lease\": %s, \"operations\": [%s]}".formatted(seat, label(mine, 300)))
        .expect(200);
    annotator.send("DELETE", scene + "/lease?token=" + seat, "").expect(204);
    assertThat(annotator.get(scene + "/labels?space=pixel").expect(200).text())
        .contains(mine, INSIDE)
        .doesNotContain(ACROSS, OUTSIDE);
    for (int left : List.of(EDGE_PIXEL - 50, 900)) {
      assertThat(code(annotator, label(UUID.randomUUID().toString(), left)))
          .isEqualTo("outside-area");
      String moved =
          label(mine, left)
              .replace("\"create\"", "\"update\"")
              .replace("}}", "}, \"base_rev\": 1}");
      assertThat(code(annotator, moved)).isEqualTo("outside-area");
    }
    String gone =
        "{\"op_id\": \"%s\", \"kind\": \"delete\", \"element\": \"%s\", \"base_rev\": 1}"
            .formatted(UUID.randomUUID(), mine);
    annotator.send("POST", scene + "/labels/batch", batch(gone)).expect(200);
    assertThat(viewer.get(scene).json().get("label_count").asInt()).isEqualTo(1);
  }

  @Test
  void aSceneSaysNothingOfWhatIsNotSeen() throws Exception {
    JsonNode all = lead.get(scene).expect(200).json();
    JsonNode part = viewer.get(scene).expect(200).json();
    assertThat(east(all.get("footprint"))).isGreaterThan(EDGE + 0.001);
    assertThat(east(part.get("footprint"))).isLessThan(EDGE + 1e-9);
    assertThat(all.get("statistics")).isNotEmpty();
    assertThat(part.get("statistics")).isEmpty();
    assertThat(part.get("sha256").asText()).isNotEqualTo(all.get("sha256").asText());
    JsonNode listed = viewer.get(project + "/scenes").json().at("/scenes/0");
    assertThat(east(listed.get("footprint"))).isLessThan(EDGE + 1e-9);
    String box = project + "/scenes?bbox=";
    assertThat(viewer.get(box + "15.006,48,15.1,49").json().get("scenes")).isEmpty();
    assertThat(viewer.get(box + "15.001,48,15.1,49").json().get("scenes")).isNotEmpty();
    assertThat(lead.get(box + "15.006,48,15.1,49").json().get("scenes")).isNotEmpty();
    JsonNode item = viewer.get("/api/v1/stac/search?limit=10").expect(200).json();
    assertThat(item.at("/features/0/bbox/2").asDouble()).isBetween(14.0, EDGE + 1e-9);
  }

  @Test
  void whoHasARoleWithoutALimitSeesAllOfIt() throws Exception {
    limit("reviewer", "viewer");
    RawClient both = as("reviewer");
    assertThat(both.get(scene).expect(200).json().get("label_count").asInt()).isEqualTo(3);
    assertThat(both.get(project + "/scenes").json().at("/scenes/0/label_count").asInt())
        .isEqualTo(3);
    assertThat(both.get(project + "/scenes?bbox=15.006,48,15.1,49").json().get("scenes"))
        .isNotEmpty();
  }

  private static double east(JsonNode footprint) {
    double east = -180;
    for (JsonNode polygon : footprint.get("coordinates")) {
      for (JsonNode place : polygon.get(0)) {
        east = Math.max(east, place.get(0).asDouble());
      }
    }
    return east;
  }

  @Test
  void whatIsOfTheWholeSceneIsRefused() throws Exception {
    RawClient exporter = as("exporter");
    for (String path : List.of("/original", "/chip?column=0&row=0&width=10&height=10")) {
      Answer refused = exporter.get(scene + path).expect(403);
      assertThat(refused.json().get("code").asText()).as(path).isEqualTo("area-limited");
    }
  }

  @Test
  void aProjectMayRefuseTilesAtTheEdge() throws Exception {
    edges("refused");
    try {
      assertThat(viewer.get(scene + "/tiles/2/1/0").expect(403).json().get("code").asText())
          .isEqualTo("area-limited");
      viewer.get(scene + "/tiles/2/0/0").expect(200);
      viewer.get(scene + "/tiles/2/2/0").expect(204);
      // One tile of the native grid is seen in it, and half of another is not.
      String close = scene + "/map/WebMercatorQuad/17/70998/45150";
      int all = visible(image(lead.get(close)));
      assertThat(visible(image(viewer.get(close)))).isBetween(all * 5 / 10, all * 7 / 10);
    } finally {
      edges("masked");
    }
    viewer.get(scene + "/tiles/2/1/0").expect(200);
  }
}

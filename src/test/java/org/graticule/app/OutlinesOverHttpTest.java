package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.testing.TinyOutlineModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Outlines by the model that an administrator has placed, here one that knows nothing but colours.
 */
final class OutlinesOverHttpTest {
  /** Gray, with a red roof from 300, 100 to 500, 200. */
  private static final String ROOF =
      """
      import sys, numpy as np
      from osgeo import gdal
      a = np.full((3, 400, 700), 90, np.uint8)
      a[0, 100:200, 300:500], a[1:, 100:200, 300:500] = 200, 40
      ds = gdal.GetDriverByName('GTiff').Create(sys.argv[1], 700, 400, 3)
      ds.WriteArray(a)
      ds = None
      """;

  private static final String CLICK =
      """
      {"view": {"z": 1, "x": 200, "y": 0, "width": 512, "height": 512},
        "points": [{"x": 400, "y": 150, "inside": true}%s]}
      """;

  @TempDir private static Path folder;
  private static TestNode node;
  private static SceneUpload upload;
  private static UUID scene;

  @BeforeAll
  static void open() throws Exception {
    node =
        new TestNode(
            Map.of(
                "outline.encoder", TinyOutlineModel.encoder(folder).toString(),
                "outline.decoder", TinyOutlineModel.decoder(folder).toString()));
    upload = new SceneUpload(node);
    Path image = folder.resolve("roof.tif");
    Python.run(ROOF, image.toString());
    scene = upload.scene(image, "roof.tif");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  private static ApiClient.Answer ask(String who, String body) throws Exception {
    return new RawClient(node.base())
        .signIn(who, node.password(who))
        .send("POST", "/api/v1/scenes/" + scene + "/outlines", body);
  }

  private static double[] envelope(JsonNode ring) {
    double[] box = {1e9, 1e9, -1e9, -1e9};
    for (JsonNode at : ring) {
      box[0] = Math.min(box[0], at.get(0).asDouble());
      box[1] = Math.min(box[1], at.get(1).asDouble());
      box[2] = Math.max(box[2], at.get(0).asDouble());
      box[3] = Math.max(box[3], at.get(1).asDouble());
    }
    return box;
  }

  @Test
  void aClickOnARoofGivesItsOutlineAndOneEvent() throws Exception {
    int before = upload.events("outline.read").size();
    JsonNode proposal = ask("annotator", CLICK.formatted("")).expect(200).json();
    assertThat(proposal.get("score").asDouble()).isEqualTo(0.75);
    assertThat(proposal.at("/geometry/type").asText()).isEqualTo("Polygon");
    // The model sees 64 pixels of these 500: it is off by one of its own at most.
    assertThat(envelope(proposal.at("/geometry/coordinates/0")))
        .containsExactly(new double[] {300, 100, 500, 200}, within(8.0));
    List<Event> events = upload.events("outline.read");
    assertThat(events).hasSize(before + 1);
    assertThat(events.getLast().scene()).isEqualTo(scene);
    assertThat(events.getLast().facts())
        .containsEntry("column", 200L)
        .containsEntry("row", 0L)
        .containsEntry("width", 500L)
        .containsEntry("height", 400L)
        .containsEntry("clicks", 1L);
  }

  @Test
  void aBoxOrMoreClicksAreTakenAndNothingIsSaved() throws Exception {
    String more = ", {\"x\": 220, \"y\": 380, \"inside\": false}";
    JsonNode proposal = ask("annotator", CLICK.formatted(more)).expect(200).json();
    assertThat(envelope(proposal.at("/geometry/coordinates/0")))
        .containsExactly(new double[] {300, 100, 500, 200}, within(8.0));
    String box =
        "{\"view\": {\"z\": 0, \"x\": 0, \"y\": 0, \"width\": 350, \"height\": 200},"
            + " \"box\": [280, 80, 520, 220]}";
    // This model knows no boxes.
    assertThat(ask("annotator", box).expect(200).json().get("geometry").isNull()).isTrue();
    JsonNode labels =
        node.as("annotator")
            .get("/api/v1/scenes/" + scene + "/labels?space=pixel")
            .expect(200)
            .json();
    assertThat(labels.get("features")).isEmpty();
  }

  @Test
  void whoMayNotDrawIsToldSoAndThePageIsToldOfTheModel() throws Exception {
    assertThat(ask("viewer", CLICK.formatted("")).status()).isEqualTo(403);
    JsonNode model = node.as("viewer").get("/api/v1/outlines/model").expect(200).json();
    assertThat(model.get("side").asInt()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad-view | {'view': {'z': 2, 'x': 0, 'y': 0, 'width': 9, 'height': 9}}",
        "bad-view | {'view': {'z': 1, 'x': 700, 'y': 0, 'width': 9, 'height': 9}}",
        "bad-view | {'view': {'z': 1, 'x': 0, 'y': 0, 'width': 2049, 'height': 9}}",
        "missing-field | {'points': []}",
        "bad-clicks | {'view': {'z': 1, 'x': 0, 'y': 0, 'width': 9, 'height': 9}}",
        "outside-view | {'view': {'z': 1, 'x': 0, 'y': 0, 'width': 9, 'height': 9},"
            + " 'points': [{'x': 10, 'y': 5, 'inside': true}]}",
        "bad-box | {'view': {'z': 1, 'x': 0, 'y': 0, 'width': 9, 'height': 9}, 'box': [5, 5, 4,"
            + " 8]}",
      })
  void whatMakesNoQuestionIsRefused(String code, String body) throws Exception {
    ApiClient.Answer answer = ask("annotator", body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
  }

  @Test
  void aServerDoesNotStartWithHalfAModelOrAWrongOne() {
    Map<String, String> half = Map.of("outline.encoder", folder.resolve("encoder.onnx").toString());
    assertThatThrownBy(() -> new TestNode(half)).hasMessageContaining("go together");
  }
}

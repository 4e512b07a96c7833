package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.image.Synthetic;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New pixels under old labels. */
final class RevisionsOverHttpTest {
  @TempDir private static Path folder;
  private static TestNode node;
  private static String scene;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    Path first = Synthetic.rgb(folder.resolve("first.tif"), 640, 512);
    scene = new SceneUpload(node).scene(first, "first.tif").toString();
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void newPixelsAreANewRevisionAndLabelsKeepTheirs() throws Exception {
    ApiClient annotator = node.as("annotator");
    ApiClient lead = node.as("lead");
    String path = "/api/v1/scenes/" + scene;
    Map<String, Object> shape =
        Map.of(
            "type",
            "Polygon",
            "coordinates",
            List.of(
                List.of(
                    List.of(10.25, 20.5),
                    List.of(60.125, 20.5),
                    List.of(60.125, 70.0625),
                    List.of(10.25, 20.5))));
    annotator
        .post(
            path + "/labels/batch",
            Map.of(
                "operations",
                List.of(
                    Map.of(
                        "op_id",
                        UUID.randomUUID(),
                        "kind",
                        "create",
                        "element",
                        UUID.randomUUID(),
                        "class",
                        1,
                        "geometry",
                        shape))))
        .expect(200);
    JsonNode labels = annotator.get(path + "/labels?space=pixel").expect(200).json();
    byte[] before = annotator.get(path + "/tiles/0/0/0?v=1").expect(200).body();

    Path second = folder.resolve("second.tif");
    SyntheticGeoTiff.write(
        second, SyntheticScene.plan(5, 640, 512), SyntheticGeoTiff.Options.plain(), p -> {});
    String job = lead.upload(path + "/revisions", second).expect(202).json().get("id").asText();
    JsonNode done = SceneUpload.states(lead, job).getLast();
    assertThat(done.get("state").asText()).as("%s", done).isEqualTo("done");
    assertThat(done.get("scene").asText()).isEqualTo(scene);

    JsonNode revised = annotator.get(path).expect(200).json();
    assertThat(revised.get("revision").asInt()).isEqualTo(2);
    assertThat(revised.get("name").asText()).isEqualTo("first.tif");
    assertThat(annotator.get(path + "/tiles/0/0/0?v=1").status()).isEqualTo(404);
    assertThat(annotator.get(path + "/tiles/0/0/0?v=2").expect(200).body()).isNotEqualTo(before);
    assertThat(annotator.get(path + "/labels?space=pixel").expect(200).json().get("features"))
        .hasSize(1)
        .isEqualTo(labels.get("features"));
    assertThat(new SceneUpload(node).events("scene.revised"))
        .anySatisfy(event -> assertThat(event.scene()).hasToString(scene));
  }

  @Test
  void pixelsOfAnotherSizeAreRefusedAtOnce() throws Exception {
    Path other = Synthetic.rgb(folder.resolve("other.tif"), 641, 512);
    ApiClient.Answer answer =
        node.as("lead").upload("/api/v1/scenes/" + scene + "/revisions", other);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("code").asText()).isEqualTo("other-size");
  }

  @Test
  void whoMayNotBringImageryInMayNotReplaceIt() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("mine.tif"), 640, 512);
    String path = "/api/v1/scenes/" + scene + "/revisions";
    assertThat(node.as("annotator").upload(path, image).status()).isEqualTo(403);
    String nowhere = "/api/v1/scenes/" + UUID.randomUUID() + "/revisions";
    assertThat(node.as("lead").upload(nowhere, image).status()).isEqualTo(404);
  }
}

package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
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
  private static final int TIE_POINT = 33922;

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
    label(annotator, path);
    JsonNode inPixels = inPixels(annotator, path);
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
    assertThat(inPixels(annotator, path)).isEqualTo(inPixels);
    assertThat(new SceneUpload(node).events("scene.revised"))
        .anySatisfy(event -> assertThat(event.scene()).hasToString(scene));
  }

  @Test
  void newPixelsSentInPiecesThatLieElsewhereMoveLabelsOnTheGroundAndNotInTheImage()
      throws Exception {
    Path first = Synthetic.rgb(folder.resolve("moves.tif"), 320, 256);
    String moved = new SceneUpload(node).scene(first, "moves.tif").toString();
    String path = "/api/v1/scenes/" + moved;
    ApiClient annotator = node.as("annotator");
    label(annotator, path);
    JsonNode inPixels = inPixels(annotator, path);
    double before = longitude(annotator, path);

    byte[] elsewhere = shifted(first, 1_000);
    TusClient lead = TusClient.as(node, "lead");
    String upload = lead.created(elsewhere.length, "filename", "elsewhere.tif", "scene", moved);
    lead.patch(upload, 0, elsewhere).expect(204);
    JsonNode done = SceneUpload.states(node.as("lead"), lead.job(upload)).getLast();
    assertThat(done.get("state").asText()).as("%s", done).isEqualTo("done");
    assertThat(annotator.get(path).expect(200).json().get("revision").asInt()).isEqualTo(2);
    for (int i = 0; i < 200 && longitude(annotator, path) == before; i++) {
      Thread.sleep(100);
    }

    assertThat(longitude(annotator, path) - before).isBetween(0.005, 0.05);
    assertThat(inPixels(annotator, path)).isEqualTo(inPixels);
  }

  /** The same image so many metres further east: its tie point's x is moved. */
  private static byte[] shifted(Path image, double metres) throws Exception {
    byte[] bytes = Files.readAllBytes(image);
    ByteBuffer tiff = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = tiff.getInt(4);
    for (int i = 0; i < tiff.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xffff) == TIE_POINT) {
        int x = tiff.getInt(entry + 8) + 24;
        tiff.putDouble(x, tiff.getDouble(x) + metres);
      }
    }
    return bytes;
  }

  @Test
  void newPixelsInPiecesTakeTheMarkOfTheirSceneAndAHiddenSceneIsNotThere() throws Exception {
    TusClient lead = TusClient.as(node, "lead");
    String nowhere = UUID.randomUUID().toString();
    assertThat(lead.create(1_000, "filename", "a.tif", "scene", nowhere).status()).isEqualTo(404);
    ApiClient.Answer marked =
        lead.create(1_000, "filename", "a.tif", "scene", scene, "mark", "GUARDED");
    assertThat(marked.status()).isEqualTo(400);
    TusClient annotator = TusClient.as(node, "annotator");
    assertThat(annotator.create(1_000, "filename", "a.tif", "scene", scene).status())
        .isEqualTo(403);
  }

  private static void label(ApiClient annotator, String path) throws Exception {
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
  }

  /** Its area follows the ground; its shape and its revision must not. */
  private static JsonNode inPixels(ApiClient by, String path) throws Exception {
    JsonNode labels = by.get(path + "/labels?space=pixel").expect(200).json().get("features");
    assertThat(labels).hasSize(1);
    ((ObjectNode) labels.get(0).get("properties")).remove("area_m2");
    return labels;
  }

  private static double longitude(ApiClient by, String path) throws Exception {
    return by.get(path + "/labels?space=ground")
        .expect(200)
        .json()
        .at("/features/0/geometry/coordinates/0/0/0")
        .asDouble();
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

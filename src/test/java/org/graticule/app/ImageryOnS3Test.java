package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.graticule.image.Synthetic;
import org.graticule.testing.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server whose originals and pyramids lie in a bucket. */
final class ImageryOnS3Test {
  private static final String BUCKET = "imagery";

  @TempDir private static Path folder;
  private static S3Server store;
  private static TestNode node;
  private static SceneUpload upload;

  @BeforeAll
  static void open() throws Exception {
    store = new S3Server(folder.resolve("s3"), BUCKET);
    node = new TestNode(store.settings(BUCKET));
    upload = new SceneUpload(node);
  }

  @AfterAll
  static void close() {
    node.close();
    store.close();
  }

  @Test
  void anImageIsKeptAndServedFromTheBucketAcrossRestartsOfBoth() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("far.tif"), 1_500, 1_100);
    byte[] original = Files.readAllBytes(image);
    TusClient lead = TusClient.as(node, "lead");
    String address = lead.created(original.length, "filename", "far.tif");
    lead.patch(address, 0, original).expect(204);
    JsonNode done = SceneUpload.states(node.as("lead"), lead.job(address)).getLast();
    assertThat(done.get("state").asText()).as("%s", done).isEqualTo("done");
    String scene = done.get("scene").asText();
    String tile = "/api/v1/scenes/" + scene + "/tiles/1/0/0?v=1";
    byte[] jpeg = node.as("annotator").get(tile).expect(200).body();
    String sha256 =
        node.as("lead").get("/api/v1/scenes/" + scene).expect(200).json().get("sha256").asText();

    assertThat(store.file(BUCKET, "imagery/originals/" + sha256.substring(0, 2) + "/" + sha256))
        .hasBinaryContent(original);
    assertThat(store.file(BUCKET, "imagery/pyramids/" + scene + "/r1/display.tif")).exists();
    assertThat(node.settings.scenes().resolve("pyramids").resolve(scene).resolve("r1"))
        .doesNotExist();
    String file = "/api/v1/scenes/" + scene + "/original";
    ApiClient exporter = node.as("exporter");
    assertThat(exporter.get(file).expect(200).body()).isEqualTo(original);
    assertThat(exporter.get(file, "Range", "bytes=1000-2999").expect(206).body())
        .isEqualTo(Arrays.copyOfRange(original, 1000, 3000));

    store.stop();
    store.startAgain();
    node.restart();
    assertThat(node.as("annotator").get(tile).expect(200).body()).isEqualTo(jpeg);
  }

  @Test
  void pixelsThatAreGoneFromTheBucketAreToldClearly() throws Exception {
    UUID scene = upload.scene(Synthetic.rgb(folder.resolve("gone.tif"), 600, 600), "gone.tif");
    Files.delete(store.file(BUCKET, "imagery/pyramids/" + scene + "/r1/display.tif"));
    ApiClient.Answer answer = node.as("annotator").get("/api/v1/scenes/" + scene + "/tiles/0/0/0");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().get("code").asText()).isEqualTo("pixels-missing");
  }
}

package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.graticule.image.Sha256;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exporters get of the bytes that came in: the file itself, and its samples exactly. */
final class OriginalsOverHttpTest {
  @TempDir private static Path folder;
  private static TestNode node;
  private static Path image;
  private static UUID scene;
  private static String original;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode(Map.of("ingest.profile", "exact"));
    image = Synthetic.rgb(folder.resolve("harbour.tif"), 700, 500);
    scene = new SceneUpload(node).scene(image, "harbour%20%22s%C3%BCd%22.tif");
    original = "/api/v1/scenes/" + scene + "/original";
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void anExporterGetsTheFileAsItCameInMarkedAndOnTheLog() throws Exception {
    ApiClient.Answer answer = node.as("exporter").get(original).expect(200);
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(image));
    assertThat(answer.headers().firstValue("ETag")).contains("\"" + Sha256.of(image) + "\"");
    assertThat(answer.headers().firstValue("Graticule-Marking")).contains("OPEN");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment; ")
        .endsWith("harbour%20%22s%C3%BCd%22.tif");
    assertThat(new SceneUpload(node).events("original.downloaded"))
        .anySatisfy(event -> {
          assertThat(event.scene()).isEqualTo(scene);
          assertThat(event.facts().get("bytes")).hasToString(Long.toString(Files.size(image)));
        });
  }

  @Test
  void aRangeIsAPartAndSeveralAreRefused() throws Exception {
    ApiClient exporter = node.as("exporter");
    byte[] all = Files.readAllBytes(image);
    ApiClient.Answer part = exporter.get(original, "Range", "bytes=100-299").expect(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(all, 100, 300));
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 100-299/" + all.length);
    ApiClient.Answer several = exporter.get(original, "Range", "bytes=0-0,2-3");
    assertThat(several.status()).isEqualTo(416);
    assertThat(several.json().get("code").asText()).isEqualTo("too-many-ranges");
    assertThat(exporter.get(original, "Range", "bytes=" + all.length + "-").status())
        .isEqualTo(416);
  }

  @Test
  void whoMayOnlyLookOrOnlyLeadGetsNoOriginal() throws Exception {
    for (String username : new String[] {"viewer", "annotator", "lead"}) {
      assertThat(node.as(username).get(original).status()).as(username).isEqualTo(403);
    }
  }

  @Test
  void withTheExactProfileValuesAndChipsOfAnEightBitSceneAreThoseOfTheOriginal() throws Exception {
    byte[] file = Files.readAllBytes(image);
    ApiClient exporter = node.as("exporter");
    for (int[] at : new int[][] {{0, 0}, {41, 33}, {699, 499}, {350, 29}}) {
      JsonNode values =
          exporter
              .get(
                  "/api/v1/scenes/"
                      + scene
                      + "/identify?column=%d.5&row=%d.5".formatted(at[0], at[1]))
              .expect(200)
              .json();
      assertThat(values.get("exact").asBoolean()).isTrue();
      int first = 512 + 3 * (at[1] * 700 + at[0]);
      for (int band = 0; band < 3; band++) {
        assertThat(values.at("/bands/" + band + "/value").asInt())
            .as(values.toString())
            .isEqualTo(file[first + band] & 0xff);
      }
    }
    ApiClient.Answer chip =
        exporter.get("/api/v1/scenes/" + scene + "/chip?width=20&height=20").expect(200);
    assertThat(chip.headers().firstValue("X-Graticule-Exact")).contains("true");
  }
}

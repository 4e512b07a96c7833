package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.graticule.http.Json;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that are under way when the right to them ends, and when other things change. */
final class DownloadsCutTest {
  private static final int PIECE = 1 << 18;

  @TempDir private static Path folder;
  private static TestNode node;
  private static String grants;
  private static String original;
  private static long size;

  @BeforeAll
  static void open() throws Exception {
    node = new TestNode();
    SceneUpload upload = new SceneUpload(node);
    Path image = Synthetic.rgb(folder.resolve("a.tif"), 4_000, 4_000);
    size = Files.size(image);
    original = "/api/v1/scenes/" + upload.scene(image, "a.tif") + "/original";
    grants = "/api/v1/projects/" + upload.project() + "/grants";
  }

  @AfterAll
  static void close() {
    node.close();
  }

  private static RawClient as(String username) throws Exception {
    return new RawClient(node.base()).signIn(username, node.password(username));
  }

  /** Reads as somebody with a slow line; how many bytes came before the end, whichever it was. */
  private static long slowly(InputStream in) throws InterruptedException {
    long read = 0;
    try (in) {
      for (int n = in.readNBytes(PIECE).length; n > 0; n = in.readNBytes(PIECE).length) {
        read += n;
        Thread.sleep(60);
      }
    } catch (IOException cut) {
      // As it should be.
    }
    return read;
  }

  private static void grant(String username) throws Exception {
    as("lead")
        .send("POST", grants, Json.write(Map.of("username", username, "role", "exporter")))
        .expect(201);
  }

  @Test
  void aRoleThatIsTakenAwayEndsADownload() throws Exception {
    RawClient exporter = as("exporter");
    try (InputStream in = exporter.open(original)) {
      assertThat(in.readNBytes(PIECE)).hasSize(PIECE);
      as("lead").send("DELETE", grants + "/exporter/exporter", "").expect(204);
      assertThat(slowly(in)).isLessThan(size - PIECE);
    } finally {
      grant("exporter");
    }
  }

  @Test
  void aSessionThatIsEndedEndsADownload() throws Exception {
    RawClient exporter = as("exporter");
    try (InputStream in = exporter.open(original)) {
      assertThat(in.readNBytes(PIECE)).hasSize(PIECE);
      exporter.send("DELETE", "/api/v1/session", "").expect(204);
      assertThat(slowly(in)).isLessThan(size - PIECE);
    }
  }

  @Test
  void whatChangesForOthersEndsNone() throws Exception {
    RawClient exporter = as("exporter").with("Range", "bytes=0-19999999");
    try (InputStream in = exporter.open(original)) {
      assertThat(in.readNBytes(PIECE)).hasSize(PIECE);
      grant("viewer");
      as("lead").send("DELETE", grants + "/viewer/exporter", "").expect(204);
      assertThat(slowly(in)).isEqualTo(20_000_000 - PIECE);
    }
  }
}

package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short way past the router answers as the ordinary way does. */
final class HotTilesTest {
  /** A parameter that only the ordinary way reads over. */
  private static final String ORDINARY = "&way=ordinary";

  @TempDir private static Path folder;
  private static TestNode node;
  private static SceneUpload upload;
  private static UUID plain;
  private static UUID guarded;

  @BeforeAll
  static void bringInScenes() throws Exception {
    node = new TestNode(Map.of("audit.tiles", "exact"));
    upload = new SceneUpload(node);
    Path image = Synthetic.rgb(folder.resolve("plain.tif"), 700, 600);
    plain = upload.scene(image, "plain.tif");
    guarded = upload.scene(image, "guarded.tif&mark=GUARDED");
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource({
    "annotator,plain,1,-",
    "annotator,plain,1,\"r1\"",
    "annotator,plain,2,-",
    "lead,guarded,1,-",
    "annotator,guarded,1,-",
    "admin,plain,1,-"
  })
  void bothWaysGiveTheSameAnswerAndTheSameEvent(String who, String what, int version, String known)
      throws Exception {
    UUID scene = what.equals("plain") ? plain : guarded;
    String path = "/api/v1/scenes/" + scene + "/tiles/1/0/0?v=" + version;
    String[] headers = known.equals("-") ? new String[0] : new String[] {"If-None-Match", known};
    ApiClient client = node.as(who);
    client.get("/api/v1/scenes/" + scene + "/tiles/0/0/0");

    List<Event> before = upload.events("tile.read");
    ApiClient.Answer hot = client.get(path, headers);
    ApiClient.Answer ordinary = client.get(path + ORDINARY, headers);
    List<Event> after = upload.events("tile.read");

    assertThat(hot.status()).isEqualTo(ordinary.status());
    assertThat(hot.body()).isEqualTo(ordinary.body());
    assertThat(lasting(hot)).isEqualTo(lasting(ordinary));
    List<Event> fresh = after.subList(before.size(), after.size());
    boolean given = hot.status() == 200 || hot.status() == 304;
    assertThat(fresh).hasSize(given ? 2 : 0);
    if (given) {
      assertThat(fresh.get(0).facts()).isEqualTo(fresh.get(1).facts());
      assertThat(fresh.get(0).scene()).isEqualTo(scene);
      assertThat(fresh.get(0).actor()).isEqualTo(fresh.get(1).actor());
    }
  }

  @Test
  void withoutALogNoTileLeaves() throws Exception {
    try (TestNode other = new TestNode()) {
      SceneUpload there = new SceneUpload(other);
      UUID scene = there.scene(Synthetic.rgb(folder.resolve("other.tif"), 600, 600), "other.tif");
      ApiClient client = other.as("annotator");
      String path = "/api/v1/scenes/" + scene + "/tiles/1/0/0?v=1";
      client.get(path).expect(200);

      other.node.ownLog.close();

      assertThat(client.get(path).expect(503).json().get("code").asText())
          .isEqualTo("audit-unavailable");
    }
  }

  @Test
  void tilesMarkedAboveWhatSpansAreForAreAnEventEachOnBothWays() throws Exception {
    try (TestNode other = new TestNode(Map.of("audit.tiles", "span<=OPEN"))) {
      SceneUpload there = new SceneUpload(other);
      Path image = Synthetic.rgb(folder.resolve("marked.tif"), 600, 600);
      UUID open = there.scene(image, "open.tif");
      UUID above = there.scene(image, "above.tif&mark=GUARDED");
      ApiClient lead = other.as("lead");
      for (UUID scene : List.of(open, above)) {
        String path = "/api/v1/scenes/" + scene + "/tiles/1/0/0?v=1";
        lead.get(path + ORDINARY).expect(200);
        lead.get(path).expect(200);
        lead.get(path).expect(200);
      }
      assertThat(there.events("tile.read")).extracting(Event::scene).containsOnly(above).hasSize(3);
      assertThat(there.events("tile.span-opened")).extracting(Event::scene).containsExactly(open);
    }
  }

  private static Map<String, List<String>> lasting(ApiClient.Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    return headers;
  }
}

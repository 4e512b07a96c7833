package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.graticule.app.ApiClient.Answer;
import org.graticule.audit.Event;
import org.graticule.http.Json;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has to say from the log who saw which ground, and sees nothing else. */
final class AuditUseOverHttpTest {
  private static final String AUDIT = "/api/v1/audit/";

  @TempDir private static Path folder;
  private static TestNode node;
  private static UUID scene;
  private static double[] middle;

  @BeforeAll
  static void somebodyLooks() throws Exception {
    node = new TestNode(Map.of("audit.tiles", "exact"));
    scene =
        new SceneUpload(node).scene(Synthetic.rgb(folder.resolve("a.tif"), 2048, 2048), "a.tif");
    ApiClient annotator = node.as("annotator");
    JsonNode mesh =
        annotator.get("/api/v1/scenes/" + scene).expect(200).json().at("/details/positions");
    JsonNode center = mesh.at("/lon_lat").get(mesh.at("/lon_lat").size() / 2);
    middle = new double[] {center.get(0).asDouble(), center.get(1).asDouble()};
    annotator.get("/api/v1/scenes/" + scene + "/tiles/0/0/0").expect(200);
    annotator.get("/api/v1/scenes/" + scene + "/tiles/2/0/0").expect(200);
    annotator.get("/api/v1/scenes/" + scene + "/thumbnail").expect(200);
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void whoSawAPlaceIsFoundByItsGround() throws Exception {
    JsonNode there = looks(box(middle[0], middle[1], 1e-5));
    assertThat(names(there)).contains("annotator");
    JsonNode look = of(there, "annotator");
    assertThat(look.get("scene").asText()).isEqualTo(scene.toString());
    assertThat(look.get("finest").asDouble()).isPositive();
    assertThat(there.get("cells")).isNotEmpty();
    assertThat(looks(box(middle[0] > 0 ? -100 : 100, -middle[1], 1)).get("looks")).isEmpty();
    JsonNode tiles = events("type=tile.read&bbox=" + box(middle[0], middle[1], 1e-5));
    assertThat(tiles)
        .as("the tile of the whole scene covers its middle, a corner does not")
        .hasSize(1);
    assertThat(tiles.get(0).at("/facts/z").asInt()).isZero();
  }

  @Test
  void theTilesOfASpanCountAsManyLooksAndItsOpeningNone() throws Exception {
    Map<String, Object> tile = Map.of("grid", "native", "revision", 1, "z", 0, "x", 0, "y", 0);
    append("tile.span-opened", tile);
    Map<String, Object> seen = new TreeMap<>(tile);
    seen.putAll(Map.of("width", 1, "height", 1, "count", 1, "tiles", "gA=="));
    append("tile.seen", seen);
    append("tile.seen", seen);
    JsonNode look = of(looks(box(middle[0], middle[1], 1e-5)), "sven");
    assertThat(look.get("looks").asInt()).isEqualTo(2);
  }

  private static void append(String type, Map<String, Object> facts) {
    String nobody = "b5f9d1c2-0b1e-4d2f-8a77-3f1f5a0c9d11";
    Event event =
        new Event(
            UUID.randomUUID(),
            Instant.now(),
            type,
            Event.Outcome.SUCCESS,
            nobody,
            "sven",
            "192.0.2.7",
            null,
            null,
            scene,
            null,
            new TreeMap<>(facts));
    node.node.ownLog.append(event).join();
  }

  @Test
  void eventsAreFoundByTheMarkingTheyShowInAnyCase() throws Exception {
    JsonNode tiles = events("type=tile.read");
    String mark = tiles.get(0).get("mark").asText();
    String asked = URLEncoder.encode(mark.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8);
    assertThat(events("type=tile.read&mark=" + asked)).hasSameSizeAs(tiles);
    assertThat(events("type=tile.read&mark=nothing")).isEmpty();
  }

  @Test
  void aSessionIsPutTogetherFromItsEvents() throws Exception {
    JsonNode sessions =
        auditor().get(AUDIT + "sessions?actor=annotator").expect(200).json().get("sessions");
    JsonNode session =
        StreamSupport.stream(sessions.spliterator(), false)
            .filter(each -> each.get("tiles").asInt() == 2)
            .findFirst()
            .orElseThrow();
    JsonNode events = events("session=" + session.get("session").asText());
    assertThat(events).hasSize(session.get("events").asInt());
    assertThat(events.findValuesAsText("type")).contains("tile.read", "thumbnail.read");
  }

  @Test
  void aRunOfDenialsIsAnAlert() throws Exception {
    ApiClient reviewer = node.as("reviewer");
    // Enough of them though an hour may end in between.
    for (int n = 0; n < 12; n++) {
      reviewer.get("/api/v1/scenes/" + UUID.randomUUID()).expect(404);
    }
    JsonNode alerts = auditor().get(AUDIT + "alerts").expect(200).json().get("alerts");
    assertThat(alerts)
        .anySatisfy(alert -> {
          assertThat(alert.get("kind").asText()).isEqualTo("denials");
          assertThat(alert.get("actor_name").asText()).isEqualTo("reviewer");
        });
  }

  @Test
  void whatIsTakenOutIsWhatStandsOnTheLogAndThatItWasTakenIsAnEvent() throws Exception {
    Answer answer = auditor().get(AUDIT + "export?type=tile.read").expect(200);
    List<String> lines = answer.text().lines().toList();
    String log = Files.readString(node.settings.auditLog().resolve("00000000000000000000.log"));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
    for (String line : lines) {
      String record = line.substring(line.indexOf("\"record\":") + 9, line.length() - 1);
      assertThat(log).contains("\n" + record + "\t");
    }
    for (String format : List.of("ocsf", "ecs")) {
      String first =
          auditor()
              .get(AUDIT + "export?type=tile.read&format=" + format)
              .text()
              .lines()
              .toList()
              .getFirst();
      assertThat(Json.MAPPER.readTree(first).isObject()).isTrue();
    }
    assertThat(events("type=audit.exported")).isNotEmpty();
  }

  @Test
  void aSearchCanBeKeptAndForgotten() throws Exception {
    ApiClient auditor = auditor();
    JsonNode kept =
        auditor
            .post(AUDIT + "searches", Map.of("name", "Airfield", "query", "bbox=1,2,3,4"))
            .expect(201)
            .json();
    assertThat(auditor.get(AUDIT + "searches").expect(200).json().get("searches"))
        .anySatisfy(each -> assertThat(each.get("name").asText()).isEqualTo("Airfield"));
    assertThat(node.as("admin").get(AUDIT + "searches").expect(200).json().get("searches"))
        .isEmpty();
    new RawClient(node.base())
        .signIn("auditor", node.password("auditor"))
        .send("DELETE", AUDIT + "searches/" + kept.get("id").asText(), new byte[0])
        .expect(204);
  }

  @Test
  void theAuditorSeesTheLogAndNothingElseAndNobodyElseSeesIt() throws Exception {
    ApiClient auditor = auditor();
    auditor.get("/api/v1/scenes/" + scene).expect(404);
    auditor.get("/api/v1/scenes/" + scene + "/tiles/0/0/0").expect(404);
    assertThat(auditor.get("/api/v1/projects").expect(200).json().get("projects")).isEmpty();
    for (String way : List.of("events", "looks", "sessions", "alerts", "export", "searches")) {
      node.as("lead").get(AUDIT + way).expect(403);
    }
    String cursor = "events?cursor=2026-01-01T00:00:00Z_" + UUID.randomUUID();
    node.as("lead").get(AUDIT + cursor).expect(403);
    auditor.get(AUDIT + cursor).expect(400);
    auditor.get(AUDIT + "looks?bbox=1,2,3").expect(400);
    auditor.get(AUDIT + "export?format=pdf").expect(400);
    auditor.get(AUDIT + "events?cursor=7").expect(400);
  }

  private static ApiClient auditor() {
    return node.as("auditor");
  }

  private static JsonNode looks(String box) throws Exception {
    return auditor().get(AUDIT + "looks?bbox=" + box).expect(200).json();
  }

  private static JsonNode events(String query) throws Exception {
    return auditor().get(AUDIT + "events?" + query).expect(200).json().get("events");
  }

  private static List<String> names(JsonNode looks) {
    return looks.get("looks").findValuesAsText("actor_name");
  }

  private static JsonNode of(JsonNode looks, String name) {
    return StreamSupport.stream(looks.get("looks").spliterator(), false)
        .filter(look -> look.get("actor_name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String box(double lon, double lat, double half) {
    return "%s,%s,%s,%s".formatted(lon - half, lat - half, lon + half, lat + half);
  }
}

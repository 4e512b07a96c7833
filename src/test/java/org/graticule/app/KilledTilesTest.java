package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.graticule.audit.AuditTail;
import org.graticule.audit.AuditVerifier;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;
import org.graticule.audit.Verdict;
import org.graticule.config.Settings;
import org.graticule.image.Synthetic;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server killed while people look: whoever has a byte of a tile is on the log with it. */
final class KilledTilesTest {
  private static final int SIDE = 4096;
  private static final int ACROSS = 8;
  private static final int LOOKERS = 48;

  @TempDir Path folder;
  private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
  private ServerProcess server;

  @AfterEach
  void stop() throws Exception {
    server.kill();
  }

  @Test
  void everyTileThatAnybodyReceivedBeforeAKillIsOnTheLog() throws Exception {
    looksUntilKilled(1, 5_000);
  }

  @Test
  @Tag("long")
  void soItIsAfterKillAndKillAgain() throws Exception {
    looksUntilKilled(10, 100_000);
  }

  private void looksUntilKilled(int rounds, long tilesARound) throws Exception {
    SharedCluster.Addresses database = SharedCluster.get().database();
    Path data = folder.resolve("data");
    Settings settings =
        Settings.load(Map.of("data", data.toString(), "db.volatile", "true"), Map.of(), null);
    String password;
    try (Node node =
        Node.open(settings, Databases.at(database.roles(), database.owner()), Clock.systemUTC())) {
      DemoWorld world = new DemoWorld(node, settings);
      password =
          world.people().stream()
              .filter(person -> person.username().equals("lead"))
              .findFirst()
              .orElseThrow()
              .password();
    }
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("GRATICULE_DATA", data.toString());
    server = ServerProcess.start(environment);
    List<String> tiles = tiles(scene(password));
    for (int round = 0; round < rounds; round++) {
      long before = sum();
      String cookie = cookie(password);
      List<Thread> lookers = new ArrayList<>();
      for (int n = 0; n < LOOKERS; n++) {
        TileLooker looker =
            new TileLooker(
                server.address(),
                cookie,
                tiles,
                n * 7,
                tile -> received.computeIfAbsent(tile, path -> new LongAdder()).increment());
        lookers.add(Thread.ofPlatform().start(looker));
      }
      long began = System.nanoTime();
      while (sum() - before < tilesARound && lookers.stream().allMatch(Thread::isAlive)) {
        Thread.sleep(5);
      }
      double perSecond = (sum() - before) * 1e9 / (System.nanoTime() - began);
      server.kill();
      for (Thread looker : lookers) {
        looker.join();
      }
      assertThat(sum() - before).isGreaterThanOrEqualTo(tilesARound);
      System.out.printf("killed at %.0f tiles a second%n", perSecond);
      Map<String, Long> logged = logged(settings.auditLog());
      received.forEach((tile, count) ->
          assertThat(logged.getOrDefault(tile, 0L))
              .as("tile %s on the log", tile)
              .isGreaterThanOrEqualTo(count.sum()));
      server = ServerProcess.start(environment);
    }
    server.stop();
    Verdict verdict = new AuditVerifier(settings.auditLog(), null, List.of()).verify();
    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
  }

  private long sum() {
    return received.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private String cookie(String password) throws Exception {
    return new ApiClient(server.address())
        .post(
            "/api/v1/session",
            Map.of("username", "lead", "password", password, "notice_acknowledged", true))
        .expect(200)
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .split(";")[0];
  }

  private static List<String> tiles(String scene) {
    return IntStream.range(0, ACROSS * ACROSS)
        .mapToObj(n -> "/api/v1/scenes/%s/tiles/3/%d/%d".formatted(scene, n % ACROSS, n / ACROSS))
        .toList();
  }

  private String scene(String password) throws Exception {
    ApiClient lead = new ApiClient(server.address()).signIn("lead", password);
    String project = lead.get("/api/v1/projects").expect(200).json().at("/projects/0/id").asText();
    Path image = Synthetic.rgb(folder.resolve("a.tif"), SIDE, SIDE);
    String job =
        lead.upload("/api/v1/projects/" + project + "/scenes?name=a.tif", image)
            .expect(202)
            .json()
            .get("id")
            .asText();
    return SceneUpload.states(lead, job).getLast().get("scene").asText();
  }

  private static Map<String, Long> logged(Path log) throws IOException {
    Map<String, Long> logged = new HashMap<>();
    AuditTail tail = new AuditTail(log, 0, () -> Long.MAX_VALUE);
    for (List<Recorded> some = tail.read(1000); !some.isEmpty(); some = tail.read(1000)) {
      for (Recorded record : some) {
        Event event = record.event();
        if (event.type().equals("tile.read")) {
          logged.merge(
              "/api/v1/scenes/%s/tiles/3/%s/%s"
                  .formatted(event.scene(), event.facts().get("x"), event.facts().get("y")),
              1L,
              Long::sum);
        }
      }
    }
    return logged;
  }
}

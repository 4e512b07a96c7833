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
  private static final int LOOKERS = 8;

  @TempDir Path folder;
  private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
  private ServerProcess server;

  @AfterEach
  void stop() throws Exception {
    server.kill();
  }

  @Test
  void everyTileThatAnybodyReceivedBeforeAKillIsOnTheLog() throws Exception {
    looksUntilKilled(1, 2_000);
  }

  @Test
  @Tag("long")
  void soItIsAfterKillAndKillAgain() throws Exception {
    looksUntilKilled(10, 20_000);
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
    String scene = scene(password);
    for (int round = 0; round < rounds; round++) {
      long before = received.values().stream().mapToLong(LongAdder::sum).sum();
      List<Thread> lookers = new ArrayList<>();
      for (int n = 0; n < LOOKERS; n++) {
        ApiClient lead = new ApiClient(server.address()).signIn("lead", password);
        int first = n * 7;
        lookers.add(Thread.ofPlatform().start(() -> look(lead, scene, first)));
      }
      while (received.values().stream().mapToLong(LongAdder::sum).sum() - before < tilesARound) {
        Thread.sleep(5);
      }
      server.kill();
      for (Thread looker : lookers) {
        looker.join();
      }
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

  /** Looks at one tile after the other until the server is gone. */
  private void look(ApiClient lead, String scene, int first) {
    for (int n = first; ; n++) {
      int x = n % ACROSS;
      int y = n / ACROSS % ACROSS;
      try {
        lead.get("/api/v1/scenes/%s/tiles/3/%d/%d".formatted(scene, x, y)).expect(200);
        received.computeIfAbsent(x + "/" + y, tile -> new LongAdder()).increment();
      } catch (IOException | InterruptedException e) {
        return;
      }
    }
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
          logged.merge(event.facts().get("x") + "/" + event.facts().get("y"), 1L, Long::sum);
        }
      }
    }
    return logged;
  }
}

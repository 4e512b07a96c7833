package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int BLOCK = 8;
  private static final String PATH = "/api/v1/scenes/%s/tiles/%s/%s/%s";
  private static final Map<String, String> EXACT = Map.of("GRATICULE_AUDIT_TILES", "exact");

  @TempDir Path folder;
  private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
  private ServerProcess server;

  @AfterEach
  void stop() throws Exception {
    server.kill();
  }

  @Test
  void everyTileThatAnybodyReceivedBeforeAKillIsOnTheLog() throws Exception {
    looksUntilKilled(1, 5_000, false, EXACT);
    assertThat(new Logged(0).tiles).isNotEmpty();
  }

  @Test
  void theBlockOfEachTileThatAnybodyReceivedBeforeAKillIsOnTheLog() throws Exception {
    looksUntilKilled(1, 5_000, false, Map.of());
    Logged logged = new Logged(0);
    assertThat(logged.tiles).isEmpty();
    assertThat(logged.cut).as("told as perhaps seen").isEqualTo(logged.blocks);
  }

  @Test
  @Tag("long")
  void soItIsAfterKillAndKillAgain() throws Exception {
    looksUntilKilled(10, 400_000, true, EXACT);
  }

  @Test
  @Tag("long")
  void soAreBlocksAfterKillAndKillAgain() throws Exception {
    looksUntilKilled(10, 400_000, true, Map.of());
    assertThat(new Logged(0).tiles).isEmpty();
  }

  private void looksUntilKilled(
      int rounds, long tilesARound, boolean compiled, Map<String, String> settled)
      throws Exception {
    SharedCluster.Addresses database = SharedCluster.get().database();
    Settings settings =
        Settings.load(Map.of("data", data().toString(), "db.volatile", "true"), Map.of(), null);
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
    environment.put("GRATICULE_DATA", data().toString());
    environment.putAll(settled);
    server = serve(environment, compiled);
    List<String> tiles = tiles(scene(password));
    long known = new Logged(0).next;
    for (int round = 0; round < rounds; round++) {
      received.clear();
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
      long half = 0;
      long since = System.nanoTime();
      while (sum() < tilesARound && lookers.stream().allMatch(Thread::isAlive)) {
        Thread.sleep(5);
        if (half == 0 && sum() > tilesARound / 2) {
          half = sum();
          since = System.nanoTime();
        }
      }
      double perSecond = (sum() - half) * 1e9 / (System.nanoTime() - since);
      server.kill();
      for (Thread looker : lookers) {
        looker.join();
      }
      assertThat(sum()).isGreaterThanOrEqualTo(tilesARound);
      System.out.printf("killed at %.0f tiles a second%n", perSecond);
      Logged logged = new Logged(known);
      known = logged.next;
      received.forEach((tile, count) -> logged.assertHas(tile, count.sum()));
      server = serve(environment, compiled);
    }
    server.stop();
    Verdict verdict = new AuditVerifier(settings.auditLog(), null, List.of()).verify();
    assertThat(verdict.exitCode()).as("%s", verdict.lines()).isZero();
  }

  private static ServerProcess serve(Map<String, String> environment, boolean compiled)
      throws IOException {
    return compiled ? ServerProcess.startCompiled(environment) : ServerProcess.start(environment);
  }

  private Path data() {
    return folder.resolve("data");
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
        .mapToObj(n -> PATH.formatted(scene, 3, n % ACROSS, n / ACROSS))
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

  /** What the log says was looked at, from a place on it. */
  private final class Logged {
    final Map<String, Long> tiles = new HashMap<>();
    final Set<String> blocks = new HashSet<>();

    /** Blocks that were open when the server was killed. */
    final Set<String> cut = new HashSet<>();

    final long next;

    Logged(long from) throws IOException {
      AuditTail tail = new AuditTail(data().resolve("audit"), from, () -> Long.MAX_VALUE);
      for (List<Recorded> some = tail.read(1000); !some.isEmpty(); some = tail.read(1000)) {
        for (Recorded record : some) {
          Event event = record.event();
          if (event.type().equals("tile.read")) {
            tiles.merge(path(event, 1), 1L, Long::sum);
          } else if (event.type().equals("tile.span-opened")) {
            blocks.add(path(event, BLOCK));
          } else if (event.type().equals("tile.span-cut")) {
            cut.add(path(event, BLOCK));
          }
        }
      }
      next = tail.next();
    }

    private static String path(Event event, long side) {
      return PATH.formatted(
          event.scene(),
          event.facts().get("z"),
          (long) event.facts().get("x") / side,
          (long) event.facts().get("y") / side);
    }

    /** One by one, or all within a block that somebody opened. */
    void assertHas(String path, long times) {
      if (blocks.isEmpty()) {
        assertThat(tiles.getOrDefault(path, 0L)).as(path).isGreaterThanOrEqualTo(times);
      } else {
        String[] parts = path.split("/");
        assertThat(blocks)
            .contains(
                PATH.formatted(
                    parts[4],
                    parts[6],
                    Long.parseLong(parts[7]) / BLOCK,
                    Long.parseLong(parts[8]) / BLOCK));
      }
    }
  }
}

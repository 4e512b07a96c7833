package org.graticule.app;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.graticule.access.Subject;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.audit.SpanLog;
import org.graticule.audit.TileRead;
import org.graticule.config.Settings;
import org.graticule.geo.TilePyramid;
import org.graticule.http.Route;
import org.graticule.http.Server;
import org.graticule.image.Scene;
import org.graticule.image.SceneFilter;
import org.graticule.tile.HotTileRoutes;
import org.graticule.tile.bench.Wrk;

/**
 * What the log costs tiles: one process, one scene, one signed-in person, three doors. Behind one
 * the span of each tile is on the log before its first byte, as by default, behind another the tile
 * itself is, behind the third nothing is written. By turns, another one first in each round, so
 * that all meet the same machine and what is written behind one (the index, the cache's pages)
 * burdens all; medians.
 */
public final class AuditedTiles {
  private static final AuditLog NOTHING =
      new AuditLog() {
        @Override
        public CompletableFuture<Long> append(Event event) {
          return CompletableFuture.completedFuture(0L);
        }

        @Override
        public CompletableFuture<Long> append(TileRead tile, Clock clock) {
          return CompletableFuture.completedFuture(0L);
        }
      };

  private static final String TILES = "/api/v1/scenes/{scene}/tiles/{z}/{x}/{y}";

  /** Many short ones: what else the machine does changes within seconds. */
  private static final int ROUNDS = 15;

  private static final int SECONDS = 2;

  /** Until what answers is compiled. */
  private static final int WARMING = 12;

  private AuditedTiles() {}

  /**
   * @param folder for all that is kept, empty
   * @param side of the scene, pixels
   */
  public static void run(Path folder, int side) throws Exception {
    Settings settings =
        Settings.load(
            Map.of("data", Files.createDirectory(folder.resolve("data")).toString(), "port", "0"),
            Map.of(),
            null);
    Clock clock = Clock.systemUTC();
    try (Node node = Node.open(settings, Databases.open(settings), clock)) {
      node.startJobs();
      DemoWorld world = new DemoWorld(node, settings);
      DemoWorld.Person lead =
          world.people().stream()
              .filter(person -> person.username().equals("lead"))
              .findFirst()
              .orElseThrow();
      world.imagery(side);
      // Tiles take the ordinary way until they are in memory, as everywhere.
      List<Route> routes =
          node.routes("bench").stream()
              .filter(
                  route -> route.path().startsWith("/api/v1/session") || route.path().equals(TILES))
              .toList();
      try (SpanLog spans = new SpanLog(node.ownLog, mark -> true, clock);
          Server on = door(node, settings, spans, routes, clock);
          Server exact = door(node, settings, node.ownLog, routes, clock);
          Server off = door(node, settings, NOTHING, routes, clock)) {
        Map<String, String> cookie = Map.of("Cookie", signIn(on, lead));
        List<String> tiles = tiles(node);
        // In spans, as servers do, an event for each, not at all.
        List<Wrk> ways =
            List.of(wrk(folder, on, tiles), wrk(folder, exact, tiles), wrk(folder, off, tiles));
        for (int connections : new int[] {8, 32, 128}) {
          for (Wrk way : ways) {
            way.run(cookie, connections, WARMING);
          }
          Wrk.Figures[][] figures = new Wrk.Figures[ways.size()][ROUNDS];
          for (int round = 0; round < ROUNDS; round++) {
            for (int turn = 0; turn < ways.size(); turn++) {
              int way = (round + turn) % ways.size();
              Wrk.Figures one = ways.get(way).run(cookie, connections, SECONDS);
              if (one.failures() > 0) {
                throw new IllegalStateException("not every tile was answered");
              }
              figures[way][round] = one;
            }
            System.out.printf(
                "%d connections: on %s; exact %s; off %s%n",
                connections, figures[0][round], figures[1][round], figures[2][round]);
          }
          report("audit.tiles_on_vs_off", connections, figures[0], figures[2]);
          report("audit.tiles_exact_vs_off", connections, figures[1], figures[2]);
        }
      }
    }
  }

  /** The median of what each round's pair gives: neighbours of the machine come and go. */
  private static void report(String name, int connections, Wrk.Figures[] on, Wrk.Figures[] off) {
    double[] ratios = new double[on.length];
    Arrays.setAll(ratios, i -> on[i].perSecond() / off[i].perSecond());
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"%s\",\"ratio\":%.3f,\"least\":%.3f,\"most\":%.3f,"
            + "\"connections\":%d,\"on_per_s\":%.0f,\"off_per_s\":%.0f}%n",
        name,
        median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow(),
        connections,
        median(Arrays.stream(on).mapToDouble(Wrk.Figures::perSecond).toArray()),
        median(Arrays.stream(off).mapToDouble(Wrk.Figures::perSecond).toArray()));
  }

  private static Server door(
      Node node, Settings settings, AuditLog log, List<Route> routes, Clock clock) {
    return Server.start(
        Server.vertx(),
        settings,
        node.sessions,
        node.tokens,
        log,
        routes,
        new HotTileRoutes(node.catalogue, node.policy, node.marks, log, clock),
        clock);
  }

  private static String signIn(Server door, DemoWorld.Person person) throws Exception {
    return new ApiClient(URI.create("http://127.0.0.1:" + door.port()))
        .post(
            "/api/v1/session",
            Map.of(
                "username",
                person.username(),
                "password",
                person.password(),
                "notice_acknowledged",
                true))
        .expect(200)
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .split(";")[0];
  }

  private static Wrk wrk(Path folder, Server door, List<String> tiles) {
    URI base = URI.create("http://127.0.0.1:" + door.port());
    return new Wrk(folder, base, ProcessHandle.current(), tiles);
  }

  /** All tiles of the scene, opened once so that they are in memory. */
  private static List<String> tiles(Node node) throws Exception {
    Subject lead = node.sessions.onBehalfOf(node.accounts.named("lead").id());
    UUID project = node.projects.list(lead).getFirst().project().id();
    UUID id =
        node.scenes
            .list(lead, project, SceneFilter.ALL, Optional.empty(), 1)
            .scenes()
            .getFirst()
            .scene()
            .id();
    Scene scene = node.catalogue.find(lead, id).orElseThrow();
    TilePyramid pyramid = scene.pyramid();
    List<String> tiles = new ArrayList<>();
    for (int z = 0; z <= pyramid.maxZoom(); z++) {
      for (int y = 0; y < pyramid.rows(z); y++) {
        for (int x = 0; x < pyramid.columns(z); x++) {
          if (node.catalogue.pyramid(scene).jpeg(z, x, y).isPresent()) {
            tiles.add("/api/v1/scenes/%s/tiles/%d/%d/%d?v=1".formatted(scene.id(), z, x, y));
          }
        }
      }
    }
    return tiles;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}

package org.graticule.label;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graticule.access.Subject;
import org.graticule.db.DatabaseAddress;

/** What {@code bin/graticule bench labels} measures, each beside a peer in the same run. */
public final class LabelMeasures {
  private static final int BATCH = 100;
  private static final int WRITERS = 4;

  private final LabelWorld world;
  private final Subject by;
  private final int labels;

  private LabelMeasures(LabelWorld world, int labels) {
    this.world = world;
    this.by = world.annotator("bench");
    this.labels = labels;
  }

  /**
   * @param labels in the scene that is validated against and drawn
   * @param saved labels to save
   */
  public static void run(int labels, int saved) throws Exception {
    try (LabelWorld world = new LabelWorld(8)) {
      LabelMeasures measures = new LabelMeasures(world, labels);
      measures.save(saved);
      UUID scene = world.largeScene(labels);
      measures.validate(scene);
      measures.tiles(scene);
    }
  }

  /** Several people, a scene each, in batches as the page sends them; psql inserts as many rows. */
  private void save(int count) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        UUID scene = world.scene("OPEN");
        all.add(
            writers.submit(() -> {
              for (int done = 0; done < count / WRITERS; done += BATCH) {
                world.labels.save(by, scene, LabelsTest.batch(squares(done)));
              }
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    double ours = count * 1e9 / (System.nanoTime() - start);
    double psql = psql(count);
    result("labels.save.vs_psql_insert", ours / psql, "ours_per_s", ours, "psql_per_s", psql);
  }

  private static String[] squares(int from) {
    String[] squares = new String[BATCH];
    for (int i = 0; i < BATCH; i++) {
      int x = (from + i) % 140 * 7;
      int y = (from + i) / 140 % 110 * 7;
      squares[i] =
          LabelsTest.create(
              UUID.randomUUID(),
              "[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]"
                  .formatted(x, y, x + 5, y, x + 5, y + 5, x, y + 5, x, y));
    }
    return squares;
  }

  /** Plain rows with an outline and an index on it, as many in a transaction. */
  private double psql(int count) throws Exception {
    DatabaseAddress to = LabelWorld.superuser();
    StringBuilder sql =
        new StringBuilder(
            "create table public.plain (id uuid primary key, class int, geom geometry);"
                + "create index on public.plain using gist (geom);\n");
    for (int i = 0; i < count; i++) {
      sql.append(i % BATCH == 0 ? "begin;\n" : "")
          .append("insert into public.plain values ('")
          .append(UUID.randomUUID())
          .append("', 1, st_makeenvelope(")
          .append("%d,%d,%d,%d".formatted(i % 900, i / 900, i % 900 + 5, i / 900 + 5))
          .append("));\n")
          .append(i % BATCH == BATCH - 1 ? "commit;\n" : "");
    }
    Path script = Files.createTempFile("labels-bench", ".sql");
    Files.writeString(script, sql);
    String address = to.url().replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "");
    ProcessBuilder builder =
        new ProcessBuilder(
                "psql",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-U",
                to.user(),
                "-f",
                script.toString(),
                address)
            .redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", to.password().reveal());
    long start = System.nanoTime();
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("psql: " + said);
    }
    double perSecond = count * 1e9 / (System.nanoTime() - start);
    Files.delete(script);
    return perSecond;
  }

  private void validate(UUID scene) {
    int done = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < 5_000_000_000L) {
      world.labels.validate(by, scene, LabelsTest.batch(squares(done)));
      done += BATCH;
    }
    double perSecond = done * 1e9 / (System.nanoTime() - start);
    result("labels.validate_per_s", perSecond, "neighbours", labels, "batch", BATCH);
  }

  /** Tiles of every zoom, none of them drawn before; the peer is pg_tileserv's query, unbounded. */
  private void tiles(UUID scene) {
    LabelTiles tiles =
        new LabelTiles(
            world.database,
            world.policy,
            world.catalogue,
            world.layers,
            world.marks,
            Clock.systemUTC());
    int drawn = 0;
    long bytes = 0;
    long start = System.nanoTime();
    for (int z = 0; z <= 1; z++) {
      for (int x = 0; x <= z; x++) {
        for (int y = 0; y <= z; y++) {
          LabelTiles.Ask ask = new LabelTiles.Ask("native", z, x, y, List.of(), List.of());
          bytes += tiles.tile(by, scene, ask, Optional.empty()).bytes().orElse(new byte[0]).length;
          drawn++;
        }
      }
    }
    double ours = drawn * 1e9 / (System.nanoTime() - start);
    start = System.nanoTime();
    for (int z = 0; z <= 1; z++) {
      for (int x = 0; x <= z; x++) {
        for (int y = 0; y <= z; y++) {
          plain(scene, x * 512, y * 512, 512 * (2 - z));
        }
      }
    }
    double plain = drawn * 1e9 / (System.nanoTime() - start);
    result("labels.mvt.vs_plain_sql", ours / plain, "ours_per_s", ours, "plain_per_s", plain);
    System.out.printf(Locale.ROOT, "%d tiles of %d bytes on average%n", drawn, bytes / drawn);
  }

  private void plain(UUID scene, int x, int y, int side) {
    world.furnishing.read(tx ->
        tx.handle()
            .createQuery(
                """
                select st_asmvt(t, 'labels')
                from (
                  select st_asmvtgeom(
                           r.geom_px, st_makeenvelope(:x, :y, :x + :side, :y + :side)) as geom,
                         e.id::text, e.class_id
                  from content.element e
                  join content.revision r on r.element = e.id and r.n = e.head
                  where e.scene = :scene
                    and e.live
                    and r.geom_px && st_makeenvelope(:x, :y, :x + :side, :y + :side)) t
                """)
            .bind("scene", scene)
            .bind("x", x)
            .bind("y", y)
            .bind("side", side)
            .mapTo(byte[].class)
            .one());
  }

  private static void result(
      String name, double value, String first, double a, String second, double b) {
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"bench\":\"%s\",\"value\":%.3f,\"%s\":%.0f,\"%s\":%.0f}%n",
        name,
        value,
        first,
        a,
        second,
        b);
  }
}

package org.graticule.label;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graticule.access.Subject;
import org.graticule.db.DatabaseAddress;

/**
 * New labels of five points, 100 to a durable commit, four writers at once. Ours reads them from
 * JSON, decides, holds them to the rules among their neighbours, places them on the ground, stores
 * element and revision under row policies, counts cells, and puts an event for each on the log. The
 * peer is four of psql, each inserting rows of an id, a class and both outlines, with a primary key
 * and a spatial index.
 */
final class SaveMeasure {
  private static final int WRITERS = 4;

  private final LabelWorld world;
  private final Subject by;
  private final int count;
  private int round;

  SaveMeasure(LabelWorld world, Subject by, int count) {
    this.world = world;
    this.by = by;
    this.count = count;
  }

  double ours() throws Exception {
    return atOnce(writer -> {
      UUID scene = world.scene("OPEN");
      List<byte[]> bodies = new ArrayList<>();
      for (int done = 0; done < count / WRITERS; done += LabelMeasures.BATCH) {
        bodies.add(body(done));
      }
      return () -> {
        bodies.forEach(body -> world.labels.save(by, scene, BatchReader.read(body)));
        return null;
      };
    });
  }

  double psql() throws Exception {
    round++;
    DatabaseAddress to = LabelWorld.superuser();
    String table = "public.plain_" + round;
    psql(
        to,
        "create table %1$s (id uuid primary key, class int, pixels geometry, ground geometry);"
                .formatted(table)
            + "create index on %s using gist (pixels);".formatted(table));
    return atOnce(writer -> {
      StringBuilder sql = new StringBuilder();
      for (int i = 0; i < count / WRITERS; i++) {
        int last = LabelMeasures.BATCH - 1;
        sql.append(i % LabelMeasures.BATCH == 0 ? "begin;\n" : "")
            .append("insert into %s values ('%s', 1, ".formatted(table, UUID.randomUUID()))
            .append(polygon(0, x(i), y(i), x(i) + 5, y(i) + 5))
            .append(", ")
            .append(polygon(4326, lon(x(i)), lat(y(i)), lon(x(i) + 5), lat(y(i) + 5)))
            .append(");\n")
            .append(i % LabelMeasures.BATCH == last ? "commit;\n" : "");
      }
      return () -> {
        psql(to, sql.toString());
        return null;
      };
    });
  }

  /** Prepares each writer's work first, and counts the time of the work only. */
  private double atOnce(Preparation preparation) throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      work.add(preparation.of(writer));
    }
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      long start = System.nanoTime();
      for (Future<Void> each : writers.invokeAll(work)) {
        each.get();
      }
      return count * 1e9 / (System.nanoTime() - start);
    }
  }

  private interface Preparation {
    Callable<Void> of(int writer) throws Exception;
  }

  /** A batch as the page sends it. */
  private static byte[] body(int from) {
    String[] squares = squares(from);
    return ("{\"operations\":[" + String.join(",", squares) + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static String[] squares(int from) {
    String[] squares = new String[LabelMeasures.BATCH];
    for (int i = 0; i < squares.length; i++) {
      int x = x(from + i);
      int y = y(from + i);
      squares[i] =
          LabelsTest.create(
              UUID.randomUUID(),
              "[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]"
                  .formatted(x, y, x + 5, y, x + 5, y + 5, x, y + 5, x, y));
    }
    return squares;
  }

  private static int x(int i) {
    return i % 140 * 7;
  }

  private static int y(int i) {
    return i / 140 % 110 * 7;
  }

  private static double lon(int x) {
    return 15 + x * 6.37e-6;
  }

  private static double lat(int y) {
    return 45.1534 - y * 4.5e-6;
  }

  private static String polygon(int srid, double x0, double y0, double x1, double y1) {
    return "'SRID=%d;POLYGON((%s %s,%s %s,%s %s,%s %s,%s %s))'"
        .formatted(srid, x0, y0, x1, y0, x1, y1, x0, y1, x0, y0);
  }

  private static void psql(DatabaseAddress to, String sql) throws IOException {
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
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("psql: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("psql was interrupted", e);
    }
    Files.delete(script);
  }
}

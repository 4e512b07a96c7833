package org.graticule.app.auditing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.DatabaseRoles;
import org.graticule.db.EmbeddedCluster;
import org.graticule.db.EmbeddedCluster.Durability;
import org.graticule.db.Migrations;
import org.graticule.db.Transactions;
import org.graticule.db.Tx;

/** What {@code bin/graticule bench audit-search} measures. */
public final class SearchMeasures {
  private static final String READY = "ready-";
  private static final int ROUNDS = 5;

  private SearchMeasures() {}

  /**
   * Each search in turn: first with what the page cache has, then the median of five.
   *
   * @param folder for the database; one that was filled with as many events before is used again
   * @param plans whether to print how PostgreSQL went about it
   */
  public static void run(Path folder, int events, boolean plans) throws Exception {
    try (EmbeddedCluster cluster = EmbeddedCluster.start(folder, Durability.FULL)) {
      Migrations.run(cluster.owner(), cluster.roles());
      Path ready = folder.resolve(READY + events);
      if (!Files.exists(ready)) {
        fill(cluster, events);
        Files.createFile(ready);
      }
      Subject auditor = auditor(cluster);
      try (Database database = open(cluster.roles())) {
        double slowest = 0;
        for (Map.Entry<String, Function<Tx, Integer>> each : SearchCases.all().entrySet()) {
          slowest =
              Math.max(
                  slowest, measure(database.as(auditor), each.getKey(), each.getValue(), plans));
        }
        System.out.printf(
            Locale.ROOT,
            "RESULT {\"name\":\"audit.search_slowest_ms\",\"value\":%.1f,\"events\":%d}%n",
            slowest,
            events);
      }
    }
  }

  private static void fill(EmbeddedCluster cluster, int events) throws Exception {
    var superuser = cluster.superuser("graticule");
    try (Database furnishing = open(new DatabaseRoles(superuser, superuser))) {
      long start = System.nanoTime();
      ManyEvents.fill(furnishing, events);
      System.out.printf("filled in %d s%n", (System.nanoTime() - start) / 1_000_000_000);
    }
  }

  private static Subject auditor(EmbeddedCluster cluster) {
    var superuser = cluster.superuser("graticule");
    try (Database furnishing = open(new DatabaseRoles(superuser, superuser))) {
      return Reader.of(furnishing, "petra", Role.AUDITOR);
    }
  }

  private static double measure(
      Transactions database, String words, Function<Tx, Integer> search, boolean plans) {
    double[] millis = new double[ROUNDS];
    int rows = 0;
    double first = 0;
    for (int round = -1; round < ROUNDS; round++) {
      long start = System.nanoTime();
      rows = database.read(search::apply);
      double took = (System.nanoTime() - start) / 1e6;
      if (round < 0) {
        first = took;
      } else {
        millis[round] = took;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT, "| %s | %d | %.1f | %.1f |%n", words, rows, first, millis[ROUNDS / 2]);
    if (plans) {
      List<String> told =
          database.read(tx -> Plans.of(tx, search, "analyze, costs off, timing off, buffers off"));
      told.forEach(System.out::println);
    }
    return millis[ROUNDS / 2];
  }

  private static Database open(DatabaseRoles roles) {
    return Database.open(roles, 4, event -> CompletableFuture.completedFuture(0L));
  }
}

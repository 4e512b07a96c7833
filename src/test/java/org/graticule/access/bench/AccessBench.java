package org.graticule.access.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.graticule.access.AccessWorld;
import org.graticule.access.Accounts;
import org.graticule.access.Action;
import org.graticule.access.Policy.Decision;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.audit.Origin;
import org.graticule.db.Transactions;
import org.graticule.db.Tx;
import org.graticule.geo.LabelCells;
import org.graticule.geo.LabelCells.Range;
import org.jdbi.v3.core.statement.Query;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * One decision on the path of a tile; labels in a window of 2,000 pixels with the row policies and,
 * by a superuser through the spatial index, without; and how long a grant that another node takes
 * away is still good here. Arguments: labels (1,000,000), windows (400).
 */
public final class AccessBench {
  private static final int DECISIONS = 20_000_000;
  private static final int WINDOW = 2_000;
  private static final int REVOCATIONS = 10;
  private static final GeometryFactory PIXELS = new GeometryFactory();
  private static final String FOUND =
      """
      select e.id, r.class_id, r.geom_px
      from %s
      join content.revision r on r.element = e.id and r.n = e.head
      where e.live and e.envelope && :box
      """;
  private static final String PLAIN = "(select * from content.element where scene = :scene) e";
  private static final String IN_CELLS =
      """
      unnest(:first, :last) as cells (first, last)
      cross join lateral (
        select e.id, e.head, e.live, e.envelope
        from content.element e
        where e.scene = :scene and e.live and e.cell between cells.first and cells.last
        offset 0) as e
      """;

  private final AccessWorld world;
  private final Random random = new Random(7);

  private AccessBench(AccessWorld world) {
    this.world = world;
  }

  public static void main(String[] args) {
    int labels = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int windows = args.length > 1 ? Integer.parseInt(args[1]) : 400;
    try (AccessWorld world = new AccessWorld()) {
      AccessBench bench = new AccessBench(world);
      UUID project = world.project();
      int mark = world.mark("OPEN");
      Subject viewer = world.person(project, Role.VIEWER, 1, "CEDAR");
      UUID scene = world.scene(project, mark);
      // The longest decisions: by roles limited to areas that the scene lies in, and lies in
      // partly.
      double whole =
          bench.decision("whole", bench.limited(project, scene, 20), project, scene, mark);
      double part =
          bench.decision("part", bench.limited(project, scene, 14.5), project, scene, mark);
      result("access.decision_ns", Math.max(whole, part), "ns");
      bench.search(viewer, scene, mark, labels, windows);
      bench.revocation(project, mark);
    }
  }

  /** Somebody whose role is limited to the ground west of a meridian. */
  private Subject limited(UUID project, UUID scene, double east) {
    UUID account = world.account(1, List.of("CEDAR"), null);
    world.grant(account, project, Role.VIEWER);
    world.furnishing.write(tx ->
        tx.handle()
            .execute(
                "update authz.project_grant set area = st_makeenvelope(10, 40, ?, 50, 4326)"
                    + " where account = ?",
                east,
                account));
    world.furnishing.write(tx ->
        tx.handle()
            .execute(
                "update content.scene set footprint = st_makeenvelope(14, 48, 15, 49, 4326)"
                    + " where id = ?",
                scene));
    world.epoch.refresh();
    return world.sessions.onBehalfOf(account);
  }

  private double decision(String seen, Subject viewer, UUID project, UUID scene, int mark) {
    int allowed = 0;
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < DECISIONS; i++) {
        allowed += world.policy.shows(viewer, Action.TILE_READ, project, scene, mark) ? 1 : 0;
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    if (allowed != 5 * DECISIONS) {
      throw new IllegalStateException("not every decision was to allow");
    }
    double nanos = (double) best / DECISIONS;
    System.out.printf(
        Locale.ROOT, "one decision on the path of a tile, %s seen: %.1f ns%n", seen, nanos);
    return nanos;
  }

  private void search(Subject viewer, UUID scene, int mark, int labels, int windows) {
    long start = System.nanoTime();
    world.manyLabels(scene, labels, mark);
    // The usual way to search where no policy stands before an index of geometries.
    world.furnishing.write(tx -> {
      tx.handle().execute("create index on content.element using gist (envelope) where live");
      return tx.handle().execute("analyze content.element");
    });
    System.out.printf(
        Locale.ROOT, "%,d labels in %.1f s%n", labels, (System.nanoTime() - start) / 1e9);
    double[] plain = new double[windows];
    double[] policies = new double[windows];
    for (int warm = 0; warm < 2; warm++) {
      for (int i = 0; i < windows; i++) {
        Envelope box = window();
        long[] without =
            timed(
                world.furnishing.as(() -> org.graticule.db.Ticket.NONE),
                tx -> bound(tx, PLAIN, scene, box));
        long[] with = timed(world.database.as(viewer), tx -> inCells(tx, scene, box));
        if (without[1] != with[1]) {
          throw new IllegalStateException(
              without[1] + " labels, but " + with[1] + " with policies");
        }
        plain[i] = without[0] / 1e6;
        policies[i] = with[0] / 1e6;
      }
    }
    double ratio = median(policies) / median(plain);
    System.out.printf(
        Locale.ROOT,
        "labels in a window of %d pixels among %,d: %.3f ms with row policies, %.3f ms without%n",
        WINDOW,
        labels,
        median(policies),
        median(plain));
    result("access.rls_vs_plain", ratio, "ratio");
  }

  private static Query bound(Tx tx, String from, UUID scene, Envelope box) {
    return tx.handle()
        .createQuery(FOUND.formatted(from))
        .bind("scene", scene)
        .bind("box", PIXELS.toGeometry(box));
  }

  private static Query inCells(Tx tx, UUID scene, Envelope box) {
    List<Range> cells = LabelCells.meeting(box);
    return bound(tx, IN_CELLS, scene, box)
        .bind("first", cells.stream().map(Range::first).toArray(Long[]::new))
        .bind("last", cells.stream().map(Range::last).toArray(Long[]::new));
  }

  /** Nanoseconds of the query, in a transaction of its own that is open already, and its rows. */
  private static long[] timed(Transactions transactions, Function<Tx, Query> query) {
    return transactions.read(tx -> {
      Query ready = query.apply(tx);
      long start = System.nanoTime();
      long rows = ready.mapTo(UUID.class).list().size();
      return new long[] {System.nanoTime() - start, rows};
    });
  }

  private Envelope window() {
    double x = random.nextDouble() * 97_000;
    double y = random.nextDouble() * 97_000;
    return new Envelope(x, x + WINDOW, y, y + WINDOW);
  }

  private void revocation(UUID project, int mark) {
    Origin operator = Origin.local("bench");
    Accounts.Created ida =
        world.accounts.create(
            operator, new Accounts.Draft("ida", "Ida", "GUARDED", List.of(), null));
    double longest = 0;
    for (int i = 0; i < REVOCATIONS; i++) {
      world.grants.give(operator, project, "ida", Role.VIEWER);
      world.epoch.refresh();
      String token = world.session("ida", ida.password());
      while (!allowed(token, project, mark)) {
        Thread.onSpinWait();
      }
      // As another node would: nothing here is told.
      world.furnishing.write(tx ->
          tx.handle()
              .execute("delete from authz.project_grant where account = ?", ida.account().id()));
      long start = System.nanoTime();
      while (allowed(token, project, mark)) {
        Thread.onSpinWait();
      }
      longest = Math.max(longest, (System.nanoTime() - start) / 1e9);
    }
    System.out.printf(
        Locale.ROOT, "a grant taken away by another node is good for at most %.2f s%n", longest);
    result("access.revocation_s", longest, "s");
  }

  private boolean allowed(String token, UUID project, int mark) {
    return world
        .sessions
        .find(token)
        .map(subject -> world.policy.decide(subject, Action.TILE_READ, project, mark))
        .filter(decision -> decision == Decision.ALLOW)
        .isPresent();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void result(String name, double value, String unit) {
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}%n",
        name,
        value,
        unit);
  }
}

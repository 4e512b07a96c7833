package org.graticule.app.auditing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.graticule.audit.AuditTail;
import org.graticule.audit.Recorded;
import org.graticule.audit.Retention;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the searchable copy of the log up to date from a thread of its own. Thread-safe. The log
 * never waits for it; when it cannot go on it tries again, and says so once.
 */
public final class AuditIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditIndex.class);

  /** Under a flood, so many times as long as it worked: a tenth of a core. */
  private static final int REST = 9;

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int BATCH = 1000;

  private final Database database;
  private final TicketHolder errand;
  private final Path folder;
  private final LongSupplier size;
  private final Ground ground;
  private final Optional<Retention> retention;
  private final Set<YearMonth> months = new HashSet<>();
  private final AuditIndexStore store = new AuditIndexStore();
  private final Thread follower;
  private @Nullable AuditTail tail;
  private volatile long indexed;
  private volatile boolean closed;

  /**
   * @param errand opens the index to be filled
   * @param folder the log
   * @param size its durable events
   * @param retention how long events are searchable; empty for ever
   */
  public AuditIndex(
      Database database,
      TicketHolder errand,
      Path folder,
      LongSupplier size,
      Ground ground,
      Optional<Retention> retention) {
    this.database = database;
    this.errand = errand;
    this.folder = folder;
    this.size = size;
    this.ground = ground;
    this.retention = retention;
    this.follower = Thread.ofPlatform().daemon().name("audit-index").unstarted(this::follow);
  }

  public void start() {
    follower.start();
  }

  /** Events that can be searched: all below this place. */
  public long indexed() {
    return indexed;
  }

  /** Indexes what is on the log by now, or as much as the time allows. */
  public synchronized void catchUp(Duration most) throws IOException {
    long end = System.nanoTime() + most.toNanos();
    AuditTail from = tail == null ? open() : tail;
    // Lost if a batch fails; the place is then found again from the rows that are there.
    tail = null;
    List<Recorded> records = from.read(BATCH);
    while (!records.isEmpty()) {
      List<Recorded> some = records;
      makeMonths(some);
      // Places are read under a ticket of their own, hence before the transaction.
      List<Optional<Ground.Place>> places =
          some.stream().map(record -> ground.of(record.event())).toList();
      database
          .as(errand)
          .write(tx -> {
            store.insert(tx, some, places);
            return null;
          });
      indexed = from.next();
      records = System.nanoTime() < end ? from.read(BATCH) : List.of();
    }
    tail = from;
  }

  private void makeMonths(List<Recorded> records) {
    for (Recorded record : records) {
      Instant at = record.event().at();
      if (months.add(YearMonth.from(at.atZone(ZoneOffset.UTC)))) {
        database
            .as(errand)
            .write(tx -> {
              store.makeMonth(tx, at);
              return null;
            });
        retention.ifPresent(kept ->
            database
                .as(errand)
                .write(tx -> store.forgetMonths(tx, kept.activeFrom(Instant.now()))));
      }
    }
  }

  private AuditTail open() throws IOException {
    Optional<AuditIndexStore.Last> last = database.as(errand).read(store::last);
    if (last.isEmpty()) {
      return new AuditTail(folder, 0, size);
    }
    AuditTail at = new AuditTail(folder, last.get().seq(), size);
    List<Recorded> same = at.read(1);
    if (same.isEmpty() || !same.getFirst().event().id().equals(last.get().id())) {
      throw Fault.unavailable(
          "audit-index",
          "the search index of the audit log was made from another log: event %d differs; empty the"
                  .formatted(last.get().seq())
              + " table audit.event as its owner");
    }
    indexed = at.next();
    return at;
  }

  private void follow() {
    boolean said = false;
    while (!closed) {
      long began = System.nanoTime();
      try {
        catchUp(POLL);
        said = false;
      } catch (IOException | RuntimeException e) {
        if (!said && !closed) {
          LOG.warn("the audit index does not follow the log: {}", e.getMessage());
        }
        said = true;
      }
      try {
        // Under a flood of tiles the index falls behind rather than take a core from them; whoever
        // searches catches up first.
        Duration worked = Duration.ofNanos(System.nanoTime() - began);
        Duration rest = worked.multipliedBy(REST);
        Thread.sleep(rest.compareTo(POLL) > 0 ? rest : POLL);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    follower.interrupt();
  }
}

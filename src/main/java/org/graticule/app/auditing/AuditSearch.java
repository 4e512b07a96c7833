package org.graticule.app.auditing;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.fault.Fault;

/** Looks for events, which is itself an event. Thread-safe. */
public final class AuditSearch {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Database database;
  private final AuditIndex index;
  private final Policy policy;
  private final Clock clock;
  private final AuditIndexStore store = new AuditIndexStore();

  public AuditSearch(Database database, AuditIndex index, Policy policy, Clock clock) {
    this.database = database;
    this.index = index;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * One page of a search.
   *
   * @param next cursor of the page after, empty on the last one
   */
  record Page(List<AuditRow> events, Optional<String> next) {}

  /** Newest first; {@code before} is exclusive. What happened just now is waited for, briefly. */
  Page search(Subject by, AuditFilter filter, long before, int limit) {
    policy.require(by, Action.AUDIT_READ);
    try {
      index.catchUp(PATIENCE);
    } catch (IOException e) {
      throw Fault.unavailable("audit-index", "The audit log cannot be read.");
    }
    return database.read(tx -> {
      List<AuditRow> rows = store.search(tx, filter, before, limit + 1, by.markIds());
      Page page =
          rows.size() > limit
              ? new Page(
                  rows.subList(0, limit), Optional.of(Long.toString(rows.get(limit - 1).seq())))
              : new Page(rows, Optional.empty());
      tx.record(
          filter
              .describe(by.event("audit.searched"))
              .fact("count", page.events().size())
              .at(clock));
      return page;
    });
  }
}

package org.graticule.app.auditing;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.EventDraft;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;

/** Looks for events in every way there is, which is itself an event each time. Thread-safe. */
public final class AuditSearch {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final int LISTED = 500;

  private final Database database;
  private final AuditIndex index;
  private final Ground ground;
  private final Policy policy;
  private final Clock clock;
  private final AuditSearchStore store;
  private final LooksStore sums;
  private final SavedSearchStore saved = new SavedSearchStore();

  public AuditSearch(
      Database database,
      AuditIndex index,
      Ground ground,
      AuditEvents types,
      Policy policy,
      Clock clock) {
    this.database = database;
    this.index = index;
    this.ground = ground;
    this.policy = policy;
    this.clock = clock;
    FilterStore filters = new FilterStore(types);
    this.store = new AuditSearchStore(filters);
    this.sums = new LooksStore(filters);
  }

  /**
   * One page of a search.
   *
   * @param next cursor of the page after, empty on the last one
   */
  record Page(List<AuditRow> events, Optional<String> next) {}

  /** Newest first, after an event. What happened just now is waited for, briefly. */
  Page search(Subject by, AuditFilter filter, AuditSearchStore.After after, int limit) {
    Page page =
        told(
            by,
            filter.describe(by.event("audit.searched")),
            found -> found.events().size(),
            tx -> {
              List<AuditRow> rows = store.search(tx, filter, after, limit + 1, reader(by));
              if (rows.size() <= limit) {
                return new Page(rows, Optional.empty());
              }
              AuditRow last = rows.get(limit - 1);
              return new Page(rows.subList(0, limit), Optional.of(cursor(last)));
            });
    // Names are read under a ticket of their own, hence in no transaction of another's.
    List<AuditRow> named =
        page.events().stream()
            .map(row -> row.withSceneName(ground.name(row.scene(), by).orElse(null)))
            .toList();
    return new Page(named, page.next());
  }

  /**
   * Where the page after an event begins.
   *
   * @throws Fault malformed, {@code bad-cursor}, where there is no such event for them
   */
  AuditSearchStore.After after(Subject by, Instant at, UUID id) {
    policy.require(by, Action.AUDIT_READ);
    AuditReader reader = reader(by);
    return database
        .as(by)
        .read(tx -> store.at(tx, at, id, reader))
        .orElseThrow(() ->
            Fault.malformed("bad-cursor", "cursor is not one that a page before this gave out"));
  }

  boolean isOfAnAgency(Subject by) {
    return reader(by).agency() != null;
  }

  /**
   * How many events an agency's reader may find; empty for whoever reads all of the log, who is
   * told how long that is.
   */
  Optional<Long> theirs(Subject by) {
    AuditReader reader = reader(by);
    if (reader.agency() == null) {
      return Optional.empty();
    }
    catchUp();
    return Optional.of(database.as(by).read(tx -> store.count(tx, reader)));
  }

  /** Who looked at which ground: a map of it and a list. */
  Looks looks(Subject by, AuditFilter filter) {
    double width =
        filter.area().map(box -> Math.max(box.getWidth(), box.getHeight())).orElse(360.0);
    Looks looks =
        told(
            by,
            filter.describe(by.event("audit.searched")).fact("what", "looks"),
            found -> found.looks().size(),
            tx -> {
              Looks.Heat heat = sums.heat(tx, filter, width, reader(by));
              return new Looks(
                  heat.step(),
                  heat.cells(),
                  sums.looks(tx, filter, LISTED, reader(by)),
                  sums.since(tx, filter, true, reader(by)).orElse(null));
            });
    Map<UUID, Optional<String>> names = new HashMap<>();
    return looks.withLooks(
        looks.looks().stream()
            .map(look ->
                look.scene() == null
                    ? look
                    : look.withSceneName(
                        names
                            .computeIfAbsent(look.scene(), scene -> ground.name(scene, by))
                            .orElse(null)))
            .toList());
  }

  Looks.Sessions sessions(Subject by, AuditFilter filter) {
    return told(
        by,
        filter.describe(by.event("audit.searched")).fact("what", "sessions"),
        found -> found.sessions().size(),
        tx ->
            new Looks.Sessions(
                sums.sessions(tx, filter, LISTED, reader(by)),
                sums.since(tx, filter, false, reader(by)).orElse(null)));
  }

  /** Runs of denials and unusual volume, by hour and person. */
  List<Looks.Alert> alerts(Subject by, Instant from, Instant to) {
    return told(
        by,
        by.event("audit.searched")
            .fact("what", "alerts")
            .fact("from", from.toString())
            .fact("to", to.toString()),
        List::size,
        tx -> sums.alerts(tx, from, to, reader(by)));
  }

  /** Numbers of the events found, for taking them out: on the log before the first leaves. */
  List<Long> export(Subject by, AuditFilter filter, String format, int limit) {
    return told(
        by,
        filter.describe(by.event("audit.exported")).fact("format", format),
        List::size,
        tx -> store.numbers(tx, filter, limit, reader(by)));
  }

  List<SavedSearchStore.Saved> saved(Subject by) {
    policy.require(by, Action.AUDIT_READ);
    return database.as(by).read(tx -> saved.list(tx, by.account()));
  }

  SavedSearchStore.Saved keep(Subject by, String name, String query) {
    policy.require(by, Action.AUDIT_READ);
    if (name.isBlank() || name.length() > 120 || query.length() > 2000) {
      throw Fault.unacceptable(
          "bad-search", "a search has a name of 1 to 120 characters and a query of at most 2000");
    }
    SavedSearchStore.Saved search =
        new SavedSearchStore.Saved(UUID.randomUUID(), name.strip(), query);
    return database
        .as(by)
        .write(tx -> {
          saved.keep(tx, by.account(), search, clock.instant());
          tx.record(
              by.event("audit.search-saved").fact("name", name).fact("query", query).at(clock));
          return search;
        });
  }

  void forget(Subject by, UUID id) {
    policy.require(by, Action.AUDIT_READ);
    database
        .as(by)
        .write(tx -> {
          if (!saved.remove(tx, by.account(), id)) {
            throw Fault.notFound();
          }
          tx.record(by.event("audit.search-saved").fact("removed", id.toString()).at(clock));
          return null;
        });
  }

  /** Decides, catches up, looks, and says so on the log. */
  private <T> T told(
      Subject by, EventDraft event, Function<T, Integer> count, Function<Tx, T> work) {
    policy.require(by, Action.AUDIT_READ);
    catchUp();
    return database
        .as(by)
        .read(tx -> {
          T found = work.apply(tx);
          tx.record(event.fact("count", count.apply(found)).at(clock));
          return found;
        });
  }

  private static String cursor(AuditRow last) {
    return last.at() + "_" + (last.seq() == null ? last.id() : last.seq());
  }

  private AuditReader reader(Subject by) {
    return new AuditReader(by.markIds(), policy.auditedAgency(by).orElse(null));
  }

  private void catchUp() {
    try {
      index.catchUp(PATIENCE);
    } catch (IOException e) {
      throw Fault.unavailable("audit-index", "The audit log cannot be read.");
    }
  }
}

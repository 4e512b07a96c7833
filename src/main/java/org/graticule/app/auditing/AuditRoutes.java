package org.graticule.app.auditing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.Event;
import org.graticule.audit.LogHealth;
import org.graticule.audit.SegmentedLog;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;
import org.graticule.http.Times;
import org.locationtech.jts.geom.Envelope;

/** Searching the log, and how it and its sinks fare. */
public final class AuditRoutes implements Routes.Module {
  private final AuditSearch search;
  private final AuditIndex index;
  private final SegmentedLog log;
  private final Sinks sinks;
  private final AuditEvents types;
  private final Policy policy;

  public AuditRoutes(
      AuditSearch search,
      AuditIndex index,
      SegmentedLog log,
      Sinks sinks,
      AuditEvents types,
      Policy policy) {
    this.search = search;
    this.index = index;
    this.log = log;
    this.sinks = sinks;
    this.types = types;
    this.policy = policy;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/api/v1/audit/events", Action.AUDIT_READ, this::search)
        .get("/api/v1/audit/status", Action.AUDIT_READ, this::status);
  }

  private Reply search(Call call) {
    AuditSearchStore.After after =
        call.query("cursor")
            .map(text -> cursor(call.subject(), text))
            .orElse(new AuditSearchStore.After(Instant.parse("9999-01-01T00:00:00Z"), 0));
    return Reply.ok(
        search.search(call.subject(), filter(call), after, call.query("limit", 100, 1, 500)));
  }

  /**
   * How the log fares, as the contract has it.
   *
   * @param length durable events; for an agency's reader those that they may find
   * @param indexed events that can be searched
   * @param head leaf hash of the last one
   */
  record Status(
      String state,
      String reason,
      long length,
      long indexed,
      String head,
      long checkpointed,
      List<?> sinks,
      List<Type> types) {}

  record Type(String type, String rationale) {}

  private Reply status(Call call) {
    policy.require(call.subject(), Action.AUDIT_READ);
    LogHealth health = log.health();
    String state = health.state() == LogHealth.State.OPEN ? "open" : "failed";
    List<Type> known =
        types.all().stream().map(type -> new Type(type.type(), type.rationale())).toList();
    // How long the log is, and what becomes of it, is everybody's.
    return search
        .theirs(call.subject())
        .map(theirs ->
            Reply.ok(new Status(state, health.reason(), theirs, theirs, "", 0, List.of(), known)))
        .orElseGet(() ->
            Reply.ok(
                new Status(
                    state,
                    health.reason(),
                    health.size(),
                    index.indexed(),
                    health.head(),
                    health.checkpointed(),
                    sinks.status(),
                    known)));
  }

  /** What somebody looks for, from the query. */
  static AuditFilter filter(Call call) {
    call.filtersBy(
        "actor", "type", "outcome", "scene", "project", "session", "mark", "from", "to", "bbox",
        "cursor", "limit", "format");
    return new AuditFilter(
        call.query("actor"),
        call.query("type"),
        call.query("outcome").map(AuditRoutes::outcome),
        call.queryId("scene"),
        call.queryId("project"),
        call.query("session"),
        call.query("mark"),
        call.queryInstant("from"),
        call.queryInstant("to"),
        call.query("bbox").map(AuditRoutes::area));
  }

  private static Envelope area(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 4) {
        double west = Double.parseDouble(parts[0]);
        double south = Double.parseDouble(parts[1]);
        double east = Double.parseDouble(parts[2]);
        double north = Double.parseDouble(parts[3]);
        if (west >= -180
            && east <= 180
            && south >= -90
            && north <= 90
            && west <= east
            && south <= north) {
          return new Envelope(west, east, south, north);
        }
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw Fault.malformed(
        "bad-bbox", "bbox must be west,south,east,north in degrees, -180 to 180 and -90 to 90");
  }

  private static Event.Outcome outcome(String text) {
    Optional<Event.Outcome> outcome =
        Arrays.stream(Event.Outcome.values()).filter(o -> o.name().equals(text)).findFirst();
    return outcome.orElseThrow(() ->
        Fault.malformed(
            "bad-outcome", "outcome must be one of " + List.of(Event.Outcome.values())));
  }

  private AuditSearchStore.After cursor(Subject by, String text) {
    String[] parts = text.split("_", -1);
    try {
      if (parts.length == 2 && parts[1].matches("[0-9a-f-]{36}")) {
        return search.after(by, Times.instant("cursor", parts[0]), UUID.fromString(parts[1]));
      }
      if (parts.length == 2 && parts[1].matches("\\d{1,18}")) {
        return new AuditSearchStore.After(
            Times.instant("cursor", parts[0]), Long.parseLong(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      // Answered below.
    }
    throw Fault.malformed("bad-cursor", "cursor is not one that a page before this gave out");
  }
}

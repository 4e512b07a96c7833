package org.graticule.app.auditing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.Event;
import org.graticule.audit.LogHealth;
import org.graticule.audit.SegmentedLog;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;

/** Searching the log, and how it fares. */
public final class AuditRoutes implements Routes.Module {
  private final AuditSearch search;
  private final AuditIndex index;
  private final SegmentedLog log;
  private final AuditEvents types;
  private final Policy policy;

  public AuditRoutes(
      AuditSearch search, AuditIndex index, SegmentedLog log, AuditEvents types, Policy policy) {
    this.search = search;
    this.index = index;
    this.log = log;
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
    AuditFilter filter =
        new AuditFilter(
            call.query("actor"),
            call.query("type"),
            call.query("outcome").map(AuditRoutes::outcome),
            call.queryId("scene"),
            call.queryId("project"),
            call.queryInstant("from"),
            call.queryInstant("to"));
    long before = call.query("cursor").map(AuditRoutes::cursor).orElse(Long.MAX_VALUE);
    return Reply.ok(
        search.search(call.subject(), filter, before, call.query("limit", 100, 1, 500)));
  }

  /**
   * How the log fares, as the contract has it.
   *
   * @param length durable events
   * @param indexed events that can be searched
   * @param head leaf hash of the last one
   */
  record Status(String state, long length, long indexed, String head, List<Type> types) {}

  record Type(String type, String rationale) {}

  private Reply status(Call call) {
    policy.require(call.subject(), Action.AUDIT_READ);
    LogHealth health = log.health();
    return Reply.ok(
        new Status(
            health.state() == LogHealth.State.OPEN ? "open" : "failed",
            health.size(),
            index.indexed(),
            health.head(),
            types.all().stream().map(type -> new Type(type.type(), type.rationale())).toList()));
  }

  private static Event.Outcome outcome(String text) {
    Optional<Event.Outcome> outcome =
        Arrays.stream(Event.Outcome.values()).filter(o -> o.name().equals(text)).findFirst();
    return outcome.orElseThrow(() ->
        Fault.malformed(
            "bad-outcome", "outcome must be one of " + List.of(Event.Outcome.values())));
  }

  private static long cursor(String text) {
    try {
      long seq = Long.parseLong(text);
      if (seq >= 0) {
        return seq;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw Fault.malformed("bad-cursor", "cursor is not one that a page before this gave out");
  }
}

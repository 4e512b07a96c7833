package org.graticule.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.access.Request.Kind;
import org.graticule.access.Request.State;
import org.graticule.audit.EventDraft;
import org.graticule.db.Database;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What takes two people: asking for it, and deciding on what somebody else asked. What then happens
 * is the business of whoever handed in the kind's {@link Effect}. Thread-safe.
 */
public final class Requests {
  private static final int SHOWN = 200;
  private static final int LONGEST_REASON = 500;

  private final Database database;
  private final Policy policy;
  private final Clock clock;
  private final RequestStore store = new RequestStore();

  /** Makes an approved request true; may be asked again for one that it has made true already. */
  public interface Effect {
    void of(Subject approver, Request request);
  }

  public Requests(Database database, Policy policy, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * What somebody asks for.
   *
   * @param markId of the thing now
   * @param wantedMark for a lower mark only
   * @param reason by which a second person decides
   */
  public record Wish(
      Kind kind,
      UUID project,
      int markId,
      UUID thing,
      @Nullable Integer wantedMark,
      @Nullable String reason) {}

  /** Asks; the caller has decided that this subject may. */
  public Request ask(Subject by, Wish wish) {
    String reason = wish.reason();
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw Fault.unacceptable(
          "bad-reason",
          "reason must have 1 to " + LONGEST_REASON + " characters: a second person decides by it");
    }
    UUID id = UUID.randomUUID();
    return database
        .as(by)
        .write(tx -> {
          if (!store.insert(tx, id, wish, by, clock.instant())) {
            throw Fault.conflict("request-open", "this has been asked for already", Map.of());
          }
          Request request = store.find(tx, id).orElseThrow();
          tx.record(event(by, "request.made", request).fact("reason", reason).at(clock));
          return request;
        });
  }

  public List<Request> list(Subject by, UUID project) {
    policy.require(by, Action.REQUEST_READ, project);
    return database.as(by).read(tx -> store.of(tx, project, by.markIds(), SHOWN));
  }

  /**
   * The second person's word.
   *
   * @throws Fault forbidden, {@code second-person}, for whoever asked
   */
  public Request decide(Subject by, UUID id, boolean approve, Effect effect) {
    Request request = database.as(by).read(tx -> store.find(tx, id)).orElseThrow(Fault::notFound);
    policy.require(by, Action.REQUEST_DECIDE, request.project(), request.markId());
    if (request.askedBy().equals(by.account())) {
      throw Fault.forbidden("second-person", "Somebody other than who asked must decide.")
          .deniedBy("second-person");
    }
    if (request.state() == State.APPROVED && approve) {
      // Agreed before, but the server may have died before it came true.
      if (!database.as(by).<Boolean>read(tx -> store.used(tx, id))) {
        effect.of(by, request);
      }
      return request;
    }
    // Not by the role that serves requests, which therefore cannot be made to forge one.
    database
        .registry()
        .write(tx -> {
          if (!store.decide(tx, id, approve, by, clock.instant())) {
            throw Fault.conflict(
                "request-decided", "somebody has decided on this already", Map.of());
          }
          String type = approve ? "request.approved" : "request.refused";
          tx.record(event(by, type, request).fact("asked_by", request.askedName()).at(clock));
          return null;
        });
    Request decided = database.as(by).read(tx -> store.find(tx, id)).orElseThrow(Fault::notFound);
    if (approve) {
      effect.of(by, decided);
    }
    return decided;
  }

  private static EventDraft event(Subject by, String type, Request request) {
    return by.event(type)
        .project(request.project())
        .mark(request.markId())
        .fact("request", request.id().toString())
        .fact("kind", request.kind().label())
        .fact("thing", request.thing().toString());
  }
}

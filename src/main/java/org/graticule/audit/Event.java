package org.graticule.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, before it has a place on the log. Immutable.
 *
 * @param id idempotency key: appending the same id twice from the outbox is one event
 * @param at when it happened, UTC, microseconds kept
 * @param type a type listed in {@code audit-events.yaml}, for example {@code label.created}
 * @param outcome how it ended
 * @param actor stable id of the account, or {@code "-"} where nobody is known
 * @param actorName the name signed in with, for people reading the log
 * @param source the address it came from, or {@code "local"}
 * @param session keyed hash of the session, never the session id itself; null where there is none
 * @param project the project touched, null where none
 * @param scene the scene touched, null where none
 * @param mark id of the marking of the object touched, null where none
 * @param facts further members: strings, integers and booleans only; never a secret
 */
public record Event(
    UUID id,
    Instant at,
    String type,
    Outcome outcome,
    String actor,
    String actorName,
    String source,
    @Nullable String session,
    @Nullable UUID project,
    @Nullable UUID scene,
    @Nullable Integer mark,
    SortedMap<String, Object> facts) {

  /** How an event ended. */
  public enum Outcome {
    SUCCESS,
    DENIED,
    FAILED
  }

  public Event {
    at = at.truncatedTo(ChronoUnit.MICROS);
    // Through Map, so that the caller's comparator is not kept: the log sorts by UTF-16 code unit.
    facts = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Object>) facts));
    for (Map.Entry<String, Object> fact : facts.entrySet()) {
      Object value = fact.getValue();
      if (!(value instanceof String
          || value instanceof Long
          || value instanceof Integer
          || value instanceof Boolean)) {
        throw new IllegalArgumentException(
            "fact %s is a %s; allowed: string, integer, boolean"
                .formatted(fact.getKey(), value == null ? "null" : value.getClass().getName()));
      }
    }
  }
}

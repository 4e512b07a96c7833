package org.graticule.app.auditing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;

/**
 * Which events somebody looks for; what is empty does not narrow.
 *
 * @param actor the name signed in with, or a part of it
 * @param type a type, or the beginning of one ending in a dot: {@code label.}
 * @param from first moment
 * @param to first moment after
 */
record AuditFilter(
    Optional<String> actor,
    Optional<String> type,
    Optional<Event.Outcome> outcome,
    Optional<UUID> scene,
    Optional<UUID> project,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Puts what was looked for on the event that tells of the search. */
  EventDraft describe(EventDraft draft) {
    return draft
        .fact("actor", actor.orElse(null))
        .fact("type", type.orElse(null))
        .fact("outcome", outcome.map(Enum::name).orElse(null))
        .fact("scene", scene.map(UUID::toString).orElse(null))
        .fact("project", project.map(UUID::toString).orElse(null))
        .fact("from", from.map(Instant::toString).orElse(null))
        .fact("to", to.map(Instant::toString).orElse(null));
  }
}

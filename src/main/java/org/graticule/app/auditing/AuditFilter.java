package org.graticule.app.auditing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.locationtech.jts.geom.Envelope;

/**
 * Which events somebody looks for; what is empty does not narrow.
 *
 * @param actor the name signed in with, or a part of it
 * @param type a type, or the beginning of one ending in a dot: {@code label.}
 * @param session as it stands on the log
 * @param mark the marking of what was touched, by its number or either of its forms
 * @param from first moment
 * @param to first moment after
 * @param area longitude and latitude; the ground seen or touched meets it
 */
record AuditFilter(
    Optional<String> actor,
    Optional<String> type,
    Optional<Event.Outcome> outcome,
    Optional<UUID> scene,
    Optional<UUID> project,
    Optional<String> session,
    Optional<String> mark,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Envelope> area) {

  /** Puts what was looked for on the event that tells of the search. */
  EventDraft describe(EventDraft draft) {
    return draft
        .fact("actor", actor.orElse(null))
        .fact("type", type.orElse(null))
        .fact("outcome", outcome.map(Enum::name).orElse(null))
        .fact("scene", scene.map(UUID::toString).orElse(null))
        .fact("project", project.map(UUID::toString).orElse(null))
        .fact("session", session.orElse(null))
        .fact("mark", mark.orElse(null))
        .fact("from", from.map(Instant::toString).orElse(null))
        .fact("to", to.map(Instant::toString).orElse(null))
        .fact(
            "bbox",
            area.map(box ->
                    "%s,%s,%s,%s"
                        .formatted(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()))
                .orElse(null));
  }
}

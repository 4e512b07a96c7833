package org.graticule.app.auditing;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.graticule.audit.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event as a search answers it.
 *
 * @param seq its number on the log, null for whom it is not told to
 * @param session as it stands on the log, null outside one
 * @param sceneName name of the scene, null where none or where its mark is above the reader's
 * @param mark portion form of the mark of what was touched, null where none
 */
record AuditRow(
    @Nullable Long seq,
    UUID id,
    Instant at,
    String type,
    Event.Outcome outcome,
    String actor,
    String actorName,
    String source,
    @Nullable String session,
    @Nullable UUID project,
    @Nullable UUID scene,
    @Nullable String sceneName,
    @Nullable String mark,
    Map<String, Object> facts) {

  AuditRow withSceneName(@Nullable String name) {
    return new AuditRow(
        seq, id, at, type, outcome, actor, actorName, source, session, project, scene, name, mark,
        facts);
  }
}

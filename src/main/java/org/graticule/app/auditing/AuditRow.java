package org.graticule.app.auditing;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.graticule.audit.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event as a search answers it.
 *
 * @param sceneName name of the scene, null where none or where its mark is above the reader's
 * @param mark portion form of the mark of what was touched, null where none
 */
record AuditRow(
    long seq,
    UUID id,
    Instant at,
    String type,
    Event.Outcome outcome,
    String actor,
    String actorName,
    String source,
    @Nullable UUID project,
    @Nullable UUID scene,
    @Nullable String sceneName,
    @Nullable String mark,
    Map<String, Object> facts) {}

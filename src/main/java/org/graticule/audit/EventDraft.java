package org.graticule.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.audit.Event.Outcome;
import org.jspecify.annotations.Nullable;

/** An event being written down. Not thread-safe. */
public final class EventDraft {
  private final String type;
  private final Origin origin;
  private final TreeMap<String, Object> facts = new TreeMap<>();
  private Outcome outcome = Outcome.SUCCESS;
  private @Nullable UUID project;
  private @Nullable UUID scene;
  private @Nullable Integer mark;

  public EventDraft(String type, Origin origin) {
    this.type = type;
    this.origin = origin;
  }

  public EventDraft outcome(Outcome value) {
    outcome = value;
    return this;
  }

  public EventDraft project(@Nullable UUID value) {
    project = value;
    return this;
  }

  public EventDraft scene(@Nullable UUID value) {
    scene = value;
    return this;
  }

  public EventDraft mark(@Nullable Integer value) {
    mark = value;
    return this;
  }

  /** A string, integer or boolean; a null value is left out. */
  public EventDraft fact(String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value);
    }
    return this;
  }

  public Event at(Clock clock) {
    return at(clock.instant());
  }

  Event at(Instant when) {
    return new Event(
        EventIds.next(),
        when,
        type,
        outcome,
        origin.actor(),
        origin.actorName(),
        origin.source(),
        origin.session(),
        project,
        scene,
        mark,
        facts);
  }
}

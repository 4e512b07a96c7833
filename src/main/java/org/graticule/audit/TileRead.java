package org.graticule.audit;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is about to be sent a tile, the tile apart from the rest: a log of spans need not
 * make an event of each.
 *
 * @param mark id of the scene's marking, null where none
 * @param facts further members of the event, the same for every tile of the scene
 */
public record TileRead(
    Origin origin,
    UUID project,
    UUID scene,
    @Nullable Integer mark,
    Map<String, Object> facts,
    int z,
    int x,
    int y) {
  static final String TYPE = "tile.read";

  public Event at(Clock clock) {
    EventDraft draft =
        new EventDraft(TYPE, origin)
            .project(project)
            .scene(scene)
            .mark(mark)
            .fact("z", z)
            .fact("x", x)
            .fact("y", y);
    facts.forEach(draft::fact);
    return draft.at(clock);
  }
}

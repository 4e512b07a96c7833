package org.graticule.audit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at which scene, as events of its tiles tell it: all that is the same for each of them.
 *
 * @param mark id of the scene's marking, null where none
 * @param facts what the events say besides the tiles
 */
record Onlooker(
    Origin origin,
    @Nullable UUID project,
    @Nullable UUID scene,
    @Nullable Integer mark,
    Map<String, Object> facts) {

  /**
   * @param tiles facts that are of tiles, and left out
   */
  static Onlooker of(Event event, Set<String> tiles) {
    // Without the comparator of the event's own map.
    Map<String, Object> facts = new TreeMap<>((Map<String, Object>) event.facts());
    facts.keySet().removeAll(tiles);
    Origin origin = new Origin(event.actor(), event.actorName(), event.source(), event.session());
    return new Onlooker(origin, event.project(), event.scene(), event.mark(), facts);
  }

  static Onlooker of(TileRead tile) {
    return new Onlooker(tile.origin(), tile.project(), tile.scene(), tile.mark(), tile.facts());
  }

  /** An event of some tiles. */
  EventDraft draft(String type, Map<String, Object> tiles) {
    EventDraft draft = new EventDraft(type, origin).project(project).scene(scene).mark(mark);
    facts.forEach(draft::fact);
    tiles.forEach(draft::fact);
    return draft;
  }
}

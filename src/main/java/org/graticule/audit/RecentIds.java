package org.graticule.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last ids put on the log and their places, so that an outbox relay which lost its memory may
 * append an event again. Only class A events pass through an outbox; reads would push them out.
 */
final class RecentIds {
  static final int WINDOW = 65_536;

  private final LinkedHashMap<UUID, Long> places =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
          return size() > WINDOW;
        }
      };

  @Nullable Long place(UUID id) {
    return places.get(id);
  }

  void add(UUID id, long seq) {
    places.put(id, seq);
  }

  /** Forgets events that never became durable. */
  void dropFrom(long seq) {
    places.values().removeIf(place -> place >= seq);
  }
}

package org.graticule.dataset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Counts labels by class while a format reads them, each scene once. Used by one thread. */
final class LabelCount {
  private final Snapshot snapshot;
  private final Set<UUID> counted = new HashSet<>();
  private final Map<Integer, Long> byClass = new HashMap<>();

  LabelCount(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The same snapshot, whose labels are counted as they pass. */
  Snapshot counting() {
    Snapshot.Labels labels =
        (scene, sink) -> {
          boolean first = counted.add(scene.id());
          snapshot
              .labels()
              .each(
                  scene,
                  label -> {
                    if (first) {
                      byClass.merge(label.classId(), 1L, Long::sum);
                    }
                    sink.take(label);
                  });
        };
    return new Snapshot(
        snapshot.version(),
        snapshot.recipe(),
        snapshot.categories(),
        snapshot.scenes(),
        labels,
        snapshot.pixels());
  }

  long total() {
    return byClass.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Every class of the snapshot, also those without a label. */
  SortedMap<String, Long> byClass() {
    SortedMap<String, Long> named = new TreeMap<>();
    for (Category category : snapshot.categories()) {
      named.put(category.name(), byClass.getOrDefault(category.id(), 0L));
    }
    return named;
  }
}

package org.graticule.label;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a transaction in which somebody else was faster. */
final class Conflicts extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Conflict> all;

  /**
   * One operation that started from a revision that is not the newest.
   *
   * @param theirs the newest; null where it was deleted, or may not be seen
   */
  record Conflict(Operation mine, @Nullable Label theirs) {}

  Conflicts(List<Conflict> all) {
    super("%d operations conflict".formatted(all.size()), null, false, false);
    this.all = List.copyOf(all);
  }

  List<Conflict> all() {
    return all;
  }
}

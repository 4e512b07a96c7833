package org.graticule.label;

import java.util.List;
import java.util.UUID;
import org.graticule.label.rule.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Operations to be saved together or not at all, as they were read. Immutable.
 *
 * @param entries those that could be read, each with its place in the request
 * @param unreadable what was wrong with the others
 * @param lease token of the lease they are saved under; null for none
 */
public record Batch(List<Entry> entries, List<Finding> unreadable, @Nullable Long lease) {
  public Batch {
    entries = List.copyOf(entries);
    unreadable = List.copyOf(unreadable);
  }

  /** Under no lease. */
  public Batch(List<Entry> entries, List<Finding> unreadable) {
    this(entries, unreadable, null);
  }

  /**
   * One operation.
   *
   * @param pointer JSON pointer of the label in the request, for violations
   */
  public record Entry(Operation operation, String pointer) {}

  /**
   * A violation and whose it is.
   *
   * @param opId null where the operation has none that can be read
   */
  public record Finding(@Nullable UUID opId, Violation violation) {}
}

package org.graticule.label;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;

/**
 * One change somebody asks for. What an UPDATE leaves out stays as it was. Immutable.
 *
 * @param opId chosen by the caller; the same id again is the same operation again
 * @param element chosen by the caller on CREATE
 * @param baseRevision the revision the change starts from; 0 on CREATE
 * @param shape in pixels
 * @param delta on UPDATE in place of a shape: what changes in the base's
 * @param layer null for the project's first, or the label's own on UPDATE
 * @param confidence 0 to 1, of a prediction
 * @param view how the picture was adjusted when it was drawn; free text of the caller's
 * @param mark banner form; null for the scene's mark, or the label's own on UPDATE
 */
public record Operation(
    UUID opId,
    Kind kind,
    UUID element,
    int baseRevision,
    @Nullable Shape shape,
    @Nullable Delta delta,
    @Nullable Integer classId,
    @Nullable SortedMap<String, Object> attributes,
    @Nullable UUID layer,
    @Nullable Double confidence,
    @Nullable String view,
    @Nullable String mark) {

  /** What an operation does; an UPDATE of a deleted label brings it back. */
  public enum Kind {
    CREATE,
    UPDATE,
    DELETE;

    /** As the contract and the database write it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  public Operation {
    attributes =
        attributes == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** The revision this operation makes, if nobody was faster. */
  int nextRevision() {
    return baseRevision + 1;
  }
}

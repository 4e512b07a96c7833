package org.graticule.label;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing done to an ontology, as it is asked for.
 *
 * @param kind {@code rename}, {@code retire}, {@code bring-back}, {@code merge} or {@code split}
 * @param classId what it is done to
 * @param name of a rename
 * @param into class that takes the labels over in a merge
 * @param attribute that tells in a split which label goes where
 * @param parts of a split; labels with none of their values stay
 */
record OntologyStep(
    @Nullable String kind,
    @JsonProperty("class") @Nullable Integer classId,
    @Nullable String name,
    @Nullable Integer into,
    @Nullable String attribute,
    @Nullable List<Part> parts) {

  /** Whether it is done to a class and not to its labels. */
  boolean leavesLabels() {
    return "rename".equals(kind) || "retire".equals(kind);
  }

  /** A class that a split makes, and the attribute's value that leads to it, as text. */
  record Part(int id, @Nullable String name, @Nullable String colour, @Nullable String value) {}
}

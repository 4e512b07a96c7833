package org.graticule.label.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a project asks of its labels. Immutable.
 *
 * @param classes the ontology's classes by number; a label of any other class is refused
 * @param vertexBudget most vertices of one label, closing points included
 * @param spacingPixels neighbouring vertices closer than this are reported, >= 0; at 0 only exact
 *     repeats are
 * @param spikeDegrees corners sharper than this are reported, 0..180
 */
public record RuleSettings(
    Map<Integer, ClassRule> classes, int vertexBudget, double spacingPixels, double spikeDegrees) {

  public RuleSettings {
    classes = Map.copyOf(classes);
    if (vertexBudget < 4 || spacingPixels < 0 || !(spikeDegrees >= 0 && spikeDegrees <= 180)) {
      throw new IllegalArgumentException(
          "vertex budget %d (>= 4), spacing %s px (>= 0), spike %s degrees (0..180)"
              .formatted(vertexBudget, spacingPixels, spikeDegrees));
    }
  }

  /** The usual limits around an ontology. */
  public static RuleSettings forClasses(Map<Integer, ClassRule> classes) {
    return new RuleSettings(classes, 20_000, 0, 2);
  }

  @Nullable ClassRule classRule(@Nullable Integer classId) {
    return classId == null ? null : classes.get(classId);
  }
}

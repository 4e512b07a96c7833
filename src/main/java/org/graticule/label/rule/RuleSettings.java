package org.graticule.label.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a project asks of its labels. Immutable.
 *
 * @param classes the ontology's classes by number; a label of any other class is refused
 * @param limits for classes that have none of their own
 */
public record RuleSettings(Map<Integer, ClassRule> classes, Limits limits) {

  public RuleSettings {
    classes = Map.copyOf(classes);
  }

  /** The usual limits around an ontology. */
  public static RuleSettings forClasses(Map<Integer, ClassRule> classes) {
    return new RuleSettings(classes, Limits.USUAL);
  }

  @Nullable ClassRule classRule(@Nullable Integer classId) {
    return classId == null ? null : classes.get(classId);
  }

  Limits limits(@Nullable Integer classId) {
    ClassRule rule = classRule(classId);
    return rule == null || rule.limits() == null ? limits : rule.limits();
  }

  /** The most vertices that any class allows. */
  int mostVertices() {
    return classes.values().stream()
        .filter(rule -> rule.limits() != null)
        .mapToInt(rule -> rule.limits().vertices())
        .reduce(limits.vertices(), Math::max);
  }
}

package org.graticule.label.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A label says what it shows, by a class of the project's ontology. */
final class KnownClass implements GeometryRule {
  private static final int SHOWN = 8;

  private final RuleSettings settings;

  KnownClass(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    Integer classId = candidate.classId();
    if (classId == null) {
      return List.of(
          Violation.error(
              "class-required",
              "the label has no class; the ontology has " + offered(),
              candidate.somewhere(),
              "/class"));
    }
    ClassRule rule = settings.classRule(classId);
    if (rule == null) {
      return List.of(
          Violation.error(
              "unknown-class",
              "class %d is not in the project's ontology; it has %s".formatted(classId, offered()),
              candidate.somewhere(),
              "/class"));
    }
    if (rule.retired()) {
      return List.of(
          Violation.warning(
              "retired-class",
              "class %d (%s) is retired".formatted(classId, rule.name()),
              candidate.somewhere(),
              "/class"));
    }
    return List.of();
  }

  private String offered() {
    Map<Integer, ClassRule> known = new TreeMap<>(settings.classes());
    List<String> names =
        known.entrySet().stream()
            .limit(SHOWN)
            .map(entry -> entry.getKey() + " (" + entry.getValue().name() + ")")
            .toList();
    int more = known.size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
  }
}

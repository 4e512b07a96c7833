package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;

/** The whole object, all parts together, is no larger than its class allows. */
final class MaximumSize implements GeometryRule {
  private final RuleSettings settings;

  MaximumSize(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean needsValidOutline() {
    return true;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    ClassRule rule = settings.classRule(candidate.classId());
    if (rule == null) {
      return List.of();
    }
    List<Violation> found = new ArrayList<>();
    for (Extent extent : Extent.of(candidate, rule)) {
      if (extent.value() > extent.allowed().most()) {
        String message =
            "the label %s %s %s; a %s may have at most %s"
                .formatted(
                    extent.verb(),
                    Violation.figure(extent.value()),
                    extent.unit(),
                    rule.name(),
                    Violation.figure(extent.allowed().most()));
        found.add(Violation.error("too-large", message, candidate.somewhere(), "/geometry"));
      }
    }
    return found;
  }
}

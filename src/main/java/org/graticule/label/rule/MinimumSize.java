package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;

/** The whole object, all parts together, is at least as large as its class asks. */
final class MinimumSize implements GeometryRule {
  private final RuleSettings settings;

  MinimumSize(RuleSettings settings) {
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
      if (extent.value() < extent.allowed().least()) {
        String message =
            "the label %s %s %s; a %s needs at least %s"
                .formatted(
                    extent.verb(),
                    Violation.figure(extent.value()),
                    extent.unit(),
                    rule.name(),
                    Violation.figure(extent.allowed().least()));
        found.add(Violation.error("too-small", message, candidate.somewhere(), "/geometry"));
      }
    }
    return found;
  }
}

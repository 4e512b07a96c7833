package org.graticule.label.rule;

import java.util.List;
import java.util.Locale;

/** A label is drawn as its class asks: a point, a line or an area. */
final class ExpectedForm implements GeometryRule {
  private final RuleSettings settings;

  ExpectedForm(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    ClassRule rule = settings.classRule(candidate.classId());
    if (rule == null || rule.form() == null || rule.form() == candidate.shape().form()) {
      return List.of();
    }
    String message =
        "the label is drawn as %s; a %s is drawn as %s"
            .formatted(name(candidate.shape().form()), rule.name(), name(rule.form()));
    return List.of(Violation.error("wrong-geometry", message, candidate.somewhere(), "/geometry"));
  }

  private static String name(Shape.Form form) {
    return (form == Shape.Form.AREA ? "an " : "a ") + form.name().toLowerCase(Locale.ROOT);
  }
}

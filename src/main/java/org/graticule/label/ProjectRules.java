package org.graticule.label;

import java.util.Map;
import java.util.stream.Collectors;
import org.graticule.label.rule.ClassRule;
import org.graticule.label.rule.ClassRule.Span;
import org.graticule.label.rule.RuleSet;
import org.graticule.label.rule.RuleSettings;
import org.graticule.work.Ontology;
import org.graticule.work.Ontology.LabelClass;

/** What a project's ontology asks of its labels, as rules. */
final class ProjectRules {
  /** Smaller than a pixel, nothing can be told from noise, and a slip of the hand is likely. */
  private static final double LEAST_SQUARE_PIXELS = 1;

  private ProjectRules() {}

  static RuleSet of(Ontology ontology) {
    Map<Integer, ClassRule> classes =
        ontology.classes().stream().collect(Collectors.toMap(LabelClass::id, ProjectRules::rule));
    return RuleSet.of(RuleSettings.forClasses(classes));
  }

  private static ClassRule rule(LabelClass known) {
    Double least = known.minimumAreaM2();
    ClassRule rule =
        ClassRule.any(known.name())
            .withPixels(Span.atLeast(LEAST_SQUARE_PIXELS))
            .withGround(least == null ? Span.ANY : Span.atLeast(least));
    return known.retired() ? rule.asRetired() : rule;
  }
}

package org.graticule.label.rule;

import java.util.Map;
import java.util.stream.Stream;

final class VertexBudgetTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new VertexBudget(new RuleSettings(Map.of(), new Limits(8, 0, 0, 0, 2)));
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("within", "POLYGON ((0 0, 9 0, 9 9, 0 0), (5 2, 6 2, 6 3, 5 2))"),
        row(
            "one over",
            "POLYGON ((0 0, 9 0, 9 9, 0 0), (5 2, 6 2, 6 3, 5 3, 5 2))",
            "too-many-vertices"));
  }
}

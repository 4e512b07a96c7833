package org.graticule.label.rule;

import java.util.List;

/** A label has no more vertices than the project pays for, closing points included. */
final class VertexBudget implements GeometryRule {
  private final RuleSettings settings;

  VertexBudget(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    int budget = settings.limits(candidate.classId()).vertices();
    int count = candidate.shape().vertexCount();
    if (count <= budget) {
      return List.of();
    }
    return List.of(
        Violation.error(
            "too-many-vertices",
            "the label has %d vertices; at most %d are allowed".formatted(count, budget),
            candidate.somewhere(),
            "/geometry"));
  }
}

package org.graticule.label.rule;

import java.util.List;

/** A label has no more vertices than the project pays for, closing points included. */
final class VertexBudget implements GeometryRule {
  private final int budget;

  VertexBudget(RuleSettings settings) {
    this.budget = settings.vertexBudget();
  }

  @Override
  public List<Violation> check(Candidate candidate) {
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

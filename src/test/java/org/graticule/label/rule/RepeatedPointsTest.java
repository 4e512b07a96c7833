package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RepeatedPointsTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new RepeatedPoints(new RuleSettings(Map.of(), new Limits(100, 0.25, 0, 0, 2)));
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("apart", "POLYGON ((0 0, 9 0, 9 9, 0 0))"),
        row("exactly as far as asked", "POLYGON ((0 0, 9 0, 9 0.25, 0 9, 0 0))"),
        row("on each other", "POLYGON ((0 0, 9 0, 9 0, 9 9, 0 0))", "repeated-point"),
        row("nearly on each other", "POLYGON ((0 0, 9 0, 9 0.24, 9 9, 0 0))", "repeated-point"),
        row(
            "thrice",
            "POLYGON ((0 0, 9 0, 9 0, 9 0, 9 9, 0 0))",
            "repeated-point",
            "repeated-point"));
  }

  @Test
  void onlyWarns() {
    Candidate shaky = candidate("POLYGON ((0 0, 9 0, 9 0, 9 9, 0 0))", BUILDING, Map.of());
    assertThat(rule().check(shaky)).hasSize(1).noneMatch(Violation::refuses);
  }
}

package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RuleSetTest {
  @Test
  void everyViolationOfEveryRuleComesBackAtOnce() {
    RuleSet rules = RuleSet.of(GeometryRuleContract.settings());
    Candidate hopeless =
        GeometryRuleContract.candidate("POLYGON ((-5 0, 0 0, 0 0, -1 0.5))", 12, Map.of());
    assertThat(rules.check(hopeless))
        .extracting(Violation::code)
        .containsExactly("ring-not-closed", "outside-scene", "unknown-class", "repeated-point");
  }

  @Test
  void everyRuleHasItsOwnClass() {
    assertThat(Rules.ALL)
        .extracting(make -> make.apply(GeometryRuleContract.settings()).getClass())
        .doesNotHaveDuplicates();
  }
}

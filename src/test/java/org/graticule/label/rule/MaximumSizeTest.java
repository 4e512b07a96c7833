package org.graticule.label.rule;

import java.util.stream.Stream;

final class MaximumSizeTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new MaximumSize(settings());
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("exactly the most", "POLYGON ((0 0, 200 0, 200 100, 0 100, 0 0))"),
        row("more", "POLYGON ((0 0, 200 0, 200 101, 0 101, 0 0))", "too-large"));
  }
}

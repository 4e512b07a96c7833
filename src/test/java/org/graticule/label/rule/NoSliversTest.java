package org.graticule.label.rule;

import java.util.stream.Stream;

final class NoSliversTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new NoSlivers(settings());
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("a square pixel", "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"),
        row("long and thin", "POLYGON ((0 0, 900 0, 900 0.05, 0 0.05, 0 0))", "sliver"),
        row("a needle", "POLYGON ((0 0, 900 0, 900 0.15, 0 0))", "sliver"),
        row(
            "one part of two",
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((20 20, 90 20, 90 20.01, 20 20.01, 20 20)))",
            "sliver"),
        row("a line has no width to speak of", "LINESTRING (0 0, 9 9)"));
  }
}

package org.graticule.label.rule;

import java.util.stream.Stream;

final class NearDuplicateTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new NearDuplicate(settings());
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        beside("nobody", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))", BUILDING, "POLYGON EMPTY"),
        beside(
            "itself",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))",
            BUILDING,
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))",
            "duplicate"),
        beside(
            "nearly itself",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))",
            BUILDING,
            "POLYGON ((0 9, 9.1 9, 9.1 0, 0 0, 0 9))",
            "duplicate"),
        beside(
            "half of it",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))",
            BUILDING,
            "POLYGON ((0 0, 9 0, 9 4, 0 4, 0 0))"),
        beside(
            "another class",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))",
            2,
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))"),
        beside("the same point", "POINT (3 3)", BUILDING, "POINT (3 3)", "duplicate"),
        beside("another point", "POINT (3 3)", BUILDING, "POINT (3 3.1)"));
  }
}

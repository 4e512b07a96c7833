package org.graticule.label.rule;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class KeepApartTest extends GeometryRuleContract {
  private static final String SQUARE = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))";

  @Override
  GeometryRule rule() {
    return new KeepApart(
        RuleSettings.forClasses(
            Map.of(
                BUILDING,
                ClassRule.any("building")
                    .withApart(
                        List.of(new Apart(BUILDING, 0, 0.5, false), new Apart(2, 0.1, 0, true))))));
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        beside("far away", SQUARE, BUILDING, "POLYGON ((50 50, 60 50, 60 60, 50 50))"),
        beside(
            "overlapping", SQUARE, BUILDING, "POLYGON ((9 9, 20 9, 20 20, 9 20, 9 9))", "overlap"),
        beside("inside", SQUARE, BUILDING, "POLYGON ((2 2, 4 2, 4 4, 2 2))", "overlap"),
        beside(
            "in its hole",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1))",
            BUILDING,
            "POLYGON ((3 3, 5 3, 5 5, 3 3))"),
        beside(
            "along an edge",
            SQUARE,
            BUILDING,
            "POLYGON ((10 2, 20 2, 20 8, 10 8, 10 2))",
            "shared-edge"),
        beside("at a corner", SQUARE, BUILDING, "POLYGON ((10 10, 20 10, 20 20, 10 20, 10 10))"),
        beside(
            "a hair's breadth off",
            SQUARE,
            BUILDING,
            "POLYGON ((10.000000001 0, 20 0, 20 10, 10.000000001 10, 10.000000001 0))",
            "gap"),
        beside(
            "a fair distance off", SQUARE, BUILDING, "POLYGON ((11 0, 20 0, 20 10, 11 10, 11 0))"),
        beside(
            "another class may cover a little",
            SQUARE,
            2,
            "POLYGON ((9 9, 20 9, 20 20, 9 20, 9 9))"),
        beside("and not much", SQUARE, 2, "POLYGON ((5 0, 20 0, 20 10, 5 10, 5 0))", "overlap"),
        beside("and run along", SQUARE, 2, "POLYGON ((10 2, 20 2, 20 8, 10 8, 10 2))"),
        beside("a third class is not spoken of", SQUARE, 3, SQUARE),
        beside("a line is no area", SQUARE, BUILDING, "LINESTRING (0 0, 9 9)"));
  }
}

package org.graticule.label.rule;

import java.util.Map;
import java.util.stream.Stream;

final class ExpectedFormTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new ExpectedForm(
        RuleSettings.forClasses(
            Map.of(BUILDING, ClassRule.any("building").withForm(Shape.Form.AREA))));
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("an area", "POLYGON ((0 0, 9 0, 9 9, 0 0))"),
        row("several areas", "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))"),
        row("a line", "LINESTRING (0 0, 9 9)", "wrong-geometry"),
        row("a point", "POINT (1 1)", "wrong-geometry"));
  }
}

package org.graticule.label.rule;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class KnownClassTest extends GeometryRuleContract {
  private static final String SQUARE = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))";

  @Override
  GeometryRule rule() {
    return new KnownClass(
        RuleSettings.forClasses(
            Map.of(BUILDING, ClassRule.any("building"), 7, ClassRule.any("zeppelin").asRetired())));
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("a class of the ontology", SQUARE),
        new Case("no class", candidate(SQUARE, null, Map.of()), List.of("class-required")),
        new Case("another class", candidate(SQUARE, 2, Map.of()), List.of("unknown-class")),
        new Case("a retired class", candidate(SQUARE, 7, Map.of()), List.of("retired-class")));
  }
}

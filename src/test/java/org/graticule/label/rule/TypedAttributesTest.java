package org.graticule.label.rule;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.graticule.label.rule.ClassRule.AttributeRule;
import org.graticule.label.rule.ClassRule.AttributeType;

final class TypedAttributesTest extends GeometryRuleContract {
  private static final Map<String, AttributeRule> BUILDING_FACTS =
      Map.of(
          "roof", new AttributeRule(AttributeType.CHOICE, true, List.of("flat", "gabled")),
          "floors", new AttributeRule(AttributeType.NUMBER, false, List.of()),
          "note", new AttributeRule(AttributeType.TEXT, false, List.of()),
          "damaged", new AttributeRule(AttributeType.FLAG, false, List.of()));

  @Override
  GeometryRule rule() {
    return new TypedAttributes(
        RuleSettings.forClasses(
            Map.of(
                BUILDING,
                ClassRule.any("building").withAttributes(BUILDING_FACTS),
                2,
                ClassRule.any("anything goes"))));
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        of("all that is required", BUILDING, Map.of("roof", "flat")),
        of(
            "all there is",
            BUILDING,
            Map.of("roof", "gabled", "floors", 2L, "note", "", "damaged", true)),
        of("a fraction is a number", BUILDING, Map.of("roof", "flat", "floors", 2.5)),
        of("a class without attributes takes any", 2, Map.of("x", "y")),
        of("an unknown class is not this rule's business", 99, Map.of("x", "y")),
        of("a required one is missing", BUILDING, Map.of("floors", 2L), "attribute-required"),
        of("another choice", BUILDING, Map.of("roof", "thatch"), "bad-attribute"),
        of("a number as text", BUILDING, Map.of("roof", "flat", "floors", "2"), "bad-attribute"),
        of("a flag as number", BUILDING, Map.of("roof", "flat", "damaged", 1L), "bad-attribute"),
        of("one nobody knows", BUILDING, Map.of("roof", "flat", "a/b", 1L), "unknown-attribute"),
        of(
            "all problems at once",
            BUILDING,
            Map.of("floors", "x", "damaged", "y", "z", 1L),
            "bad-attribute",
            "bad-attribute",
            "attribute-required",
            "unknown-attribute"));
  }

  private static Case of(String fact, int classId, Map<String, Object> facts, String... codes) {
    Candidate candidate = candidate("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))", classId, facts);
    return new Case(fact, candidate, List.of(codes));
  }
}

package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.graticule.label.rule.ClassRule.Strictness;
import org.graticule.label.rule.Work.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Mine from 0 to 100, ben's from 100 to 200, and a drawn triangle of nobody's further east. */
final class InsideAreaTest extends GeometryRuleContract {
  private static final String CODE = "outside-work-area";
  private static final String MINE = "POLYGON ((10 10, 20 10, 20 20, 10 20, 10 10))";
  private static final String BENS = "POLYGON ((110 10, 120 10, 120 20, 110 20, 110 10))";
  private static final String NOWHERE = "POLYGON ((210 10, 220 10, 220 20, 210 20, 210 10))";
  private static final String MOSTLY_MINE = "POLYGON ((80 10, 110 10, 110 20, 80 20, 80 10))";
  private static final List<Part> PARTS =
      List.of(
          part("A1", "POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))", true, "which is yours"),
          part("B1", "POLYGON ((100 0, 200 0, 200 100, 100 100, 100 0))", false, "which is ben's"),
          part("P1", "POLYGON ((300 0, 400 0, 300 100, 300 0))", true, "which is yours"));

  private static Part part(String name, String wkt, boolean mine, String whose) {
    return new Part(name, ShapeText.shape(wkt).geometry(), mine, whose);
  }

  private static Candidate on(String wkt, @Nullable String before) {
    return candidate(wkt, BUILDING, Map.of())
        .under(new Work(PARTS, before == null ? null : ShapeText.shape(before).geometry()));
  }

  private static Case drawn(String fact, String wkt, String... codes) {
    return new Case(fact, on(wkt, null), List.of(codes));
  }

  private static Case moved(String fact, String before, String wkt, String... codes) {
    return new Case(fact, on(wkt, before), List.of(codes));
  }

  @Override
  GeometryRule rule() {
    return new InsideArea();
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("a scene that is not divided", BENS),
        drawn("inside my area", MINE),
        drawn("to the very border", "POLYGON ((90 10, 100 10, 100 20, 90 20, 90 10))"),
        drawn("across the border, most of it mine", MOSTLY_MINE),
        drawn(
            "across the border, most of it the neighbour's",
            "POLYGON ((90 10, 130 10, 130 20, 90 20, 90 10))",
            CODE),
        drawn("in a neighbour's area", BENS, CODE),
        drawn("in no area", NOWHERE, CODE),
        drawn("most of it in no area", "POLYGON ((190 10, 260 10, 260 20, 190 20, 190 10))", CODE),
        drawn("in a drawn area", "POLYGON ((310 10, 320 10, 320 20, 310 10))"),
        drawn(
            "beside a drawn area, within the box around it",
            "POLYGON ((390 90, 399 90, 399 99, 390 99, 390 90))",
            CODE),
        drawn("a line, most of it mine", "LINESTRING (50 50, 120 50)"),
        drawn("a line, most of it not", "LINESTRING (90 50, 120 50)", CODE),
        drawn("a point", "POINT (50 50)"),
        drawn("a point of the neighbour's", "POINT (150 50)", CODE),
        moved("my label, reshaped", MINE, MOSTLY_MINE),
        moved("my label, taken to the neighbour", MINE, BENS, CODE),
        moved("the neighbour's label, taken over here", BENS, MINE, CODE),
        moved("a label of no area, taken into mine", NOWHERE, MINE));
  }

  @Test
  void saysWhoseTheAreaIs() {
    Violation found = rule().check(on("POINT (150 50)", null)).getFirst();
    assertThat(found.message()).isEqualTo("most of the label would lie in area B1, which is ben's");
    assertThat(found.place()).isEqualTo(new Place(150, 50));
    assertThat(found.refuses()).isFalse();
  }

  @Test
  void aClassMakesItAnErrorAndThenNobodyDeletesWhatIsAnothers() {
    ClassRule strictly = ClassRule.any("building").withStrictness(Map.of(CODE, Strictness.ERROR));
    RuleSet rules = RuleSet.of(RuleSettings.forClasses(Map.of(BUILDING, strictly)));
    assertThat(rules.check(on(BENS, null))).singleElement().matches(Violation::refuses);
    assertThat(rules.checkRemoval(on(BENS, BENS))).singleElement().matches(Violation::refuses);
    assertThat(rules.checkRemoval(on(MINE, MINE))).isEmpty();
  }
}

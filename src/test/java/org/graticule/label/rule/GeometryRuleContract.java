package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.graticule.label.rule.ClassRule.Span;
import org.graticule.label.rule.Neighbours.Neighbour;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Geometry;

/** What every geometry rule promises. A subclass brings the rule and a table of cases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GeometryRuleContract {
  static final int BUILDING = 1;
  static final SceneFrame FRAME = SceneFrame.square(1000, 800, 0.5);

  /** Shapes that people and programs send by mistake. */
  private static final List<String> BROKEN =
      List.of(
          "POLYGON EMPTY",
          "MULTIPOLYGON EMPTY",
          "POLYGON (())",
          "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), (()))",
          "POLYGON ((5 5))",
          "POLYGON ((5 5, 6 6))",
          "POLYGON ((5 5, 5 5, 5 5, 5 5))",
          "POLYGON ((0 0, 9 0, 9 9))",
          "POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))",
          "POLYGON ((0 0, 9 0, 0 0, 9 0, 0 0))",
          "POLYGON ((NaN 0, 9 0, 9 9, NaN 0))",
          "POLYGON ((0 0, Infinity 0, 9 9, 0 0))",
          "POLYGON ((0 0, 1e300 0, 1e300 1e300, 0 0))",
          "POLYGON ((0 0, 1e-300 0, 0 1e-300, 0 0))",
          "POLYGON ((), (1 1, 2 1, 2 2, 1 1))");

  /**
   * @param fact what the row shows
   * @param codes the codes found, in order
   */
  record Case(String fact, Candidate candidate, List<String> codes) {
    @Override
    public String toString() {
      return fact;
    }
  }

  abstract GeometryRule rule();

  abstract Stream<Case> cases();

  static Case row(String fact, String wkt, String... codes) {
    return new Case(fact, candidate(wkt, BUILDING, Map.of()), List.of(codes));
  }

  /** A shape with one other label of a class around it. */
  static Case beside(String fact, String wkt, int otherClass, String other, String... codes) {
    Geometry geometry = ShapeText.shape(other).geometry();
    Neighbour neighbour = new Neighbour(new UUID(0, 7), otherClass, geometry);
    Candidate candidate =
        candidate(wkt, BUILDING, Map.of())
            .among(box ->
                box.intersects(geometry.getEnvelopeInternal()) ? List.of(neighbour) : List.of());
    return new Case(fact, candidate, List.of(codes));
  }

  static Candidate candidate(String wkt, @Nullable Integer classId, Map<String, Object> facts) {
    return Candidate.of(ShapeText.shape(wkt), classId, facts, FRAME);
  }

  static RuleSettings settings() {
    return RuleSettings.forClasses(
        Map.of(
            BUILDING,
            ClassRule.any("building").withPixels(Span.atLeast(4)).withGround(new Span(2, 5000))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsExactlyWhatTheTableSays(Case row) {
    assertThat(rule().check(row.candidate())).extracting(Violation::code).isEqualTo(row.codes());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void neverChangesWhatWasSubmitted(Case row) {
    Shape shape = row.candidate().shape();
    List<String> before = copy(shape);
    rule().check(row.candidate());
    assertThat(copy(shape)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysTheSameTwice(Case row) {
    GeometryRule rule = rule();
    assertThat(rule.check(row.candidate())).isEqualTo(rule.check(row.candidate()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyViolationCanBeReadAndFound(Case row) {
    for (Violation violation : rule().check(row.candidate())) {
      assertThat(violation.code()).matches("[a-z]+(-[a-z]+)*");
      assertThat(violation.message()).isNotBlank().doesNotContain("null", "%");
      assertThat(violation.pointer())
          .matches("/(geometry(/coordinates(/\\d+)*)?|class|attributes/.+)");
      Place place = violation.place();
      if (place != null) {
        assertThat(List.of(place.x(), place.y())).allMatch(Double::isFinite);
      }
    }
  }

  @Test
  void answersForAnyShapeHoweverBroken() {
    for (String wkt : BROKEN) {
      assertThat(rule().check(candidate(wkt, BUILDING, Map.of()))).as(wkt).isNotNull();
    }
  }

  @Test
  void isOnTheList() {
    assertThat(Rules.ALL)
        .extracting(make -> make.apply(settings()).getClass().getSimpleName())
        .contains(rule().getClass().getSimpleName());
  }

  private static List<String> copy(Shape shape) {
    return shape.parts().stream().flatMap(List::stream).map(Arrays::toString).toList();
  }
}

package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MinimumSizeTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new MinimumSize(settings());
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("exactly the least on the ground", "POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))"),
        row(
            "enough pixels, too little ground",
            "POLYGON ((0 0, 4 0, 4 1.9, 0 1.9, 0 0))",
            "too-small"),
        row(
            "too few pixels as well",
            "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))",
            "too-small",
            "too-small"),
        row(
            "a hole counts as nothing",
            "POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0), (1 .5, 3 .5, 3 2.6, 1 2.6, 1 .5))",
            "too-small"),
        row(
            "parts count together",
            "MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((5 0, 7 0, 7 2, 5 2, 5 0)))"));
  }

  @Test
  void anImageWithoutGroundIsMeasuredInPixelsOnly() {
    SceneFrame nowhere = new SceneFrame(1000, 800, Double.NaN);
    Shape shape = ShapeText.shape("POLYGON ((0 0, 4 0, 4 1, 0 1, 0 0))");
    assertThat(rule().check(Candidate.of(shape, BUILDING, Map.of(), nowhere))).isEmpty();
  }

  @Test
  void saysTheSizeAndWhatIsAsked() {
    Candidate small = candidate("POLYGON ((0 0, 4 0, 4 1, 0 1, 0 0))", BUILDING, Map.of());
    assertThat(rule().check(small))
        .extracting(Violation::message)
        .isEqualTo(List.of("the label covers 1 square metres; a building needs at least 2"));
  }
}

package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NoSpikesTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new NoSpikes(settings());
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("a square", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))"),
        row(
            "a needle out of a side",
            "POLYGON ((0 0, 9 0, 9 5, 50 5.05, 9 5.1, 9 9, 0 9, 0 0))",
            "spike"),
        row(
            "a needle at the first vertex",
            "POLYGON ((50 5.05, 9 5.1, 9 9, 0 9, 0 0, 9 0, 9 5, 50 5.05))",
            "spike"),
        row("a sliver has two", "POLYGON ((0 0, 100 0, 50 0.01, 0 0))", "spike", "spike"));
  }

  @Test
  void onlyWarnsAndPointsAtTheTip() {
    Violation found =
        rule()
            .check(
                candidate(
                    "POLYGON ((0 0, 9 0, 9 5, 50 5.05, 9 5.1, 9 9, 0 0))", BUILDING, Map.of()))
            .getFirst();
    assertThat(found.refuses()).isFalse();
    assertThat(found.place()).isEqualTo(new Place(50, 5.05));
    assertThat(found.pointer()).isEqualTo("/geometry/coordinates/0/3");
  }
}

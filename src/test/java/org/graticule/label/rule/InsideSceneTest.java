package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class InsideSceneTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new InsideScene();
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("inside", "POLYGON ((1 1, 9 1, 9 9, 1 1))"),
        row("on the border", "POLYGON ((0 0, 1000 0, 1000 800, 0 800, 0 0))"),
        row("just outside on the left", "POLYGON ((-1e-9 1, 9 1, 9 9, -1e-9 1))", "outside-scene"),
        row("below", "POLYGON ((1 1, 9 1, 9 801, 1 1))", "outside-scene"),
        row(
            "each ring speaks for itself",
            "POLYGON ((-1 -1, 1001 -1, 1001 801, -1 801, -1 -1), (5 5, 1200 5, 9 9, 5 5))",
            "outside-scene",
            "outside-scene"));
  }

  @Test
  void saysHowFarOutsideAtTheFurthestVertex() {
    Violation found =
        rule()
            .check(candidate("POLYGON ((1 1, 1003 1, 1003 804, 1 1))", BUILDING, Map.of()))
            .getFirst();
    assertThat(found.message())
        .isEqualTo(
            "2 of the vertices of the outline lie off the image, the furthest by 5 px at (1003,"
                + " 804); the image is 1000 x 800 px");
    assertThat(found.place()).isEqualTo(new Place(1003, 804));
    assertThat(found.pointer()).isEqualTo("/geometry/coordinates/0/2");
  }
}

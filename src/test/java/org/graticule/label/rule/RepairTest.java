package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;

final class RepairTest {
  private static final SceneFrame FRAME = SceneFrame.square(1000, 800, 0.5);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "a sound one stays; POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0)); 100; 0",
        "an open ring is closed; POLYGON ((0 0, 10 0, 10 10, 0 10)); 100; 1",
        "repeats go; POLYGON ((0 0, 10 0, 10 0, 10 10, 0 10, 0 0)); 100; 1",
        "a spike goes; POLYGON ((0 0, 10 0, 10 10, 5 10, 5 300, 5.01 10, 0 10, 0 0)); 100; 1",
        "a bow tie becomes two; POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0)); 50; 1",
        "what lies off the image is cut; POLYGON ((-5 0, 10 0, 10 10, -5 10, -5 0)); 100; 1",
        "a hole outside its shell is an area of its own;"
            + " POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (20 20, 24 20, 24 24, 20 20)); 108; 1",
      })
  void aProposalIsSoundAndSaysWhatWasDone(String fact, String wkt, double area, int steps) {
    Repair repair = Repair.of(ShapeText.shape(wkt), Limits.USUAL, FRAME);
    Geometry geometry = repair.shape().geometry();
    assertThat(
            new ValidTopology(RuleSettings.forClasses(Map.of()))
                .check(Candidate.of(repair.shape(), 1, Map.of(), FRAME)))
        .as(fact)
        .isEmpty();
    assertThat(geometry.getArea()).as(fact).isCloseTo(area, within(0.11));
    assertThat(repair.steps()).as(fact).hasSize(steps);
  }

  @Test
  void nothingIsLeftOfALine() {
    assertThat(Repair.of(ShapeText.shape("POLYGON ((0 0, 9 0, 0 0))"), Limits.USUAL, FRAME).shape())
        .isNull();
  }
}

package org.graticule.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void nothingIsPromisedBeforeAnythingIsKnown() {
    pace.at(0, 0);
    assertThat(pace.remaining()).isEmpty();
    pace.at(0.2, 0.1);
    assertThat(pace.remaining()).isEmpty();
  }

  @Test
  void aSteadyPaceTellsTheRest() {
    for (int second = 0; second <= 40; second++) {
      pace.at(second, second / 100.0);
    }
    assertThat(pace.remaining()).hasValue(60);
  }

  @Test
  void workTakenUpHalfWayIsJudgedByWhatItDoesNow() {
    pace.at(0, 0);
    pace.at(1, 0.6);
    for (int second = 2; second <= 60; second++) {
      pace.at(second, 0.6 + second / 1000.0);
    }
    assertThat(pace.remaining()).hasValue(340);
  }

  @Test
  void standingStillMakesTheRestLonger() {
    for (int second = 0; second <= 10; second++) {
      pace.at(second, second / 100.0);
    }
    pace.at(20, 0.1);
    assertThat(pace.remaining()).hasValue(180);
  }

  @Test
  void aFractionThatFallsBeginsAnew() {
    pace.at(0, 0.1);
    pace.at(5, 0.9);
    pace.at(6, 0.2);
    assertThat(pace.remaining()).isEmpty();
    pace.at(8, 0.4);
    assertThat(pace.remaining()).hasValue(6);
  }
}

package org.graticule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;

final class GateTest {
  @Test
  void whoeverComesBeyondTheQueueOrAfterTheEndIsToldWhichItIs() {
    CountDownLatch free = new CountDownLatch(1);
    Gate gate = new Gate("test", 1, 1);
    for (int i = 0; i < 2; i++) {
      gate.run(() -> await(free));
    }
    assertThatThrownBy(() -> gate.run(() -> {}))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo("busy"));
    free.countDown();
    gate.close();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> gate.run(() -> {}))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo("stopping"));
    }
  }

  private static void await(CountDownLatch free) {
    try {
      free.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.graticule.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;

final class RenderPoolTest {
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger drawn = new AtomicInteger();

  private int wait(int value) throws InterruptedException {
    gate.await();
    drawn.incrementAndGet();
    return value;
  }

  @Test
  void equalWorkIsDoneOnceForAllWhoAsk() {
    try (RenderPool pool = new RenderPool(1, 10)) {
      RenderPool.Ticket<Integer> first = pool.submit("a", () -> wait(1));
      RenderPool.Ticket<Integer> second = pool.submit("a", () -> wait(2));
      gate.countDown();

      assertThat(first.result().join()).isEqualTo(1);
      assertThat(second.result().join()).isEqualTo(1);
      assertThat(drawn).hasValue(1);
      assertThat(pool.<Integer>submit("a", () -> wait(3)).result().join()).isEqualTo(3);
    }
  }

  @Test
  void beyondTheQueueTheCallerIsToldToComeAgain() {
    try (RenderPool pool = new RenderPool(1, 2)) {
      for (String key : new String[] {"running", "first", "second"}) {
        pool.submit(key, () -> wait(1));
      }
      assertThatThrownBy(() -> pool.submit("third", () -> wait(1)))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE));
      RenderPool.Ticket<Integer> joined = pool.submit("second", () -> wait(1));
      gate.countDown();

      assertThat(joined.result().join()).isEqualTo(1);
    }
  }

  @Test
  void largeWorkCountsForManyTilesAndIsDoneWhenNothingElseWaits() {
    try (RenderPool pool = new RenderPool(1, 10)) {
      RenderPool.Ticket<Integer> map = pool.submit("map", 64, () -> wait(1));
      assertThatThrownBy(() -> pool.submit("tile", () -> wait(2))).isInstanceOf(Fault.class);
      gate.countDown();
      assertThat(map.result().join()).isEqualTo(1);
      assertThat(pool.submit("tile", () -> wait(2)).result().join()).isEqualTo(2);
      RenderPool.Ticket<Integer> six = pool.submit("six", 6, () -> wait(3));
      assertThat(six.result().join()).isEqualTo(3);
      assertThat(pool.submit("eleven", 11, () -> wait(4)).result().join()).isEqualTo(4);
    }
  }

  @Test
  void largeWorkLeavesRoomForTiles() {
    try (RenderPool pool = new RenderPool(1, 100)) {
      pool.submit("map", 40, () -> wait(1));
      assertThatThrownBy(() -> pool.submit("another map", 40, () -> wait(1)))
          .isInstanceOf(Fault.class);
      for (int tile = 0; tile < 61; tile++) {
        pool.submit(tile, () -> wait(1));
      }
      assertThatThrownBy(() -> pool.submit("one more", () -> wait(1))).isInstanceOf(Fault.class);
      gate.countDown();
    }
  }

  @Test
  void aPoolThatClosesTellsThoseWhoWaitAndThoseWhoCome() {
    RenderPool pool = new RenderPool(1, 10);
    List<RenderPool.Ticket<Integer>> waiting =
        List.of(pool.submit("running", () -> wait(1)), pool.submit("queued", () -> wait(2)));
    pool.close();
    for (RenderPool.Ticket<Integer> ticket : waiting) {
      assertThatThrownBy(() -> ticket.result().get(10, TimeUnit.SECONDS))
          .cause()
          .satisfies(RenderPoolTest::isStopping);
    }
    assertThatThrownBy(() -> pool.submit("late", () -> wait(3)))
        .satisfies(RenderPoolTest::isStopping);
    assertThat(drawn).hasValue(0);
  }

  private static void isStopping(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE);
              assertThat(fault.code()).isEqualTo("stopping");
            });
  }

  @Test
  void whatNobodyWaitsForIsNotDrawn() {
    try (RenderPool pool = new RenderPool(1, 10)) {
      RenderPool.Ticket<Integer> running = pool.submit("running", () -> wait(1));
      RenderPool.Ticket<Integer> left = pool.submit("left", () -> wait(2));
      RenderPool.Ticket<Integer> kept = pool.submit("kept", () -> wait(3));
      pool.submit("kept", () -> wait(4)).leave().run();
      left.leave().run();
      gate.countDown();

      assertThat(running.result().join()).isEqualTo(1);
      assertThat(kept.result().join()).isEqualTo(3);
      assertThat(left.result()).isCancelled();
      assertThat(drawn).hasValue(2);
    }
  }
}

package org.graticule.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Failed sign-ins by the address they came from. Thread-safe. An account locks after three; trying
 * one password on many accounts locks none, so an address that goes on failing waits longer and
 * longer for its answers.
 */
final class Attempts {
  private static final int FREE = 10;
  private static final long STEP_MILLIS = 100;
  private static final long LONGEST_MILLIS = 3_000;

  private final Cache<String, AtomicInteger> failures =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(15)).build();

  void failed(String source) {
    failures.get(source, s -> new AtomicInteger()).incrementAndGet();
  }

  /** How long the next attempt from there has to wait before it is looked at. */
  Duration delay(String source) {
    AtomicInteger count = failures.getIfPresent(source);
    int beyond = count == null ? 0 : Math.max(0, count.get() - FREE);
    return Duration.ofMillis(Math.min(LONGEST_MILLIS, beyond * STEP_MILLIS));
  }
}

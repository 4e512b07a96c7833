package org.graticule.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How fast something gets on, by what it did lately: a slow start, a pause or work that was taken
 * up again half way mislead no longer than the window. Not thread-safe.
 */
public final class Pace {
  private static final double WINDOW = 30;
  private static final double LEAST_TIME = 1;

  private final Deque<double[]> seen = new ArrayDeque<>();

  /**
   * @param seconds of a clock that never goes back
   * @param fraction done of the whole, 0 to 1; less than before begins anew
   */
  public void at(double seconds, double fraction) {
    if (!seen.isEmpty() && fraction < seen.getLast()[1]) {
      seen.clear();
    }
    if (seen.isEmpty() || fraction > seen.getLast()[1] || seen.size() == 1) {
      seen.addLast(new double[] {seconds, fraction});
    } else {
      // Standing still lowers the rate.
      seen.getLast()[0] = seconds;
    }
    while (seen.size() > 2 && seconds - seen.getFirst()[0] > WINDOW) {
      seen.removeFirst();
    }
  }

  /** Shares of the whole a second; 0 where nothing is known yet. */
  public double rate() {
    if (seen.size() < 2 || seen.getLast()[0] - seen.getFirst()[0] < LEAST_TIME) {
      return 0;
    }
    return (seen.getLast()[1] - seen.getFirst()[1]) / (seen.getLast()[0] - seen.getFirst()[0]);
  }

  /** Seconds to the end at that rate; empty where nothing can be said. */
  public OptionalLong remaining() {
    double rate = rate();
    return rate <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round((1 - seen.getLast()[1]) / rate));
  }
}

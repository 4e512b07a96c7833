package org.graticule.image.synthetic;

import java.util.List;

/** SplitMix64 random numbers with the few distributions a plan needs. Not thread-safe. */
final class Dice {
  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  long bits() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  double next() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  double between(double low, double high) {
    return low + (high - low) * next();
  }

  int below(int bound) {
    return (int) (next() * bound);
  }

  boolean chance(double probability) {
    return next() < probability;
  }

  /** One of the choices; a choice listed twice is twice as likely. */
  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }
}

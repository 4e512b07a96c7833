package org.graticule.dataset;

/** Hears how far a build is. */
@FunctionalInterface
public interface Progress {
  /**
   * Called every now and then; may throw to stop the build.
   *
   * @param fraction done, 0 to 1, never falling
   * @param doing for people
   */
  void at(double fraction, String doing);

  /** The same ear for a part of the whole. */
  default Progress between(double from, double to) {
    return (fraction, doing) -> at(from + (to - from) * fraction, doing);
  }
}

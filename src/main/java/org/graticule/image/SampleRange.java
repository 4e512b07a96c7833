package org.graticule.image;

/**
 * The values of a band as a first look over (part of) the image shows them.
 *
 * @param min least valid value
 * @param max greatest valid value
 * @param p2 value that 2 % do not exceed
 * @param p98 value that 98 % do not exceed
 */
public record SampleRange(double min, double max, double p2, double p98) {
  /** Of a band without any valid sample. */
  public static final SampleRange EMPTY = new SampleRange(0, 1, 0, 1);

  static SampleRange of(BandStatistics seen) {
    Double min = seen.min();
    Double max = seen.max();
    Double p2 = seen.p2();
    Double p98 = seen.p98();
    return min == null || max == null || p2 == null || p98 == null
        ? EMPTY
        : new SampleRange(min, max, p2, p98);
  }
}

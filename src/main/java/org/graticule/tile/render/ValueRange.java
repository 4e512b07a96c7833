package org.graticule.tile.render;

import java.util.Arrays;
import org.graticule.image.BandStatistics;

/** Finds the values to be shown darkest and brightest. */
final class ValueRange {
  private static final Stretching.Range NOTHING = new Stretching.Range(0, 1);

  private ValueRange() {}

  /** By what was learned of a band while it was ingested. */
  static Stretching.Range of(BandStatistics band, Stretching how) {
    Double min = band.min();
    Double max = band.max();
    Double mean = band.mean();
    Double std = band.std();
    if (min == null || max == null || mean == null || std == null) {
      return NOTHING;
    }
    return switch (how) {
      case Stretching.MinMax m -> range(min, max);
      case Stretching.Deviations d ->
          range(Math.max(min, mean - d.times() * std), Math.min(max, mean + d.times() * std));
      case Stretching.Percentile p -> range(percentile(band, p.low()), percentile(band, p.high()));
      case Stretching.Usual u -> range(percentile(band, 2), percentile(band, 98));
      case Stretching.Ranges r -> r.ranges().getFirst();
      case Stretching.View v -> throw new IllegalArgumentException("a view needs its values");
    };
  }

  /** Exact for 2 and 98, from the histogram otherwise. */
  private static double percentile(BandStatistics band, double percent) {
    Double exact = percent == 2 ? band.p2() : percent == 98 ? band.p98() : null;
    if (exact != null) {
      return exact;
    }
    long[] bins = band.histogram();
    double wanted = percent / 100 * Arrays.stream(bins).sum();
    double width = (band.histogramHigh() - band.histogramLow()) / bins.length;
    double seen = 0;
    for (int i = 0; i < bins.length; i++) {
      if (bins[i] > 0 && seen + bins[i] >= wanted) {
        return band.histogramLow() + (i + (wanted - seen) / bins[i]) * width;
      }
      seen += bins[i];
    }
    return band.histogramHigh();
  }

  /**
   * By the values themselves.
   *
   * @param values finite; sorted here
   */
  static Stretching.Range of(float[] values, Stretching how) {
    if (values.length == 0) {
      return NOTHING;
    }
    Arrays.sort(values);
    return switch (how) {
      case Stretching.MinMax m -> range(values[0], values[values.length - 1]);
      case Stretching.Percentile p -> range(at(values, p.low()), at(values, p.high()));
      case Stretching.Usual u -> range(at(values, 2), at(values, 98));
      case Stretching.View v -> range(at(values, 2), at(values, 98));
      case Stretching.Ranges r -> r.ranges().getFirst();
      case Stretching.Deviations d -> {
        double mean = 0;
        double squares = 0;
        for (float value : values) {
          mean += value / (double) values.length;
        }
        for (float value : values) {
          squares += (value - mean) * (value - mean) / values.length;
        }
        double reach = d.times() * Math.sqrt(squares);
        yield range(
            Math.max(values[0], mean - reach), Math.min(values[values.length - 1], mean + reach));
      }
    };
  }

  private static double at(float[] sorted, double percent) {
    return sorted[
        (int) Math.clamp(Math.ceil(percent / 100 * sorted.length) - 1, 0, sorted.length - 1)];
  }

  /** One value only is shown in the middle. */
  private static Stretching.Range range(double low, double high) {
    return low < high
        ? new Stretching.Range(low, high)
        : new Stretching.Range(low - 0.5, low + 0.5);
  }
}

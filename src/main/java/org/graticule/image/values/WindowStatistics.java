package org.graticule.image.values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.graticule.geo.TilePyramid;
import org.graticule.image.BandStatistics;
import org.graticule.image.BandTally;
import org.graticule.image.SampleRange;
import org.graticule.image.Samples;

/**
 * How the values of a scene, or of a window of it, are distributed.
 *
 * @param bbox pixels at full resolution: left, top, right, bottom
 * @param scale pixels at full resolution along the side of one that was counted; above 1 an
 *     overview was read, whose averages have a smaller spread than the pixels themselves
 * @param exact as in {@link PixelValues}
 */
public record WindowStatistics(
    UUID scene,
    int revision,
    int[] bbox,
    int scale,
    boolean exact,
    List<BandStatistics> statistics) {
  /** Most samples that one request may count. */
  static final int MOST_SAMPLES = 4 << 20;

  /** The finest level on which the window has few enough samples. */
  static int level(TilePyramid pyramid, TilePyramid.Window window, int bands) {
    int z = pyramid.maxZoom();
    while (z > 0) {
      TilePyramid.Window onLevel = onLevel(pyramid, window, z);
      if ((long) onLevel.width() * onLevel.height() * bands <= MOST_SAMPLES) {
        break;
      }
      z--;
    }
    return z;
  }

  /** All pixels of a level that the window touches. */
  static TilePyramid.Window onLevel(TilePyramid pyramid, TilePyramid.Window window, int z) {
    int scale = pyramid.scale(z);
    int left = window.x() / scale;
    int top = window.y() / scale;
    int right = (window.x() + window.width() + scale - 1) / scale;
    int bottom = (window.y() + window.height() + scale - 1) / scale;
    return new TilePyramid.Window(left, top, right - left, bottom - top);
  }

  static List<BandStatistics> of(Samples samples, OptionalDouble nodata) {
    List<BandStatistics> bands = new ArrayList<>();
    for (int band = 0; band < samples.bands(); band++) {
      boolean counted = samples.type().codes() > 0;
      SampleRange range = counted ? SampleRange.EMPTY : range(samples, band, nodata);
      BandTally tally = new BandTally(samples.type(), nodata, range);
      tally.add(samples, band);
      bands.add(tally.statistics(band));
    }
    return bands;
  }

  private static SampleRange range(Samples samples, int band, OptionalDouble nodata) {
    byte[] valid = samples.valid();
    int pixels = samples.width() * samples.height();
    double[] values = new double[pixels];
    int n = 0;
    for (int i = 0; i < pixels; i++) {
      double value = samples.value(i * samples.bands() + band);
      boolean hole = nodata.isPresent() && value == nodata.getAsDouble();
      if ((valid == null || valid[i] != 0) && Double.isFinite(value) && !hole) {
        values[n++] = value;
      }
    }
    if (n == 0) {
      return SampleRange.EMPTY;
    }
    Arrays.sort(values, 0, n);
    return new SampleRange(values[0], values[n - 1], at(values, n, 0.02), at(values, n, 0.98));
  }

  private static double at(double[] sorted, int n, double share) {
    return sorted[Math.max(1, (int) Math.ceil(share * n)) - 1];
  }
}

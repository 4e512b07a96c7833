package org.graticule.image;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Counts the samples of one band as they stream by. Sources of up to 16 bits are counted value by
 * value, so that percentiles are exact; others fall into bins over a range seen beforehand, and
 * their percentiles are those of that sample. One thread; tallies of several threads are added up.
 */
public final class BandTally {
  private final SampleType type;
  private final OptionalDouble nodata;
  private final SampleRange range;
  private final double low;
  private final double high;
  private final long[] counts;
  private long n;
  private double sum;
  private double sumOfSquares;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  /** The range matters to sources without a table only; values outside fall into the end bins. */
  public BandTally(SampleType type, OptionalDouble nodata, SampleRange range) {
    this.type = type;
    this.nodata = type.stored(nodata);
    this.range = range;
    this.low = range.min();
    this.high = Math.max(range.max(), Math.nextUp(range.min()));
    this.counts = new long[type.codes() > 0 ? type.codes() : BandStatistics.BINS];
  }

  /** Counts all bands of a window. */
  static void add(List<BandTally> tallies, Samples samples) {
    boolean plain = samples.type() == SampleType.UINT8 && samples.valid() == null;
    if (plain && tallies.size() == 3 && samples.bands() == 3) {
      addColours(tallies, samples);
      return;
    }
    for (int band = 0; band < tallies.size(); band++) {
      tallies.get(band).add(samples, band);
    }
  }

  /**
   * What most imagery is, in one go: each byte is looked at once, in order. Neighbours, which are
   * often equal, are counted in two tables, so that one count need not wait for the other.
   */
  private static void addColours(List<BandTally> tallies, Samples samples) {
    int[] even = new int[3 * 256];
    int[] odd = new int[3 * 256];
    byte[] bytes = samples.bytes();
    int length = samples.width() * samples.height() * 3;
    int i = 0;
    for (; i < length - 5; i += 6) {
      even[bytes[i] & 0xff]++;
      even[256 + (bytes[i + 1] & 0xff)]++;
      even[512 + (bytes[i + 2] & 0xff)]++;
      odd[bytes[i + 3] & 0xff]++;
      odd[256 + (bytes[i + 4] & 0xff)]++;
      odd[512 + (bytes[i + 5] & 0xff)]++;
    }
    for (; i < length; i++) {
      even[i % 3 * 256 + (bytes[i] & 0xff)]++;
    }
    for (int k = 0; k < even.length; k++) {
      tallies.get(k >> 8).counts[k & 0xff] += even[k] + odd[k];
    }
  }

  public void add(Samples samples, int band) {
    byte[] valid = samples.valid();
    int bands = samples.bands();
    int pixels = samples.width() * samples.height();
    if (type == SampleType.UINT8) {
      byte[] bytes = samples.bytes();
      for (int i = 0, at = band; i < pixels; i++, at += bands) {
        counts[bytes[at] & 0xff] += valid == null ? 1 : valid[i];
      }
      return;
    }
    if (type.codes() > 0) {
      short[] shorts = samples.shorts();
      int bias = type.bias();
      for (int i = 0, at = band; i < pixels; i++, at += bands) {
        counts[(shorts[at] + bias) & 0xffff] += valid == null ? 1 : valid[i];
      }
      return;
    }
    double[] values = samples.doubles();
    double hole = nodata.orElse(Double.NaN);
    for (int i = 0, at = band; i < pixels; i++, at += bands) {
      double value = values[at];
      if ((valid == null || valid[i] != 0) && Double.isFinite(value) && value != hole) {
        n++;
        // Sums are taken about the low end, which keeps the variance of large values honest.
        sum += value - low;
        sumOfSquares += (value - low) * (value - low);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        counts[bin(value)]++;
      }
    }
  }

  void add(BandTally other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    n += other.n;
    sum += other.sum;
    sumOfSquares += other.sumOfSquares;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
  }

  void save(DataOutputStream out) throws IOException {
    for (long count : counts) {
      out.writeLong(count);
    }
    out.writeLong(n);
    out.writeDouble(sum);
    out.writeDouble(sumOfSquares);
    out.writeDouble(least);
    out.writeDouble(greatest);
  }

  /** Adds what was saved. */
  void load(DataInputStream in) throws IOException {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += in.readLong();
    }
    n += in.readLong();
    sum += in.readDouble();
    sumOfSquares += in.readDouble();
    least = Math.min(least, in.readDouble());
    greatest = Math.max(greatest, in.readDouble());
  }

  public BandStatistics statistics(int band) {
    return type.codes() > 0 ? exact(band) : binned(band);
  }

  private BandStatistics exact(int band) {
    int hole = nodata.isPresent() ? code(nodata.getAsDouble()) : -1;
    if (hole >= 0) {
      counts[hole] = 0;
    }
    long total = 0;
    double total1 = 0;
    int first = -1;
    int last = -1;
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        first = first < 0 ? code : first;
        last = code;
        total += counts[code];
        total1 += (double) counts[code] * code;
      }
    }
    double from = first < 0 ? 0 : first;
    double to = last < 0 ? 0 : last;
    boolean eight = type == SampleType.UINT8;
    double histogramLow = (eight ? 0 : from) - type.bias();
    double histogramHigh = (eight ? 255 : to) - type.bias();
    long[] histogram = new long[BandStatistics.BINS];
    if (total == 0) {
      return new BandStatistics(
          band, 0, null, null, null, null, null, null, histogramLow, histogramHigh, histogram);
    }
    double mean = total1 / total;
    double squares = 0;
    for (int code = first; code <= last; code++) {
      squares += counts[code] * (code - mean) * (code - mean);
      double place = eight ? code : (code - from) / Math.max(1, to - from) * BandStatistics.BINS;
      histogram[(int) Math.min(place, BandStatistics.BINS - 1)] += counts[code];
    }
    return new BandStatistics(
        band,
        total,
        from - type.bias(),
        to - type.bias(),
        mean - type.bias(),
        Math.sqrt(squares / total),
        (double) percentile(0.02, total) - type.bias(),
        (double) percentile(0.98, total) - type.bias(),
        histogramLow,
        histogramHigh,
        histogram);
  }

  private BandStatistics binned(int band) {
    if (n == 0) {
      return new BandStatistics(
          band, 0, null, null, null, null, null, null, low, high, counts.clone());
    }
    double mean = sum / n;
    return new BandStatistics(
        band,
        n,
        least,
        greatest,
        mean + low,
        Math.sqrt(Math.max(0, sumOfSquares / n - mean * mean)),
        range.p2(),
        range.p98(),
        low,
        high,
        counts.clone());
  }

  private int percentile(double share, long total) {
    long wanted = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return i;
      }
    }
    return counts.length - 1;
  }

  private int bin(double value) {
    double place = (value - low) / (high - low) * BandStatistics.BINS;
    return (int) Math.clamp(place, 0, BandStatistics.BINS - 1);
  }

  /** The table place of a value; -1 where no sample can have it. */
  private int code(double value) {
    double place = value + type.bias();
    return place == Math.rint(place) && place >= 0 && place < type.codes() ? (int) place : -1;
  }
}

package org.graticule.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.graticule.geo.TilePyramid.Window;

/**
 * A pass over a source of more than 8 bits before the real one, to know the range of its values:
 * all of an image of up to 4 million pixels, windows spread over a larger one.
 */
final class FirstLook {
  private static final long ENOUGH_PIXELS = 4L << 20;

  /** Multiples of it leave remainders that are spread evenly, however many there are. */
  private static final double GOLDEN = 0.618034;

  private static final int ENOUGH_VALUES = 1 << 20;

  private final ImageSource source;
  private final Workers workers;

  FirstLook(ImageSource source, Workers workers) {
    this.source = source;
    this.workers = workers;
  }

  List<SampleRange> ranges() throws IOException {
    return source.sampleType().codes() > 0 ? counted() : thinned();
  }

  /** Of few possible values, each is counted: nothing has to be sorted. */
  private List<SampleRange> counted() throws IOException {
    for (Worker worker : workers.all()) {
      for (int band = 0; band < source.bands(); band++) {
        worker.tallies.add(new BandTally(source.sampleType(), source.nodata(), SampleRange.EMPTY));
      }
    }
    look(worker -> BandTally.add(worker.tallies, worker.samples));
    List<SampleRange> ranges = new ArrayList<>();
    for (int band = 0; band < source.bands(); band++) {
      BandTally sum = workers.all().getFirst().tallies.get(band);
      for (Worker worker : workers.all().subList(1, workers.all().size())) {
        sum.add(worker.tallies.get(band));
      }
      ranges.add(SampleRange.of(sum.statistics(band)));
    }
    workers.all().forEach(worker -> worker.tallies.clear());
    return ranges;
  }

  private List<SampleRange> thinned() throws IOException {
    int everyPixel = (int) Math.max(1, source.grid().pixels() / share() / ENOUGH_VALUES);
    List<Values> bands = new ArrayList<>();
    for (int band = 0; band < source.bands(); band++) {
      bands.add(new Values());
    }
    look(worker -> {
      for (int band = 0; band < bands.size(); band++) {
        bands.get(band).add(worker.samples, band, everyPixel);
      }
    });
    return bands.stream().map(Values::range).toList();
  }

  private long share() {
    return Math.max(1, (source.grid().pixels() + ENOUGH_PIXELS - 1) / ENOUGH_PIXELS);
  }

  /** Reads the windows that are looked at. */
  private void look(Workers.Job job) throws IOException {
    List<Window> windows = Chunks.of(source, 0, source.grid().height());
    long share = share();
    List<Workers.Job> jobs = new ArrayList<>();
    for (int k = 0; k * share < windows.size(); k++) {
      // One window of each group, not always the same: that would be the same columns everywhere.
      int within = (int) (k * GOLDEN % 1 * share);
      Window w = windows.get((int) Math.min(k * share + within, windows.size() - 1));
      jobs.add(worker -> {
        worker.reader.read(w.x(), w.y(), w.width(), w.height(), worker.samples);
        job.run(worker);
      });
    }
    workers.run(jobs);
  }

  /** Valid values of one band, thinned. Thread-safe. */
  private final class Values {
    private double[] values = new double[1024];
    private int count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    synchronized void add(Samples samples, int band, int every) {
      byte[] valid = samples.valid();
      double hole = source.sampleType().stored(source.nodata()).orElse(Double.NaN);
      int pixels = samples.width() * samples.height();
      for (int i = 0; i < pixels; i++) {
        double value = samples.value(i * samples.bands() + band);
        if ((valid == null || valid[i] != 0) && Double.isFinite(value) && value != hole) {
          min = Math.min(min, value);
          max = Math.max(max, value);
          if (i % every == 0) {
            if (count == values.length) {
              values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
          }
        }
      }
    }

    SampleRange range() {
      if (count == 0) {
        return min <= max ? new SampleRange(min, max, min, max) : SampleRange.EMPTY;
      }
      Arrays.sort(values, 0, count);
      return new SampleRange(min, max, at(0.02), at(0.98));
    }

    private double at(double share) {
      return values[(int) Math.max(0, Math.ceil(share * count) - 1)];
    }
  }
}

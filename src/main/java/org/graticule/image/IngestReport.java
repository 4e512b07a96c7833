package org.graticule.image;

import java.util.Locale;
import org.graticule.geo.PixelGrid;
import org.graticule.job.JobWork;
import org.graticule.job.Pace;

/** Says in words what an ingest does and how fast. For one thread. */
final class IngestReport implements IngestPhase.Listener {
  private final JobWork.Progress progress;
  private final Pace pace = new Pace();
  private double megapixels;

  IngestReport(JobWork.Progress progress) {
    this.progress = progress;
  }

  @Override
  public void size(PixelGrid grid) {
    megapixels = grid.pixels() / 1e6;
  }

  @Override
  public void at(IngestPhase phase, double share) {
    pace.at(System.nanoTime() / 1e9, share);
    double rate = pace.rate() * megapixels;
    progress.at(
        share,
        rate > 0
            ? String.format(Locale.ROOT, "%s, %.1f MP/s", phase.words(), rate)
            : phase.words());
  }
}

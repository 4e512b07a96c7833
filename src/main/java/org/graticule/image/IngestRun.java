package org.graticule.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.graticule.geo.LosslessProfile;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.image.codec.JpegCodec;
import org.jspecify.annotations.Nullable;

/**
 * One ingest inside the decoder process: opens the original, looks at its range where it has more
 * than 8 bits, makes the pyramid, and gathers the facts. The pyramid appears under its name only
 * when it is whole and on disk.
 */
final class IngestRun {
  static final String DISPLAY = "display.tif";
  static final String PART = "display.tif.part";
  static final String ANALYTIC = "analytic.tif";
  static final String ANALYTIC_PART = "analytic.tif.part";

  /** Folder of finished tiles and of the journal that an ingest that was killed is taken up by. */
  static final String SPOOL = ".resume";

  private final TileProfile profile;
  private final int part;
  private final int threads;
  private final Duration checkpoint;
  private final IngestPhase.Listener progress;

  /**
   * @param threads decoding and encoding at once
   * @param progress told what it does and shares of the whole, rising
   */
  IngestRun(TileProfile profile, int threads, IngestPhase.Listener progress) {
    this(profile, 0, threads, Duration.ofSeconds(15), progress);
  }

  /**
   * @param part which image of the original
   * @param checkpoint least time between two entries in the journal
   */
  IngestRun(
      TileProfile profile,
      int part,
      int threads,
      Duration checkpoint,
      IngestPhase.Listener progress) {
    this.profile = profile;
    this.part = part;
    this.threads = threads;
    this.checkpoint = checkpoint;
    this.progress = progress;
  }

  SceneFacts run(Path original, List<Path> sidecars, Path folder) throws IOException {
    try (ImageSource source =
        ImageFormats.of(original, sidecars).part(part).open(original, sidecars)) {
      ReadyTiles ready = lossless(source) ? null : source.readyTiles().orElse(null);
      TilePyramid pyramid =
          ready == null ? new TilePyramid(source.grid(), profile.tileSize()) : ready.pyramid();
      List<Worker> tools = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tools.add(new Worker(source, pyramid.tileSize()));
      }
      Path spool = Files.createDirectories(folder.resolve(SPOOL));
      try (Workers workers = new Workers(tools)) {
        return run(source, ready, pyramid, workers, original, folder);
      } finally {
        // Whatever ends here is over; only what is killed is taken up again.
        clear(spool);
      }
    }
  }

  private SceneFacts run(
      ImageSource source,
      @Nullable ReadyTiles ready,
      TilePyramid pyramid,
      Workers workers,
      Path original,
      Path folder)
      throws IOException {
    boolean plain = source.sampleType() == SampleType.UINT8;
    if (!plain) {
      progress.at(IngestPhase.LOOKING, 0);
    }
    List<SampleRange> ranges =
        plain
            ? IntStream.range(0, source.bands()).mapToObj(i -> SampleRange.EMPTY).toList()
            : new FirstLook(source, workers).ranges();
    Stretch stretch = stretch(source, ranges);
    for (Worker worker : workers.all()) {
      worker.tallies.addAll(tallies(source, ranges));
    }
    Path part = folder.resolve(PART);
    Path lossless = folder.resolve(ANALYTIC_PART);
    Files.deleteIfExists(part);
    Files.deleteIfExists(lossless);
    IngestPhase doing = ready == null ? IngestPhase.PYRAMID : IngestPhase.VERIFYING;
    Path spool = folder.resolve(SPOOL);
    Journal journal = new Journal(spool, subject(source, original, pyramid), checkpoint);
    boolean masked;
    try (AnalyticPass analytic = analytic(source, pyramid, workers, spool)) {
      masked =
          new IngestPass(source, pyramid, profile, workers, stretch, analytic, ready, spool)
              .run(part, journal, share -> progress.at(doing, share));
      progress.at(IngestPhase.WRITING, 1);
      if (analytic != null) {
        analytic.finish(lossless);
      }
    }
    SceneFacts facts =
        facts(
            source,
            workers,
            stretch,
            pyramid,
            masked,
            original,
            Files.size(part),
            Files.exists(lossless) ? Files.size(lossless) : 0,
            ready != null);
    if (facts.losslessBytes() > 0) {
      Files.move(lossless, folder.resolve(ANALYTIC), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(part, folder.resolve(DISPLAY), StandardCopyOption.ATOMIC_MOVE);
    return facts;
  }

  /** Two attempts of the same subject make the same pyramid. */
  private String subject(ImageSource source, Path original, TilePyramid pyramid)
      throws IOException {
    return String.join(
        " ",
        Long.toString(Files.size(original)),
        source.description(),
        source.grid().width() + "x" + source.grid().height(),
        source.sampleType().name(),
        Integer.toString(source.bands()),
        profile.name(),
        profile.codec() + profile.quality() + profile.chroma(),
        Integer.toString(pyramid.tileSize()),
        JpegCodec.library());
  }

  private static void clear(Path spool) throws IOException {
    try (Stream<Path> files = Files.list(spool)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(spool);
  }

  private boolean lossless(ImageSource source) {
    return profile.lossless() == TileProfile.Lossless.ALWAYS || AnalyticPass.needed(source);
  }

  private @Nullable AnalyticPass analytic(
      ImageSource source, TilePyramid pyramid, Workers workers, Path folder) throws IOException {
    return lossless(source)
        ? new AnalyticPass(
            source, pyramid, LosslessProfile.named(profile.losslessProfile()), workers, folder)
        : null;
  }

  private static Stretch stretch(ImageSource source, List<SampleRange> ranges) {
    if (source.sampleType() == SampleType.UINT8) {
      return Stretch.none(source.display());
    }
    int[] bands = source.display().bands();
    return new Stretch(
        source.display(),
        source.sampleType(),
        Arrays.stream(bands).mapToDouble(band -> ranges.get(band).p2()).toArray(),
        Arrays.stream(bands).mapToDouble(band -> ranges.get(band).p98()).toArray());
  }

  private static List<BandTally> tallies(ImageSource source, List<SampleRange> ranges) {
    return ranges.stream()
        .map(range -> new BandTally(source.sampleType(), source.nodata(), range))
        .toList();
  }

  private SceneFacts facts(
      ImageSource source,
      Workers workers,
      Stretch stretch,
      TilePyramid pyramid,
      boolean masked,
      Path original,
      long displayBytes,
      long losslessBytes,
      boolean adopted)
      throws IOException {
    PixelGrid grid = source.grid();
    List<BandStatistics> statistics = new ArrayList<>();
    for (int band = 0; band < source.bands(); band++) {
      BandTally tally = workers.all().getFirst().tallies.get(band);
      for (Worker worker : workers.all().subList(1, workers.all().size())) {
        tally.add(worker.tallies.get(band));
      }
      if (band != source.alphaBand()) {
        statistics.add(tally.statistics(band));
      }
    }
    long valid = workers.all().stream().mapToLong(worker -> worker.validPixels).sum();
    List<SceneFacts.Range> shown = new ArrayList<>();
    for (int channel = 0; channel < source.display().bands().length; channel++) {
      shown.add(new SceneFacts.Range(stretch.low(channel), stretch.high(channel)));
    }
    return new SceneFacts(
        source.description() + (adopted ? ", tiles taken over as they are" : ""),
        "",
        Files.size(original),
        grid.width(),
        grid.height(),
        source.bands(),
        source.alphaBand() >= 0,
        source.sampleType(),
        source.nodata().isPresent() ? nodataText(source.nodata().getAsDouble()) : null,
        source.georeference().form(),
        gsd(source),
        source.georeference().footprintLonLat(grid).map(Object::toString).orElse(null),
        statistics,
        (double) valid / grid.pixels(),
        masked,
        source.acquisition(),
        source.bandNames(),
        source.accuracy().isPresent() ? source.accuracy().getAsDouble() : null,
        source.marking().orElse(null),
        shown,
        Arrays.stream(source.display().bands()).boxed().toList(),
        pyramid.tileSize(),
        pyramid.levels(),
        profile.name(),
        displayBytes,
        losslessBytes,
        adopted,
        part,
        source.parts());
  }

  /** Measured on the ground; else as the file states it. */
  private static double @Nullable [] gsd(ImageSource source) {
    Double stated = source.acquisition().gsd();
    return source
        .georeference()
        .groundSampleDistance(source.grid())
        .orElse(stated == null ? null : new double[] {stated, stated});
  }

  private static String nodataText(double nodata) {
    return nodata == Math.rint(nodata) && Math.abs(nodata) < 1e15
        ? Long.toString((long) nodata)
        : Double.toString(nodata);
  }
}

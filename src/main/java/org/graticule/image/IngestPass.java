package org.graticule.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.geo.TilePyramid.Window;
import org.graticule.image.cog.CogWriter;
import org.jspecify.annotations.Nullable;

/**
 * The pass from source to pyramid: reads one row of tiles at a time, counts it, shows it in 8 bits,
 * cuts and encodes its tiles, and averages it into the next coarser level, which does the same when
 * a row of its own is full. Memory grows with the width of the image, not with its area. Used once.
 */
final class IngestPass {
  /** Rows of a coarser level that one job averages. */
  private static final int HALVING_ROWS = 64;

  private final ImageSource source;
  private final TilePyramid pyramid;
  private final TileProfile profile;
  private final Workers workers;
  private final Stretch stretch;
  private final CogWriter writer;
  private final @Nullable AnalyticPass analytic;
  private final List<Level> levels = new ArrayList<>();

  /** Rows of one level waiting to become tiles. */
  private static final class Level {
    final PixelGrid size;
    final Strip strip;
    int filled;
    int done;

    Level(PixelGrid size, int rows, int channels) {
      this.size = size;
      this.strip = Strip.of(size.width(), Math.min(rows, size.height()), channels);
    }
  }

  /**
   * @param analytic also takes what is read; null where the pyramid that is shown holds all
   */
  IngestPass(
      ImageSource source,
      TilePyramid pyramid,
      TileProfile profile,
      Workers workers,
      Stretch stretch,
      @Nullable AnalyticPass analytic,
      Path folder)
      throws IOException {
    this.source = source;
    this.pyramid = pyramid;
    this.profile = profile;
    this.workers = workers;
    this.stretch = stretch;
    this.analytic = analytic;
    byte[] fullMask = workers.all().getFirst().cut.fullMask();
    this.writer =
        new CogWriter(folder, pyramid, stretch.channels(), profile, source.geoTags(), fullMask);
    for (int z = 0; z < pyramid.levels(); z++) {
      levels.add(new Level(pyramid.level(z), pyramid.tileSize(), stretch.channels()));
    }
  }

  /**
   * @return whether any pixel is masked
   */
  boolean run(Path file, DoubleConsumer progress) throws IOException {
    try (writer) {
      int height = source.grid().height();
      int finest = pyramid.maxZoom();
      Level level = levels.get(finest);
      for (int top = 0; top < height; top += pyramid.tileSize()) {
        int rows = Math.min(pyramid.tileSize(), height - top);
        read(top, rows, level.strip);
        level.filled = rows;
        flush(finest);
        if (analytic != null) {
          analytic.endRow(top / pyramid.tileSize());
        }
        progress.accept((double) (top + rows) / height);
      }
      writer.finish(file);
      return writer.masked();
    }
  }

  private void read(int top, int rows, Strip strip) throws IOException {
    List<Workers.Job> jobs = new ArrayList<>();
    for (Window w : Chunks.of(source, top, rows)) {
      jobs.add(worker -> {
        worker.reader.read(w.x(), w.y(), w.width(), w.height(), worker.samples);
        worker.count(worker.samples);
        stretch.apply(worker.samples, strip, w.x(), w.y() - top);
        if (analytic != null) {
          analytic.take(worker.samples, w);
        }
      });
    }
    workers.run(jobs);
  }

  /** Turns the rows of a level into tiles, and hands them to the coarser level. */
  private void flush(int z) throws IOException {
    Level level = levels.get(z);
    int columns = pyramid.columns(z);
    byte[][] images = new byte[columns][];
    byte[][] masks = new byte[columns][];
    List<Workers.Job> jobs = new ArrayList<>();
    for (int x = 0; x < columns; x++) {
      int column = x;
      Window window = pyramid.window(z, x, level.done / pyramid.tileSize());
      jobs.add(worker -> encode(worker, level.strip, window, images, masks, column));
    }
    if (z > 0) {
      addHalving(level, levels.get(z - 1), jobs);
    }
    workers.run(jobs);
    for (int x = 0; x < columns; x++) {
      writer.append(z, images[x], masks[x]);
    }
    level.done += level.filled;
    if (z > 0) {
      Level coarser = levels.get(z - 1);
      coarser.filled += (level.filled + 1) / 2;
      boolean last = coarser.done + coarser.filled == coarser.size.height();
      if (last || coarser.filled == pyramid.tileSize()) {
        flush(z - 1);
      }
    }
    level.filled = 0;
  }

  private void encode(
      Worker worker, Strip strip, Window window, byte[][] images, byte[][] masks, int column) {
    worker.cut.take(strip, 0, window);
    if (!worker.cut.empty()) {
      int size = pyramid.tileSize();
      masks[column] = worker.cut.mask();
      images[column] =
          worker.jpeg.encode(worker.cut.filled(), size, size, stretch.channels(), profile);
    }
  }

  private static void addHalving(Level level, Level coarser, List<Workers.Job> jobs) {
    int rows = (level.filled + 1) / 2;
    for (int start = 0; start < rows; start += HALVING_ROWS) {
      int first = start;
      int end = Math.min(rows, start + HALVING_ROWS);
      int filled = level.filled;
      int offset = coarser.filled;
      jobs.add(worker -> {
        for (int row = first; row < end; row++) {
          level.strip.halve(2 * row, 2 * row + 1 < filled, coarser.strip, offset + row);
        }
      });
    }
  }
}

package org.graticule.image;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TileProfile.Chroma;
import org.graticule.geo.TilePyramid;
import org.graticule.geo.TilePyramid.Window;
import org.graticule.image.cog.CogWriter;
import org.jspecify.annotations.Nullable;

/**
 * The pass from source to pyramid, one row of tiles at a time: each tile is read, counted, shown in
 * 8 bits, encoded and averaged into the next coarser level by one thread while it is in the
 * processor's cache. A coarser level does the same when a row of its own is full. Sources whose
 * blocks do not fit tiles are read into a strip first. Memory grows with the width of the image,
 * not with its area. Used once.
 */
final class IngestPass implements Journal.State {
  private final ImageSource source;
  private final TilePyramid pyramid;
  private final TileProfile profile;
  private final Workers workers;
  private final Stretch stretch;
  private final CogWriter writer;
  private final @Nullable AnalyticPass analytic;
  private final @Nullable ReadyTiles ready;
  private final int finest;
  private int next;
  private final List<Level> levels = new ArrayList<>();

  /** Rows of one level waiting to become tiles. */
  private static final class Level {
    final PixelGrid size;

    /** Null for a level that goes tile by tile. */
    final @Nullable Strip strip;

    int filled;
    int done;

    Level(PixelGrid size, @Nullable Strip strip) {
      this.size = size;
      this.strip = strip;
    }

    Strip rows() {
      if (strip == null) {
        throw new IllegalStateException("a level without rows");
      }
      return strip;
    }
  }

  /**
   * @param analytic also takes what is read; null where the pyramid that is shown holds all
   * @param ready tiles that become the pyramid's once they have been decoded; null without
   */
  IngestPass(
      ImageSource source,
      TilePyramid pyramid,
      TileProfile profile,
      Workers workers,
      Stretch stretch,
      @Nullable AnalyticPass analytic,
      @Nullable ReadyTiles ready,
      Path folder)
      throws IOException {
    this.source = source;
    this.pyramid = pyramid;
    this.profile = profile;
    this.workers = workers;
    this.stretch = stretch;
    this.analytic = analytic;
    this.finest = pyramid.maxZoom();
    this.ready = ready;
    this.writer = new CogWriter(folder, pyramid, stretch.channels(), profile, source.geoTags());
    for (int z = 0; z < pyramid.levels(); z++) {
      PixelGrid size = pyramid.level(z);
      int rows = Math.min(pyramid.tileSize(), size.height());
      boolean stripped = z < finest || !blocksFitTiles();
      levels.add(
          new Level(size, stripped ? new Strip(size.width(), rows, stretch.channels()) : null));
      if (ready != null && ready.has(z)) {
        writer.chroma(z, ready.chroma(z));
      }
    }
  }

  /** Whether a tile can be read without decoding what belongs to its neighbours. */
  private boolean blocksFitTiles() {
    PixelGrid block = source.block();
    int side = pyramid.tileSize();
    return side % block.width() == 0 && side % block.height() == 0;
  }

  /**
   * @param journal where an earlier attempt may have got to, and this one is kept
   * @return whether any pixel is masked
   */
  boolean run(Path file, Journal journal, DoubleConsumer progress) throws IOException {
    try (writer) {
      journal.resume(this);
      int height = source.grid().height();
      Level level = levels.get(finest);
      for (int top = next; top < height; top = next) {
        level.filled = Math.min(pyramid.tileSize(), height - top);
        if (level.strip == null) {
          tiles(finest, this::readTile);
        } else {
          read(top, level.filled, level.strip);
          tiles(finest, this::cutTile);
        }
        advance(finest);
        if (analytic != null) {
          analytic.endRow(top / pyramid.tileSize());
        }
        next = top + level.filled;
        progress.accept((double) next / height);
        if (next < height) {
          journal.offer(this);
        }
      }
      writer.finish(file);
      return writer.masked();
    }
  }

  /** Between two rows of tiles, what is not in tiles yet are the rows of coarser levels. */
  @Override
  public void save(DataOutputStream out) throws IOException {
    out.writeInt(next);
    writer.save(out);
    for (Level level : levels.subList(0, finest)) {
      out.writeInt(level.done);
      out.writeInt(level.filled);
      level.rows().save(out, level.filled);
    }
    if (analytic != null) {
      analytic.save(out);
    }
    out.writeInt(workers.all().size());
    for (Worker worker : workers.all()) {
      worker.save(out);
    }
  }

  @Override
  public void load(DataInputStream in) throws IOException {
    next = in.readInt();
    writer.load(in);
    for (Level level : levels.subList(0, finest)) {
      level.done = in.readInt();
      level.filled = in.readInt();
      level.rows().load(in, level.filled);
    }
    levels.get(finest).done = next;
    if (analytic != null) {
      analytic.load(in);
    }
    for (int saved = in.readInt(); saved > 0; saved--) {
      workers.all().getFirst().load(in);
    }
  }

  private void read(int top, int rows, Strip strip) throws IOException {
    strip.clear();
    List<Workers.Job> jobs = new ArrayList<>();
    for (Window w : Chunks.of(source, top, rows)) {
      jobs.add(worker -> {
        read(worker, w);
        stretch.apply(worker.samples, strip, w.x(), w.y() - top);
      });
    }
    workers.run(jobs);
  }

  /** Every sample of the source comes by here once, in windows. */
  private void read(Worker worker, Window window) throws IOException {
    worker.reader.read(window.x(), window.y(), window.width(), window.height(), worker.samples);
    worker.count(worker.samples);
    if (analytic != null) {
      analytic.take(worker.samples, window);
    }
  }

  /** Makes one tile of the current row of a level. */
  private interface TileStep {
    void run(Worker worker, int z, Window window, FinishedTiles row) throws IOException;
  }

  private void tiles(int z, TileStep step) throws IOException {
    FinishedTiles row = new FinishedTiles(writer, z, pyramid.columns(z));
    int y = levels.get(z).done / pyramid.tileSize();
    List<Workers.Job> jobs = new ArrayList<>();
    for (int x = 0; x < pyramid.columns(z); x++) {
      Window window = pyramid.window(z, x, y);
      jobs.add(worker -> step.run(worker, z, window, row));
    }
    workers.run(jobs);
  }

  private void readTile(Worker worker, int z, Window window, FinishedTiles row) throws IOException {
    read(worker, window);
    if (worker.samples.erased()) {
      leaveOut(z, window, row);
      return;
    }
    Strip shown = stretch.show(worker.samples, worker.shown);
    Window all = new Window(0, 0, window.width(), window.height());
    finish(worker, z, shown, all, window.x(), row);
  }

  /** What the source has nothing of is no tile, and no part of a coarser one. */
  private void leaveOut(int z, Window window, FinishedTiles row) throws IOException {
    if (z > 0) {
      Level coarser = levels.get(z - 1);
      int columns = (window.width() + 1) / 2;
      coarser.rows().erase(window.x() / 2, coarser.filled, columns, (window.height() + 1) / 2);
    }
    row.put(window.x() / pyramid.tileSize(), null, null);
  }

  private void cutTile(Worker worker, int z, Window window, FinishedTiles row) throws IOException {
    Window part = new Window(window.x(), 0, window.width(), window.height());
    finish(worker, z, levels.get(z).rows(), part, window.x(), row);
  }

  /** Averages a tile's pixels into the coarser level and encodes them. */
  private void finish(Worker worker, int z, Strip strip, Window part, int column, FinishedTiles row)
      throws IOException {
    if (z > 0) {
      Level coarser = levels.get(z - 1);
      new Halving(strip, coarser.rows()).apply(part, column / 2, coarser.filled);
    }
    int size = pyramid.tileSize();
    int channels = stretch.channels();
    int x = column / size;
    if (adopt(worker, z, x, strip, part, row)) {
      return;
    }
    TileProfile profile = profile(z);
    if (strip.valid() == null && part.width() == size && part.height() == size) {
      int offset = (part.y() * strip.width() + part.x()) * channels;
      int pitch = strip.width() * channels;
      row.put(
          x,
          worker.jpeg.encode(strip.pixels(), offset, pitch, size, size, channels, profile),
          null);
      return;
    }
    worker.cut.take(strip, part);
    if (worker.cut.empty()) {
      row.put(x, null, null);
      return;
    }
    byte[] mask = worker.cut.mask();
    row.put(x, worker.jpeg.encode(worker.cut.filled(), size, size, channels, profile), mask);
  }

  /** Tiles made among adopted ones have their chroma, which is one of ours then. */
  private TileProfile profile(int z) {
    if (ready == null || !ready.has(z)) {
      return profile;
    }
    Chroma chroma = ready.chroma(z)[0] == 1 ? Chroma.FULL : Chroma.QUARTER;
    return new TileProfile(
        profile.name(), profile.tileSize(), profile.codec(), profile.quality(), chroma);
  }

  /**
   * Takes a tile over as it is, once it is known to decode without a complaint.
   *
   * @return false where there is none to take over
   */
  private boolean adopt(Worker worker, int z, int x, Strip strip, Window part, FinishedTiles row)
      throws IOException {
    int size = pyramid.tileSize();
    int y = levels.get(z).done / size;
    byte[] jpeg = ready == null || !ready.has(z) ? null : ready.jpeg(z, x, y);
    if (ready == null || jpeg == null) {
      return false;
    }
    worker.jpeg.decode(jpeg, size, size, stretch.channels(), 1, worker.decoded);
    if (z == finest) {
      worker.cut.take(strip, part);
    } else {
      worker.cut.takeValid(ready.valid(z, x, y), part);
    }
    boolean empty = worker.cut.empty();
    row.put(x, empty ? null : jpeg, empty ? null : worker.cut.mask());
    return true;
  }

  /** The rows of a level are tiles now; the coarser one follows where it is full. */
  private void advance(int z) throws IOException {
    Level level = levels.get(z);
    level.done += level.filled;
    if (z == 0) {
      return;
    }
    Level coarser = levels.get(z - 1);
    coarser.filled += (level.filled + 1) / 2;
    boolean last = coarser.done + coarser.filled == coarser.size.height();
    if (last || coarser.filled == pyramid.tileSize()) {
      tiles(z - 1, this::cutTile);
      advance(z - 1);
      coarser.filled = 0;
      coarser.rows().clear();
    }
  }
}

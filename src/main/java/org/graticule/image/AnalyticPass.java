package org.graticule.image;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.graticule.geo.LosslessProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.geo.TilePyramid.Window;
import org.graticule.image.cog.AnalyticWriter;

/**
 * The lossless side of the pass from source to pyramid: takes each window as it was decoded, packs
 * a row of tiles when it is whole, and makes the coarser levels when all rows are. Used once.
 */
final class AnalyticPass implements Closeable {
  private final TilePyramid pyramid;
  private final Workers workers;
  private final AnalyticWriter writer;
  private final Queue<AnalyticWriter.Coder> coders = new ConcurrentLinkedQueue<>();

  AnalyticPass(
      ImageSource source,
      TilePyramid pyramid,
      LosslessProfile profile,
      Workers workers,
      Path folder)
      throws IOException {
    this.pyramid = pyramid;
    this.workers = workers;
    this.writer = new AnalyticWriter(folder, pyramid, source, profile);
  }

  /** Whether the 8-bit pyramid that is shown cannot stand for the samples of the source. */
  static boolean needed(ImageSource source) {
    ImageSource.Display display = source.display();
    int[] bands =
        IntStream.range(0, source.bands()).filter(band -> band != source.alphaBand()).toArray();
    boolean palette = display.palette() != null && bands.length == 1;
    boolean asStored =
        display.levels() == 256 && !display.inverted() && Arrays.equals(display.bands(), bands);
    return source.sampleType() != SampleType.UINT8 || !palette && !asStored;
  }

  void save(DataOutputStream out) throws IOException {
    writer.save(out);
  }

  void load(DataInputStream in) throws IOException {
    writer.load(in);
  }

  /** A window of the row of tiles that is being read; from any thread. */
  void take(Samples samples, Window window) {
    writer.place(samples, window);
  }

  /** All of a row of tiles has been taken. */
  void endRow(int y) throws IOException {
    List<Workers.Job> jobs = new ArrayList<>();
    for (int x = 0; x < pyramid.columns(pyramid.maxZoom()); x++) {
      int column = x;
      jobs.add(worker -> with(coder -> writer.encode(coder, column, y)));
    }
    workers.run(jobs);
  }

  /** All rows have ended. */
  void finish(Path file) throws IOException {
    for (int z = pyramid.maxZoom() - 1; z >= 0; z--) {
      int level = z;
      List<Workers.Job> jobs = new ArrayList<>();
      for (int tile = 0; tile < pyramid.columns(z) * pyramid.rows(z); tile++) {
        int x = tile % pyramid.columns(z);
        int y = tile / pyramid.columns(z);
        jobs.add(worker -> with(coder -> writer.halve(coder, level, x, y)));
      }
      workers.run(jobs);
    }
    writer.finish(file);
  }

  private interface Step {
    void run(AnalyticWriter.Coder coder) throws IOException;
  }

  private void with(Step step) throws IOException {
    AnalyticWriter.Coder idle = coders.poll();
    AnalyticWriter.Coder coder = idle == null ? writer.coder() : idle;
    step.run(coder);
    coders.add(coder);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

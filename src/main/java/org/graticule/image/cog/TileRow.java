package org.graticule.image.cog;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.graticule.image.Samples;

/**
 * One row of tiles of the finest level filling up, band by band, outside the heap; where the image
 * is so wide or has so many bands that memory would be short, in an unnamed file. Threads may place
 * disjoint windows at once.
 */
final class TileRow implements Closeable {
  private static final long MOST_NATIVE_BYTES = 192L << 20;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final int size;
  private final int sample;
  private final int[] bands;
  private final long tileBytes;

  /**
   * @param folder for the file
   * @param size pixels along the side of a tile
   * @param sample bytes of one
   * @param bands of the samples to come that are kept
   */
  TileRow(Path folder, int columns, int size, int sample, int[] bands) throws IOException {
    this.size = size;
    this.sample = sample;
    this.bands = bands.clone();
    this.tileBytes = (long) size * size * ((long) sample * bands.length + 1);
    long length = Math.multiplyExact(tileBytes, (long) columns);
    this.memory = length <= MOST_NATIVE_BYTES ? arena.allocate(length, 64) : mapped(folder, length);
  }

  private MemorySegment mapped(Path folder, long length) throws IOException {
    Path path = Files.createTempFile(folder, "row", ".tmp");
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Files.delete(path);
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, length, arena);
    }
  }

  /**
   * @param x column of the image where the window starts
   * @param row of the tiles where it starts
   */
  void place(Samples samples, int x, int row) {
    int width = samples.width();
    byte[] line = new byte[width * sample];
    byte[] valid = samples.valid();
    byte[] ones = new byte[valid == null ? width : 0];
    Arrays.fill(ones, (byte) 1);
    for (int y = 0; y < samples.height(); y++) {
      long at = (long) (row + y) * size;
      for (int i = 0; i < bands.length; i++) {
        Plane.scatter(samples, y * width * samples.bands() + bands[i], width, line, 0);
        cut(line, 0, x, width, sample, plane(i) + at * sample);
      }
      cut(valid == null ? ones : valid, valid == null ? 0 : y * width, x, width, 1, mask() + at);
    }
  }

  /** Copies a line to the tiles it crosses. */
  private void cut(byte[] line, int from, int x, int width, int step, long offset) {
    for (int done = 0; done < width; ) {
      int column = (x + done) / size;
      int inside = (x + done) % size;
      int count = Math.min(size - inside, width - done);
      long to = column * tileBytes + offset + (long) inside * step;
      MemorySegment.copy(line, from + done * step, memory, ValueLayout.JAVA_BYTE, to, count * step);
      done += count;
    }
  }

  private long plane(int band) {
    return (long) size * size * sample * band;
  }

  private long mask() {
    return plane(bands.length);
  }

  void load(int column, int band, byte[] plane) {
    copy(column * tileBytes + plane(band), plane);
  }

  void loadValid(int column, byte[] valid) {
    copy(column * tileBytes + mask(), valid);
  }

  private void copy(long from, byte[] into) {
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, from, into, 0, into.length);
  }

  @Override
  public void close() {
    arena.close();
  }
}

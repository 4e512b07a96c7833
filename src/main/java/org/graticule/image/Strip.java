package org.graticule.image;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a level, or a part of them, as they will be seen: interleaved 8-bit pixels, and one
 * validity byte each (0 or 1) once any pixel is without data. Parallel tasks write disjoint parts
 * between two calls of {@link #clear}; otherwise not thread-safe.
 */
final class Strip {
  private final int width;
  private final int rows;
  private final int channels;
  private final byte[] pixels;
  private volatile byte @Nullable [] valid;
  private byte @Nullable [] spare;

  /**
   * @param width pixels in a row
   * @param channels 1 or 3
   */
  Strip(int width, int rows, int channels) {
    this(width, rows, channels, new byte[length(width, rows, channels)], null);
  }

  /** Shares arrays of the caller's. */
  Strip(int width, int rows, int channels, byte[] pixels, byte @Nullable [] valid) {
    this.width = width;
    this.rows = rows;
    this.channels = channels;
    this.pixels = pixels;
    this.valid = valid;
  }

  private static int length(int width, int rows, int channels) {
    return Math.multiplyExact(Math.multiplyExact(width, rows), channels);
  }

  int width() {
    return width;
  }

  int channels() {
    return channels;
  }

  byte[] pixels() {
    return pixels;
  }

  /** One byte a pixel; null while every pixel is valid. */
  byte @Nullable [] valid() {
    return valid;
  }

  /** Whether a pixel has data, 0 or 1. */
  int valid(int at) {
    byte[] known = valid;
    return known == null ? 1 : known[at];
  }

  /** The validity array, all valid at first. */
  byte[] makeValid() {
    byte[] known = valid;
    return known == null ? firstValid() : known;
  }

  /** Several threads may find their first pixel without data at once. */
  private synchronized byte[] firstValid() {
    byte[] known = valid;
    if (known == null) {
      known = spare == null ? new byte[width * rows] : spare;
      spare = known;
      Arrays.fill(known, (byte) 1);
      valid = known;
    }
    return known;
  }

  /** Leaves a rectangle without data. */
  void erase(int column, int row, int columns, int lines) {
    byte[] known = makeValid();
    for (int y = row; y < row + lines; y++) {
      Arrays.fill(known, y * width + column, y * width + column + columns, (byte) 0);
    }
  }

  /** Keeps the first rows. */
  void save(DataOutputStream out, int filled) throws IOException {
    byte[] known = valid;
    out.write(pixels, 0, filled * width * channels);
    out.writeBoolean(known != null);
    if (known != null) {
      out.write(known, 0, filled * width);
    }
  }

  void load(DataInputStream in, int filled) throws IOException {
    in.readFully(pixels, 0, filled * width * channels);
    if (in.readBoolean()) {
      in.readFully(makeValid(), 0, filled * width);
    }
  }

  /** Every pixel counts as valid again, their content is undefined. */
  void clear() {
    valid = null;
  }
}

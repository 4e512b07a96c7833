package org.graticule.tile.warp;

import org.jspecify.annotations.Nullable;

/**
 * Rendered pixels with their mask.
 *
 * @param rgb interleaved, one (gray) or three channels
 * @param valid one byte a pixel, 0 where there is no data; null where every pixel has
 */
public record Pixels(int width, int height, int channels, byte[] rgb, byte @Nullable [] valid) {

  /** Without any data. */
  public static Pixels nothing(int width, int height) {
    return new Pixels(width, height, 1, new byte[width * height], new byte[width * height]);
  }

  /** The upper left part. */
  public Pixels cropped(int columns, int rows) {
    if (columns == width && rows == height) {
      return this;
    }
    byte @Nullable [] part = valid == null ? null : rows(valid, 1, columns, rows);
    boolean full = true;
    for (int i = 0; part != null && i < part.length; i++) {
      full &= part[i] != 0;
    }
    return new Pixels(
        columns, rows, channels, rows(rgb, channels, columns, rows), full ? null : part);
  }

  private byte[] rows(byte[] from, int each, int columns, int rows) {
    byte[] part = new byte[columns * rows * each];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, row * width * each, part, row * columns * each, columns * each);
    }
    return part;
  }
}

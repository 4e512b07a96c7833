package org.graticule.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.graticule.geo.TilePyramid.Window;

/**
 * Two by two pixels of a level to one of the next coarser: the mean of the valid ones, valid where
 * any of them is. The last column and row stand alone where the size is odd. Where all are valid,
 * eight bytes at a time. Thread-safe for disjoint parts.
 */
record Halving(Strip fine, Strip coarse) {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Every other byte of eight, with room above it for a sum of four. */
  private static final long LANES = 0x00ff_00ff_00ff_00ffL;

  /**
   * @param part of the finer strip, starting at even places
   * @param column where the part goes in the coarser strip
   * @param row likewise
   */
  void apply(Window part, int column, int row) {
    int columns = (part.width() + 1) / 2;
    for (int y = 0; y < part.height(); y += 2) {
      boolean pair = y + 1 < part.height();
      int top = (part.y() + y) * fine.width() + part.x();
      int bottom = pair ? top + fine.width() : top;
      int to = (row + y / 2) * coarse.width() + column;
      int plain = fine.valid() == null ? part.width() / 2 : 0;
      if (fine.channels() == 3) {
        colour(3 * top, 3 * bottom, 3 * to, plain);
      } else {
        gray(top, bottom, to, plain);
      }
      for (int x = plain; x < columns; x++) {
        mean(top + 2 * x, bottom + 2 * x, 2 * x + 1 < part.width(), pair, to + x);
      }
    }
  }

  /** Two pixels a turn; the last ones alone, as what is written may not reach beyond the part. */
  private void colour(int top, int bottom, int to, int count) {
    byte[] from = fine.pixels();
    byte[] into = coarse.pixels();
    int p = top;
    int q = bottom;
    int o = to;
    int x = 0;
    for (; x + 2 < count; x += 2, p += 12, q += 12, o += 6) {
      long a = (long) LONGS.get(from, p);
      long b = (long) LONGS.get(from, q);
      long c = (long) LONGS.get(from, p + 4);
      long d = (long) LONGS.get(from, q + 4);
      long even = (a & LANES) + (b & LANES);
      long odd = (a >>> 8 & LANES) + (b >>> 8 & LANES);
      long laterEven = (c & LANES) + (d & LANES);
      long laterOdd = (c >>> 8 & LANES) + (d >>> 8 & LANES);
      long redBlue = even + (odd >>> 16) + 0x2_0002;
      long green = odd + (even >>> 32) + 2;
      long laterRedBlue = (laterEven + (laterOdd >>> 16) >>> 16) + 0x2_0002;
      long laterGreen = (laterOdd + (laterEven >>> 32) >>> 16) + 2;
      long first = redBlue >>> 2 & 0xff_00ff | (green & 0x3fc) << 6;
      long second = laterRedBlue >>> 2 & 0xff_00ff | (laterGreen & 0x3fc) << 6;
      LONGS.set(into, o, first | second << 24);
    }
    for (; x < count; x++, p += 6, q += 6, o += 3) {
      for (int k = 0; k < 3; k++) {
        into[o + k] = mean(from[p + k], from[p + k + 3], from[q + k], from[q + k + 3]);
      }
    }
  }

  /** Four pixels a turn. */
  private void gray(int top, int bottom, int to, int count) {
    byte[] from = fine.pixels();
    byte[] into = coarse.pixels();
    int x = 0;
    for (; x + 4 <= count; x += 4) {
      long a = (long) LONGS.get(from, top + 2 * x);
      long b = (long) LONGS.get(from, bottom + 2 * x);
      long sum = (a & LANES) + (a >>> 8 & LANES) + (b & LANES) + (b >>> 8 & LANES);
      long means = sum + 0x2_0002_0002_0002L >>> 2 & LANES;
      long pairs = (means | means >>> 8) & 0xffff_0000_ffffL;
      INTS.set(into, to + x, (int) (pairs | pairs >>> 16));
    }
    for (; x < count; x++) {
      int p = top + 2 * x;
      int q = bottom + 2 * x;
      into[to + x] = mean(from[p], from[p + 1], from[q], from[q + 1]);
    }
  }

  private static byte mean(byte a, byte b, byte c, byte d) {
    return (byte) ((a & 0xff) + (b & 0xff) + (c & 0xff) + (d & 0xff) + 2 >> 2);
  }

  /** One pixel, of whichever of its four there are. */
  private void mean(int topLeft, int bottomLeft, boolean right, boolean pair, int to) {
    int a = fine.valid(topLeft);
    int b = right ? fine.valid(topLeft + 1) : 0;
    int c = pair ? fine.valid(bottomLeft) : 0;
    int d = right && pair ? fine.valid(bottomLeft + 1) : 0;
    int n = a + b + c + d;
    if (n == 0) {
      coarse.makeValid()[to] = 0;
    }
    byte[] from = fine.pixels();
    int channels = fine.channels();
    int step = right ? channels : 0;
    for (int k = 0; k < channels; k++) {
      int i = topLeft * channels + k;
      int j = bottomLeft * channels + k;
      int sum =
          a * (from[i] & 0xff)
              + b * (from[i + step] & 0xff)
              + c * (from[j] & 0xff)
              + d * (from[j + step] & 0xff);
      coarse.pixels()[to * channels + k] = (byte) (n == 0 ? 0 : (sum + n / 2) / n);
    }
  }
}

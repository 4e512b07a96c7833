package org.graticule.image.cog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one band of one tile, as they lie in an uncompressed little-endian file, and how
 * they get there, back, and into a coarser level. One thread.
 *
 * @param type of the samples
 * @param size pixels along the side
 * @param bytes row by row
 * @param hole value that stands for no data; NaN where only NaN does
 * @param fill what a reader sees where a tile is left out: the hole if there is one, else 0
 */
record Plane(SampleType type, int size, byte[] bytes, double hole, double fill) {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  static Plane of(SampleType type, int size, OptionalDouble nodata) {
    double hole = type.stored(nodata).orElse(Double.NaN);
    double fill = nodata.isPresent() && holds(type, hole) ? hole : 0;
    return new Plane(type, size, new byte[size * size * type.storedBytes()], hole, fill);
  }

  private static boolean holds(SampleType type, double value) {
    return switch (type) {
      case UINT8 -> whole(value, 0, 255);
      case UINT16 -> whole(value, 0, 65_535);
      case INT16 -> whole(value, -32_768, 32_767);
      case INT32 -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case UINT32 -> whole(value, 0, 0xffff_ffffL);
      case FLOAT32, FLOAT64 -> true;
    };
  }

  private static boolean whole(double value, double low, double high) {
    return value >= low && value <= high && value == Math.rint(value);
  }

  /** Writes one row of a band of interleaved samples into raw bytes. */
  static void scatter(Samples from, int index, int width, byte[] to, int at) {
    int step = from.bands();
    int i = index;
    switch (from.type()) {
      case UINT8 -> {
        for (int x = 0; x < width; x++, i += step) {
          to[at + x] = from.bytes()[i];
        }
      }
      case UINT16, INT16 -> {
        short[] shorts = from.shorts();
        for (int x = 0; x < width; x++, i += step) {
          SHORT.set(to, at + 2 * x, shorts[i]);
        }
      }
      case INT32, UINT32 -> {
        for (int x = 0; x < width; x++, i += step) {
          INT.set(to, at + 4 * x, (int) (long) from.doubles()[i]);
        }
      }
      case FLOAT32 -> {
        for (int x = 0; x < width; x++, i += step) {
          INT.set(to, at + 4 * x, Float.floatToRawIntBits((float) from.doubles()[i]));
        }
      }
      case FLOAT64 -> {
        for (int x = 0; x < width; x++, i += step) {
          LONG.set(to, at + 8 * x, Double.doubleToRawLongBits(from.doubles()[i]));
        }
      }
    }
  }

  /** Copies all samples to a band of interleaved samples of the same size. */
  void gather(Samples to, int band) {
    int step = to.bands();
    int count = size * size;
    int i = band;
    switch (type) {
      case UINT8 -> {
        for (int k = 0; k < count; k++, i += step) {
          to.bytes()[i] = bytes[k];
        }
      }
      case UINT16, INT16 -> {
        short[] shorts = to.shorts();
        for (int k = 0; k < count; k++, i += step) {
          shorts[i] = (short) SHORT.get(bytes, 2 * k);
        }
      }
      case INT32, UINT32, FLOAT32, FLOAT64 -> {
        for (int k = 0; k < count; k++, i += step) {
          to.doubles()[i] = value(k);
        }
      }
    }
  }

  double value(int k) {
    return switch (type) {
      case UINT8 -> bytes[k] & 0xff;
      case UINT16 -> (short) SHORT.get(bytes, 2 * k) & 0xffff;
      case INT16 -> (short) SHORT.get(bytes, 2 * k);
      case INT32 -> (int) INT.get(bytes, 4 * k);
      case UINT32 -> (int) INT.get(bytes, 4 * k) & 0xffff_ffffL;
      case FLOAT32 -> Float.intBitsToFloat((int) INT.get(bytes, 4 * k));
      case FLOAT64 -> Double.longBitsToDouble((long) LONG.get(bytes, 8 * k));
    };
  }

  private void set(int k, double value) {
    switch (type) {
      case UINT8 -> bytes[k] = (byte) value;
      case UINT16, INT16 -> SHORT.set(bytes, 2 * k, (short) (int) value);
      case INT32, UINT32 -> INT.set(bytes, 4 * k, (int) (long) value);
      case FLOAT32 -> INT.set(bytes, 4 * k, Float.floatToRawIntBits((float) value));
      case FLOAT64 -> LONG.set(bytes, 8 * k, Double.doubleToRawLongBits(value));
    }
  }

  /** Puts everywhere what readers see where a tile is left out. */
  void clear() {
    if (fill == 0) {
      Arrays.fill(bytes, (byte) 0);
      return;
    }
    for (int k = 0; k < size * size; k++) {
      set(k, fill);
    }
  }

  /** Whether all samples are what a reader sees where a tile is left out. */
  boolean cleared() {
    for (int k = 0; k < size * size; k++) {
      if (Double.compare(value(k), fill) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Repeats the last column and row of the window to the edges of the tile. */
  void pad(int width, int height) {
    int sample = type.storedBytes();
    int row = size * sample;
    for (int y = 0; y < height && width < size; y++) {
      int last = y * row + (width - 1) * sample;
      for (int i = y * row + width * sample; i < (y + 1) * row; i += sample) {
        System.arraycopy(bytes, last, bytes, i, sample);
      }
    }
    for (int y = height; y < size; y++) {
      System.arraycopy(bytes, (height - 1) * row, bytes, y * row, row);
    }
  }

  /**
   * Halves a tile of the finer level into a quarter of this one: the mean of what is valid, not NaN
   * and not the hole in each two by two.
   *
   * @param valid of the finer tile; null where every pixel is
   * @param width of the finer tile's window, pixels
   */
  void halve(Plane fine, byte @Nullable [] valid, int width, int height, int left, int top) {
    boolean narrow = type == SampleType.UINT8 || type == SampleType.UINT16;
    boolean quick = valid == null && Double.isNaN(hole) && narrow;
    for (int y = 0; y < height; y += 2) {
      int to = (top + y / 2) * size + left;
      for (int x = 0; x < width; x += 2, to++) {
        int k = y * size + x;
        if (quick && x + 1 < width && y + 1 < height) {
          mean(fine, k, to);
        } else {
          mean(fine, valid, k, x + 1 < width, y + 1 < height, to);
        }
      }
    }
  }

  private void mean(Plane fine, int k, int to) {
    if (type == SampleType.UINT8) {
      byte[] from = fine.bytes;
      int sum = (from[k] & 0xff) + (from[k + 1] & 0xff);
      sum += (from[k + size] & 0xff) + (from[k + size + 1] & 0xff);
      bytes[to] = (byte) ((sum + 2) >> 2);
    } else {
      int upper = (int) INT.get(fine.bytes, 2 * k);
      int lower = (int) INT.get(fine.bytes, 2 * (k + size));
      int sum = (upper & 0xffff) + (upper >>> 16) + (lower & 0xffff) + (lower >>> 16);
      SHORT.set(bytes, 2 * to, (short) ((sum + 2) >> 2));
    }
  }

  private void mean(
      Plane fine, byte @Nullable [] valid, int k, boolean right, boolean below, int to) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < 4; i++) {
      boolean there = (right || (i & 1) == 0) && (below || i < 2);
      int at = k + (i & 1) + (i >> 1) * size;
      if (there && (valid == null || valid[at] != 0)) {
        double value = fine.value(at);
        if (value != hole && Double.isFinite(value)) {
          sum += value;
          n++;
        }
      }
    }
    if (n == 0) {
      set(to, type.floating() ? hole : fill);
      return;
    }
    double mean = sum / n;
    if (!type.floating()) {
      mean = Math.floor(mean + 0.5);
    }
    set(to, mean == hole ? beside(mean) : mean);
  }

  /** A mean that happens to be the value for no data gives way to its neighbour. */
  private double beside(double value) {
    return switch (type) {
      case FLOAT32 -> value > 0 ? Math.nextDown((float) value) : Math.nextUp((float) value);
      case FLOAT64 -> value > 0 ? Math.nextDown(value) : Math.nextUp(value);
      case UINT8, UINT16, INT16, INT32, UINT32 -> value > 0 ? value - 1 : value + 1;
    };
  }

  /** Each sample of a row less its left neighbour. */
  static void differences(byte[] from, byte[] to, int at, int row, int sample) {
    System.arraycopy(from, at, to, at, sample);
    int end = at + row;
    switch (sample) {
      case 1 -> {
        for (int i = at + 1; i < end; i++) {
          to[i] = (byte) (from[i] - from[i - 1]);
        }
      }
      case 2 -> {
        for (int i = at + 2; i < end; i += 2) {
          int value = (short) SHORT.get(from, i) - (short) SHORT.get(from, i - 2);
          SHORT.set(to, i, (short) value);
        }
      }
      default -> {
        for (int i = at + 4; i < end; i += 4) {
          INT.set(to, i, (int) INT.get(from, i) - (int) INT.get(from, i - 4));
        }
      }
    }
  }

  /** The inverse of {@link #differences}. */
  static void sums(byte[] from, byte[] to, int at, int row, int sample) {
    int end = at + row;
    int sum = 0;
    for (int i = at; i < end; i += sample) {
      switch (sample) {
        case 1 -> {
          sum += from[i];
          to[i] = (byte) sum;
        }
        case 2 -> {
          sum += (short) SHORT.get(from, i);
          SHORT.set(to, i, (short) sum);
        }
        default -> {
          sum += (int) INT.get(from, i);
          INT.set(to, i, sum);
        }
      }
    }
  }
}

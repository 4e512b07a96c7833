package org.graticule.image;

import java.util.Arrays;
import org.graticule.geo.PixelGrid;
import org.jspecify.annotations.Nullable;

/**
 * Decoded samples of a window, interleaved by pixel, with their validity: pixels and mask travel
 * together. One of the three arrays is in use, as the sample type says. Reused from window to
 * window by one thread.
 */
public final class Samples {
  private final SampleType type;
  private final int bands;
  private int width;
  private int height;
  private byte[] bytes = new byte[0];
  private short[] shorts = new short[0];
  private double[] doubles = new double[0];
  private byte @Nullable [] valid;
  private boolean erased;

  public Samples(SampleType type, int bands) {
    this.type = type;
    this.bands = bands;
  }

  /** Makes room for a window; its content is undefined and every pixel counts as valid. */
  public void reshape(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    valid = null;
    erased = false;
    int length = Math.multiplyExact(Math.multiplyExact(newWidth, newHeight), bands);
    switch (type.bytes()) {
      case 1 -> bytes = bytes.length < length ? new byte[length] : bytes;
      case 2 -> shorts = shorts.length < length ? new short[length] : shorts;
      default -> doubles = doubles.length < length ? new double[length] : doubles;
    }
  }

  public SampleType type() {
    return type;
  }

  public int bands() {
    return bands;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public byte[] bytes() {
    return bytes;
  }

  public short[] shorts() {
    return shorts;
  }

  public double[] doubles() {
    return doubles;
  }

  /** One byte a pixel, 0 where there is no data; null where all pixels are valid. */
  public byte @Nullable [] valid() {
    return valid;
  }

  /** Whether no pixel has data, which is known without looking. */
  public boolean erased() {
    return erased;
  }

  /** The validity array, all valid at first; for sources that find invalid pixels. */
  public byte[] makeValid() {
    byte[] made = valid;
    if (made == null) {
      made = new byte[width * height];
      Arrays.fill(made, (byte) 1);
      valid = made;
    }
    return made;
  }

  /**
   * Takes what another window of the same kind and this one have in common.
   *
   * @param column where the other's upper left pixel is in this one; may lie outside
   * @param row the same
   */
  public void cut(Samples other, int column, int row) {
    int left = Math.max(0, column);
    int pixels = Math.min(width, column + other.width) - left;
    for (int y = Math.max(0, row); pixels > 0 && y < Math.min(height, row + other.height); y++) {
      int from = (y - row) * other.width + left - column;
      int to = y * width + left;
      switch (type.bytes()) {
        case 1 -> System.arraycopy(other.bytes, from * bands, bytes, to * bands, pixels * bands);
        case 2 -> System.arraycopy(other.shorts, from * bands, shorts, to * bands, pixels * bands);
        default ->
            System.arraycopy(other.doubles, from * bands, doubles, to * bands, pixels * bands);
      }
      if (other.valid != null) {
        System.arraycopy(other.valid, from, makeValid(), to, pixels);
      }
    }
  }

  /**
   * Gives all samples of a rectangle one value, and no data.
   *
   * @param column where its upper left pixel is in this window; may lie outside
   * @param row the same
   */
  public void erase(int column, int row, PixelGrid size, double value) {
    byte[] known = makeValid();
    int left = Math.max(0, column);
    int right = Math.min(width, column + size.width());
    int top = Math.max(0, row);
    int bottom = Math.min(height, row + size.height());
    erased |= left == 0 && top == 0 && right == width && bottom == height;
    for (int y = top; y < bottom; y++) {
      int from = y * width + left;
      int to = y * width + right;
      Arrays.fill(known, from, to, (byte) 0);
      switch (type.bytes()) {
        case 1 -> Arrays.fill(bytes, from * bands, to * bands, (byte) (int) value);
        case 2 -> Arrays.fill(shorts, from * bands, to * bands, (short) (int) value);
        default -> Arrays.fill(doubles, from * bands, to * bands, value);
      }
    }
  }

  /** Gives all bands of a pixel one value. */
  public void fill(int pixel, double value) {
    for (int i = pixel * bands; i < (pixel + 1) * bands; i++) {
      switch (type.bytes()) {
        case 1 -> bytes[i] = (byte) (int) value;
        case 2 -> shorts[i] = (short) (int) value;
        default -> doubles[i] = value;
      }
    }
  }

  /** Value of one sample by its place in the interleaved array. */
  public double value(int index) {
    return switch (type) {
      case UINT8 -> Byte.toUnsignedInt(bytes[index]);
      case UINT16 -> Short.toUnsignedInt(shorts[index]);
      case INT16 -> shorts[index];
      case INT32, UINT32, FLOAT32, FLOAT64 -> doubles[index];
    };
  }
}

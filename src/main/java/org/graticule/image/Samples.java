package org.graticule.image;

import java.util.Arrays;
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

  public Samples(SampleType type, int bands) {
    this.type = type;
    this.bands = bands;
  }

  /** Makes room for a window; its content is undefined and every pixel counts as valid. */
  public void reshape(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    valid = null;
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

  /** Puts a smaller window of the same kind into this one, upper left pixel at column, row. */
  public void paste(Samples part, int column, int row) {
    int values = part.width * bands;
    for (int y = 0; y < part.height; y++) {
      int from = y * values;
      int to = ((row + y) * width + column) * bands;
      switch (type.bytes()) {
        case 1 -> System.arraycopy(part.bytes, from, bytes, to, values);
        case 2 -> System.arraycopy(part.shorts, from, shorts, to, values);
        default -> System.arraycopy(part.doubles, from, doubles, to, values);
      }
      if (part.valid != null) {
        System.arraycopy(
            part.valid, y * part.width, makeValid(), (row + y) * width + column, part.width);
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

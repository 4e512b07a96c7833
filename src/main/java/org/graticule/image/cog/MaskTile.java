package org.graticule.image.cog;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The mask of a tile: one byte a pixel in memory (0 or 1), one deflated bit a pixel on disk. */
public final class MaskTile {
  private MaskTile() {}

  public static byte[] pack(byte[] valid) {
    byte[] bits = new byte[valid.length / 8];
    for (int i = 0; i < bits.length; i++) {
      int b = 0;
      for (int k = 0; k < 8; k++) {
        b = b << 1 | valid[i * 8 + k];
      }
      bits[i] = (byte) b;
    }
    Deflater deflater = new Deflater(6);
    try {
      deflater.setInput(bits);
      deflater.finish();
      byte[] out = new byte[bits.length + 64];
      return Arrays.copyOf(out, deflater.deflate(out));
    } finally {
      deflater.end();
    }
  }

  /** Of a tile that is valid everywhere. */
  public static byte[] full(int area) {
    byte[] ones = new byte[area];
    Arrays.fill(ones, (byte) 1);
    return pack(ones);
  }

  /**
   * @throws DataFormatException where it is damaged or too short
   */
  public static byte[] unpack(byte[] packed, int area) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] bits = new byte[area / 8];
      if (inflater.inflate(bits) != bits.length) {
        throw new DataFormatException("a mask tile ends early");
      }
      byte[] valid = new byte[area];
      for (int i = 0; i < area; i++) {
        valid[i] = (byte) (bits[i >> 3] >> (7 - (i & 7)) & 1);
      }
      return valid;
    } finally {
      inflater.end();
    }
  }
}

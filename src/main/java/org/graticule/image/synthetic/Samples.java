package org.graticule.image.synthetic;

/** What a pixel holds. */
public enum Samples {
  /** Red, green, blue for the eye, one byte each. */
  RGB8(3, 8),
  /** Red, green, blue, near infrared as reflectance times 10,000, little-endian. */
  RGBN16(4, 16);

  /** Samples per pixel. */
  public final int bands;

  /** Bits per sample. */
  public final int bits;

  Samples(int bands, int bits) {
    this.bands = bands;
    this.bits = bits;
  }

  public int bytesPerPixel() {
    return bands * bits / 8;
  }
}

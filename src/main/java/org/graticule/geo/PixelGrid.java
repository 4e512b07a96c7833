package org.graticule.geo;

import org.graticule.fault.Fault;

/**
 * The pixels of an image as a plane: column right, row down, (0,0) the outer corner of the upper
 * left pixel, so that the centre of the first pixel is (0.5, 0.5). Immutable.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record PixelGrid(int width, int height) {
  public PixelGrid {
    if (width < 1 || height < 1) {
      throw Fault.unacceptable(
          "bad-size", "image size " + width + " x " + height + "; allowed: at least 1 x 1");
    }
  }

  public long pixels() {
    return (long) width * height;
  }
}

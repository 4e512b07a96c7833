package org.graticule.dataset;

/**
 * A window of a scene that becomes one image of a dataset. Immutable.
 *
 * @param index place in the scene's grid, row by row from 0
 * @param x first column in scene pixels
 * @param y first row in scene pixels
 * @param width columns, &gt; 0
 * @param height rows, &gt; 0
 */
public record Chip(int index, int x, int y, int width, int height) {

  /**
   * The part of a file name that tells where the chip lies, for example {@code x824_y0_1024x1024}.
   */
  public String place() {
    return "x%d_y%d_%dx%d".formatted(x, y, width, height);
  }
}

package org.graticule.tile;

import org.locationtech.jts.geom.Envelope;

/**
 * A rectangle of ground as a picture of any size.
 *
 * @param grid id of the tile matrix set whose CRS the rectangle is in
 * @param bounds in units of that CRS, x before y
 * @param width of the picture, pixels, 1 to {@link #LONGEST}
 * @param height of the picture, pixels, 1 to {@link #LONGEST}
 */
public record MapWindow(String grid, Envelope bounds, int width, int height) {
  public static final int LONGEST = 2048;
  private static final int TILE = 256 * 256;

  /** How many tiles take as long to draw, about. */
  int cost() {
    return Math.max(1, width * height / TILE);
  }

  /** Side of the square, a power of two, that a mesh can be laid over. */
  int side() {
    int side = 32;
    while (side < Math.max(width, height)) {
      side *= 2;
    }
    return side;
  }

  /** The ground of that square: the window's upper left corner, with the window's pixels. */
  Envelope square() {
    double right = bounds.getMinX() + bounds.getWidth() / width * side();
    double bottom = bounds.getMaxY() - bounds.getHeight() / height * side();
    return new Envelope(bounds.getMinX(), right, bottom, bounds.getMaxY());
  }
}

package org.graticule.geo;

import org.graticule.fault.Fault;

/**
 * The native tile grid of an image: square tiles from the upper left corner, z = 0 the coarsest
 * level (a single tile) and z = {@link #maxZoom} full resolution; each level is half the next,
 * rounded up. Immutable.
 *
 * @param grid the image at full resolution
 * @param tileSize pixels along the side of a tile
 */
public record TilePyramid(PixelGrid grid, int tileSize) {
  public static final int NATIVE_TILE = 512;

  /**
   * The part of a level that a tile shows, in pixels of that level; smaller than a tile at the
   * right and lower edges.
   */
  public record Window(int x, int y, int width, int height) {}

  public TilePyramid {
    if (tileSize < 16 || tileSize > 4096 || tileSize % 16 != 0) {
      throw Fault.unacceptable(
          "bad-tile-size", "tile size " + tileSize + "; allowed: multiples of 16 from 16 to 4096");
    }
  }

  public static TilePyramid of(PixelGrid grid) {
    return new TilePyramid(grid, NATIVE_TILE);
  }

  public int maxZoom() {
    int zoom = 0;
    long side = Math.max(grid.width(), grid.height());
    for (long reach = tileSize; reach < side; reach *= 2) {
      zoom++;
    }
    return zoom;
  }

  public int levels() {
    return maxZoom() + 1;
  }

  /** Size of a level: full size divided by a power of two, rounded up. */
  public PixelGrid level(int z) {
    int halvings = maxZoom() - checked(z);
    long step = 1L << halvings;
    return new PixelGrid(
        (int) ((grid.width() + step - 1) / step), (int) ((grid.height() + step - 1) / step));
  }

  /** Full resolution pixels along the side of one pixel of this level. */
  public int scale(int z) {
    return 1 << (maxZoom() - checked(z));
  }

  public int columns(int z) {
    return (level(z).width() + tileSize - 1) / tileSize;
  }

  public int rows(int z) {
    return (level(z).height() + tileSize - 1) / tileSize;
  }

  /** Whether there is such a tile; asks nothing of its data. */
  public boolean contains(int z, int x, int y) {
    return z >= 0 && z <= maxZoom() && x >= 0 && y >= 0 && x < columns(z) && y < rows(z);
  }

  public Window window(int z, int x, int y) {
    if (!contains(z, x, y)) {
      throw Fault.notFound();
    }
    PixelGrid level = level(z);
    return new Window(
        x * tileSize,
        y * tileSize,
        Math.min(tileSize, level.width() - x * tileSize),
        Math.min(tileSize, level.height() - y * tileSize));
  }

  private int checked(int z) {
    if (z < 0 || z > maxZoom()) {
      throw Fault.notFound();
    }
    return z;
  }
}

package org.graticule.image.synthetic;

import java.util.stream.IntStream;

/**
 * Turns a planned scene into pixels, tile by tile on a fixed grid, so that the result does not
 * depend on how much is asked for at a time. Safe from any thread.
 */
public final class Renderer {
  /** Side of the tiles pixels are made in. */
  public static final int TILE = 1024;

  private static final int RIM = 4;
  // Nothing is higher than 36 m, so no shadow reaches further than this many rows.
  private static final int SUNWARD = 132;

  private final SyntheticScene scene;
  private final Samples samples;
  private final Light light;
  private final Sky sky;
  private final Film film;

  public Renderer(SyntheticScene scene, Samples samples) {
    this.scene = scene;
    this.samples = samples;
    this.light = new Light(scene.sun());
    this.sky = new Sky(scene);
    this.film = new Film(scene.seed());
  }

  /**
   * Part of the image.
   *
   * @param x first column in the image
   * @param y first row in the image
   * @param pixels interleaved samples, row by row
   * @param object id of the topmost object of each pixel, 0 for none, row by row
   */
  public record Piece(int x, int y, int width, int height, byte[] pixels, int[] object) {}

  /** Renders the tile in the given column and row of the grid, cut at the image's edge. */
  public Piece tile(int column, int row) {
    int x = column * TILE;
    int y = row * TILE;
    int width = Math.min(TILE, scene.width() - x);
    int height = Math.min(TILE, scene.height() - y);
    double slant = SUNWARD * scene.sun().slant();
    int left = RIM + (int) Math.ceil(Math.max(0, -slant));
    int right = RIM + (int) Math.ceil(Math.max(0, slant));
    Canvas c = scene.surfaces(x - left, y - RIM, width + left + right, height + RIM + SUNWARD);
    light.shine(c, sky.shade(c));
    sky.veil(c);
    byte[] pixels = film.expose(c, left, RIM, width, height, samples);
    int[] object = new int[width * height];
    for (int r = 0; r < height; r++) {
      System.arraycopy(c.object, (r + RIM) * c.width + left, object, r * width, width);
    }
    return new Piece(x, y, width, height, pixels, object);
  }

  /** Number of bands of tiles from top to bottom. */
  public int bands() {
    return (scene.height() + TILE - 1) / TILE;
  }

  /** Renders a whole row of tiles, several at a time. */
  public Piece band(int row) {
    int width = scene.width();
    int y = row * TILE;
    int height = Math.min(TILE, scene.height() - y);
    int size = samples.bytesPerPixel();
    Piece band =
        new Piece(0, y, width, height, new byte[size * width * height], new int[width * height]);
    IntStream.range(0, (width + TILE - 1) / TILE)
        .parallel()
        .mapToObj(column -> tile(column, row))
        .forEach(t -> {
          for (int r = 0; r < height; r++) {
            int to = r * width + t.x;
            System.arraycopy(t.pixels, r * t.width * size, band.pixels, to * size, t.width * size);
            System.arraycopy(t.object, r * t.width, band.object, to, t.width);
          }
        });
    return band;
  }
}

package org.graticule.tile.warp;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TilePyramid;

/** Samples of a whole scene or a window of it, thinned to some hundred thousand by an overview. */
public final class Survey {
  private static final int SIDE = 512;

  private Survey() {}

  /**
   * @param window in pixels of full resolution, within the scene
   * @return one row a band, of the pixels that have data; in codes of the source
   */
  public static float[][] of(BlockSource source, TilePyramid.Window window, int[] bands)
      throws IOException {
    TilePyramid pyramid = source.pyramid();
    int zoom = pyramid.maxZoom();
    while (zoom > 0 && Math.max(window.width(), window.height()) / pyramid.scale(zoom) > SIDE) {
      zoom--;
    }
    int scale = pyramid.scale(zoom);
    PixelGrid level = pyramid.level(zoom);
    int x = Math.min(window.x() / scale, level.width() - 1);
    int y = Math.min(window.y() / scale, level.height() - 1);
    int width = Math.clamp((window.width() + scale - 1) / scale, 1, level.width() - x);
    int height = Math.clamp((window.height() + scale - 1) / scale, 1, level.height() - y);
    Optional<Patch> loaded = Patch.load(source, zoom, bands, x, y, width, height, new Patch.Room());
    if (loaded.isEmpty()) {
      return new float[bands.length][0];
    }
    Patch patch = loaded.get();
    byte[] valid = patch.valid;
    int n = 0;
    float[][] rows = new float[bands.length][width * height];
    for (int i = 0; i < width * height; i++) {
      if (valid == null || valid[i] != 0) {
        for (int b = 0; b < bands.length; b++) {
          rows[b][n] = patch.value(i * bands.length + b);
        }
        n++;
      }
    }
    for (int b = 0; b < bands.length; b++) {
      rows[b] = Arrays.copyOf(rows[b], n);
    }
    return rows;
  }
}

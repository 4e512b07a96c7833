package org.graticule.image;

import java.util.ArrayList;
import java.util.List;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TilePyramid.Window;

/** Cuts rows of a source into windows that follow its blocks and fit a thread's memory. */
final class Chunks {
  private static final long MOST_BYTES = 24L << 20;
  private static final int LEAST_WIDTH = 1024;

  private Chunks() {}

  static List<Window> of(ImageSource source, int top, int rows) {
    PixelGrid grid = source.grid();
    PixelGrid block = source.block();
    long pixelBytes = (long) source.bands() * source.sampleType().bytes();
    boolean stripped = block.width() >= grid.width();
    int width = grid.width();
    if (!stripped) {
      int blocks = Math.max(1, LEAST_WIDTH / block.width());
      width = Math.min(grid.width(), blocks * block.width());
    }
    long affordable = Math.max(1, MOST_BYTES / (pixelBytes * width));
    int height = (int) Math.min(rows, affordable);
    if (stripped) {
      // Several windows a row of tiles, so that every thread has one.
      height = Math.min(height, Math.max(64, block.height()));
    }
    if (height >= block.height()) {
      height -= height % block.height();
    }
    List<Window> windows = new ArrayList<>();
    int y = top;
    while (y < top + rows) {
      // The first window ends where a block ends, and so do all others.
      int reach = Math.min(top + rows, y - y % block.height() + Math.max(height, block.height()));
      int h = Math.min(reach - y, Math.max(1, height));
      for (int x = 0; x < grid.width(); x += width) {
        windows.add(new Window(x, y, Math.min(width, grid.width() - x), h));
      }
      y += h;
    }
    return windows;
  }
}

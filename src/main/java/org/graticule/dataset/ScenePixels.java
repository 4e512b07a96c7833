package org.graticule.dataset;

import java.io.Closeable;
import java.io.IOException;

/** The display pixels of one scene, window by window. Used by one thread. */
public interface ScenePixels extends Closeable {
  /** The pixels of a window inside the scene. */
  Picture read(int x, int y, int width, int height) throws IOException;

  /**
   * A window's pixels.
   *
   * @param channels 1 for gray, 3 for red, green, blue
   * @param pixels interleaved, row by row; black where there is no data
   * @param validFraction part of the window that carries data, 0 to 1
   */
  record Picture(int width, int height, int channels, byte[] pixels, double validFraction) {}
}

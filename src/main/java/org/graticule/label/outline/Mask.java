package org.graticule.label.outline;

import java.util.Arrays;
import org.graticule.geo.Rle;

/**
 * What a model takes for the object. Immutable by convention.
 *
 * @param inside row by row
 * @param score what the model thinks of it, about 0 to 1
 */
record Mask(int width, int height, boolean[] inside, double score) {

  /** Column by column, as outlines of masks are made. */
  Rle runs() {
    int[] runs = new int[width * height + 1];
    int count = 0;
    boolean value = false;
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        if (inside[y * width + x] != value) {
          value = !value;
          count++;
        }
        runs[count]++;
      }
    }
    return new Rle(height, width, Arrays.copyOf(runs, count + 1));
  }

  boolean isEmpty() {
    for (boolean pixel : inside) {
      if (pixel) {
        return false;
      }
    }
    return true;
  }
}

package org.graticule.image.synthetic;

/** Running means and the lens: how a point spreads over its neighbours. Pure functions. */
final class Blur {
  private Blur() {}

  /** Mean over 2 reach + 1 neighbours along one line of the array; the ends repeat. */
  static void box(float[] from, float[] to, int start, int step, int count, int reach) {
    double sum = 0;
    for (int k = -reach; k <= reach; k++) {
      sum += from[start + Math.max(0, Math.min(count - 1, k)) * step];
    }
    float scale = 1f / (2 * reach + 1);
    for (int k = 0; k < count; k++) {
      to[start + k * step] = (float) sum * scale;
      sum += from[start + Math.min(count - 1, k + reach + 1) * step];
      sum -= from[start + Math.max(0, k - reach) * step];
    }
  }

  /** A small separable bell: weights side, centre, side; in place. */
  static void lens(float[] image, int width, int rows, float side) {
    float centre = 1 - 2 * side;
    for (int y = 0; y < rows; y++) {
      int base = y * width;
      float before = image[base];
      for (int x = 0; x < width; x++) {
        float here = image[base + x];
        float after = x + 1 < width ? image[base + x + 1] : here;
        image[base + x] = centre * here + side * (before + after);
        before = here;
      }
    }
    float[] before = new float[width];
    System.arraycopy(image, 0, before, 0, width);
    for (int y = 0; y < rows; y++) {
      int base = y * width;
      int below = y + 1 < rows ? base + width : base;
      for (int x = 0; x < width; x++) {
        float here = image[base + x];
        image[base + x] = centre * here + side * (before[x] + image[below + x]);
        before[x] = here;
      }
    }
  }
}

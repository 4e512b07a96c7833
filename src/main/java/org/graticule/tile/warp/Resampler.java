package org.graticule.tile.warp;

/**
 * Values at places between pixels. Pixels without data never mix into those that have: weights are
 * shared among the valid ones; a cubic value near a hole is made bilinearly. Without state.
 */
final class Resampler {
  private Resampler() {}

  /**
   * @param out one row a band; undefined where the place has no data
   */
  static void row(Resampling how, Patch patch, Places places, int n, float[][] out) {
    switch (how) {
      case NEAREST -> nearest(patch, places, n, out);
      case BILINEAR -> {
        if (patch.valid != null) {
          masked(patch, places, n, out);
        } else if (patch.type.bytes() == 2) {
          shorts(patch, places, n, out);
        } else {
          bilinear(patch, places, n, out);
        }
      }
      case CUBIC -> cubic(patch, places, n, out);
    }
  }

  private static void nearest(Patch patch, Places places, int n, float[][] out) {
    for (int i = 0; i < n; i++) {
      if (places.at[i] >= 0) {
        int index =
            places.at[i]
                + (places.u[i] >= 0.5f ? places.right : 0)
                + (places.v[i] >= 0.5f ? places.below : 0);
        for (int b = 0; b < patch.bands; b++) {
          out[b][i] = patch.value(index * patch.bands + b);
        }
      }
    }
  }

  private static void bilinear(Patch patch, Places places, int n, float[][] out) {
    int right = places.right * patch.bands;
    int below = places.below * patch.bands;
    for (int i = 0; i < n; i++) {
      if (places.at[i] >= 0) {
        int a = places.at[i] * patch.bands;
        float u = places.u[i];
        float v = places.v[i];
        for (int b = 0; b < patch.bands; b++, a++) {
          float top = patch.value(a);
          top += u * (patch.value(a + right) - top);
          float bottom = patch.value(a + below);
          bottom += u * (patch.value(a + below + right) - bottom);
          out[b][i] = top + v * (bottom - top);
        }
      }
    }
  }

  /** The same for 16 bits, without a choice of type per sample. */
  private static void shorts(Patch patch, Places places, int n, float[][] out) {
    int right = places.right * patch.bands;
    int below = places.below * patch.bands;
    short[] s = patch.shorts;
    // Adding and taking away makes one loop do for both signs.
    int flip = patch.type == org.graticule.image.SampleType.UINT16 ? 0 : 0x8000;
    for (int b = 0; b < patch.bands; b++) {
      float[] row = out[b];
      for (int i = 0; i < n; i++) {
        if (places.at[i] >= 0) {
          int a = places.at[i] * patch.bands + b;
          float u = places.u[i];
          float top = (s[a] ^ flip) & 0xffff;
          top += u * (((s[a + right] ^ flip) & 0xffff) - top);
          float bottom = (s[a + below] ^ flip) & 0xffff;
          bottom += u * (((s[a + below + right] ^ flip) & 0xffff) - bottom);
          row[i] = top + places.v[i] * (bottom - top) - flip;
        }
      }
    }
  }

  private static void masked(Patch patch, Places places, int n, float[][] out) {
    for (int i = 0; i < n; i++) {
      if (places.at[i] >= 0) {
        maskedAt(patch, places, i, out);
      }
    }
  }

  private static void maskedAt(Patch patch, Places places, int i, float[][] out) {
    byte[] valid = patch.valid;
    int a = places.at[i];
    int b = a + places.right;
    int c = a + places.below;
    int d = b + places.below;
    float u = places.u[i];
    float v = places.v[i];
    float wa = (1 - u) * (1 - v) * (valid == null ? 1 : valid[a]);
    float wb = u * (1 - v) * (valid == null ? 1 : valid[b]);
    float wc = (1 - u) * v * (valid == null ? 1 : valid[c]);
    float wd = u * v * (valid == null ? 1 : valid[d]);
    float sum = wa + wb + wc + wd;
    int n = patch.bands;
    for (int k = 0; k < n; k++) {
      // A weight of 0 must also drop what is not a number.
      float value = wa > 0 ? wa * patch.value(a * n + k) : 0;
      value += wb > 0 ? wb * patch.value(b * n + k) : 0;
      value += wc > 0 ? wc * patch.value(c * n + k) : 0;
      value += wd > 0 ? wd * patch.value(d * n + k) : 0;
      out[k][i] = value / sum;
    }
  }

  private static void cubic(Patch patch, Places places, int n, float[][] out) {
    float[] wx = new float[4];
    float[] wy = new float[4];
    for (int i = 0; i < n; i++) {
      int a = places.at[i];
      if (a < 0) {
        continue;
      }
      int column = a % patch.width;
      int row = a / patch.width;
      if (column < 1
          || row < 1
          || column + 2 >= patch.width
          || row + 2 >= patch.height
          || hole(patch, column, row)) {
        maskedAt(patch, places, i, out);
        continue;
      }
      weights(places.u[i], wx);
      weights(places.v[i], wy);
      for (int b = 0; b < patch.bands; b++) {
        float sum = 0;
        for (int j = 0; j < 4; j++) {
          int p = ((row - 1 + j) * patch.width + column - 1) * patch.bands + b;
          float line =
              wx[0] * patch.value(p)
                  + wx[1] * patch.value(p + patch.bands)
                  + wx[2] * patch.value(p + 2 * patch.bands)
                  + wx[3] * patch.value(p + 3 * patch.bands);
          sum += wy[j] * line;
        }
        out[b][i] = sum;
      }
    }
  }

  private static boolean hole(Patch patch, int column, int row) {
    byte[] valid = patch.valid;
    if (valid != null) {
      for (int y = row - 1; y <= row + 2; y++) {
        for (int x = column - 1; x <= column + 2; x++) {
          if (valid[y * patch.width + x] == 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Catmull-Rom: R. Keys, Cubic convolution interpolation, 1981, with a = -1/2. */
  private static void weights(float t, float[] w) {
    w[0] = t * (-0.5f + t * (1 - 0.5f * t));
    w[1] = 1 + t * t * (-2.5f + 1.5f * t);
    w[2] = t * (0.5f + t * (2 - 1.5f * t));
    w[3] = t * t * (-0.5f + 0.5f * t);
  }
}

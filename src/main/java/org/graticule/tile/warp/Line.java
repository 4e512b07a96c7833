package org.graticule.tile.warp;

/**
 * Output pixels whose places lie on one line well inside a patch without holes: the commonest way
 * to resample, in whole numbers and without a question per pixel. Places are kept to 1/65536 of a
 * source pixel, weights to 1/2048. Reused by one thread.
 */
final class Line {
  private static final int BITS = 11;
  private static final int ONE = 1 << BITS;
  private static final int HALF = ONE / 2;

  /** Larger patches are not for fixed point. */
  private static final int WIDEST = 1 << 14;

  /** Of the first pixel, in pixels of the level; then the way to the next. */
  double x;

  double y;
  double stepX;
  double stepY;

  private int fixedX;
  private int fixedY;
  private int fixedStepX;
  private int fixedStepY;

  /** Whether all four neighbours of every pixel are in the patch. */
  boolean within(Patch patch, int n) {
    double firstX = x - patch.x - 0.5;
    double firstY = y - patch.y - 0.5;
    double lastX = firstX + (n - 1) * stepX;
    double lastY = firstY + (n - 1) * stepY;
    double slack = 0.01;
    boolean inside =
        Math.min(firstX, lastX) >= slack
            && Math.min(firstY, lastY) >= slack
            && Math.max(firstX, lastX) < patch.width - 1 - slack
            && Math.max(firstY, lastY) < patch.height - 1 - slack
            && Math.max(patch.width, patch.height) <= WIDEST;
    if (inside) {
      fixedX = (int) (firstX * 65536);
      fixedY = (int) (firstY * 65536);
      fixedStepX = (int) Math.rint(stepX * 65536);
      fixedStepY = (int) Math.rint(stepY * 65536);
    }
    return inside;
  }

  void three(Patch patch, int n, byte[] out, int at) {
    byte[] s = patch.bytes;
    int width = patch.width;
    int below = 3 * width;
    int px = fixedX;
    int py = fixedY;
    int o = at;
    for (int i = 0; i < n; i++, o += 3, px += fixedStepX, py += fixedStepY) {
      int a = 3 * ((py >> 16) * width + (px >> 16));
      int b = a + below;
      int u = px >> 5 & ONE - 1;
      int v = py >> 5 & ONE - 1;
      int uv = u * v >> BITS;
      int u1 = u - uv;
      int v1 = v - uv;
      int u0 = ONE - u - v1;
      out[o] =
          (byte)
              ((s[a] & 0xff) * u0
                      + (s[a + 3] & 0xff) * u1
                      + (s[b] & 0xff) * v1
                      + (s[b + 3] & 0xff) * uv
                      + HALF
                  >> BITS);
      out[o + 1] =
          (byte)
              ((s[a + 1] & 0xff) * u0
                      + (s[a + 4] & 0xff) * u1
                      + (s[b + 1] & 0xff) * v1
                      + (s[b + 4] & 0xff) * uv
                      + HALF
                  >> BITS);
      out[o + 2] =
          (byte)
              ((s[a + 2] & 0xff) * u0
                      + (s[a + 5] & 0xff) * u1
                      + (s[b + 2] & 0xff) * v1
                      + (s[b + 5] & 0xff) * uv
                      + HALF
                  >> BITS);
    }
  }

  void one(Patch patch, int n, byte[] out, int at) {
    byte[] s = patch.bytes;
    int width = patch.width;
    int px = fixedX;
    int py = fixedY;
    for (int i = 0; i < n; i++, px += fixedStepX, py += fixedStepY) {
      int a = (py >> 16) * width + (px >> 16);
      int b = a + width;
      int u = px >> 5 & ONE - 1;
      int v = py >> 5 & ONE - 1;
      int uv = u * v >> BITS;
      int sum =
          (s[a] & 0xff) * (ONE - u - v + uv)
              + (s[a + 1] & 0xff) * (u - uv)
              + (s[b] & 0xff) * (v - uv)
              + (s[b + 1] & 0xff) * uv;
      out[at + i] = (byte) (sum + HALF >> BITS);
    }
  }

  /** 16 bits through a table for each band: stretched once for each output pixel. */
  void shorts(Patch patch, int n, byte[][] tables, byte[] out, int at) {
    short[] s = patch.shorts;
    int bands = patch.bands;
    int below = patch.width * bands;
    for (int k = 0; k < bands; k++) {
      byte[] table = tables[k];
      int px = fixedX;
      int py = fixedY;
      int o = at + k;
      for (int i = 0; i < n; i++, o += bands, px += fixedStepX, py += fixedStepY) {
        int a = ((py >> 16) * patch.width + (px >> 16)) * bands + k;
        int b = a + below;
        int u = px >> 5 & ONE - 1;
        int v = py >> 5 & ONE - 1;
        int uv = u * v >> BITS;
        int sum =
            (s[a] & 0xffff) * (ONE - u - v + uv)
                + (s[a + bands] & 0xffff) * (u - uv)
                + (s[b] & 0xffff) * (v - uv)
                + (s[b + bands] & 0xffff) * uv;
        out[o] = table[sum + HALF >>> BITS];
      }
    }
  }
}

package org.graticule.tile.warp;

/**
 * Where a row of output pixels lies in a patch: for each the upper left of the four pixels around
 * it, the way from that one's middle, and whether it has data at all. Reused from row to row by one
 * thread.
 */
final class Places {
  final double[] xs;
  final double[] ys;

  /** Index of the upper left pixel; -1 where there is no data. */
  final int[] at;

  final float[] u;
  final float[] v;
  int count;

  /** Steps to the pixel on the right and below, in pixels: 0 in a patch of one. */
  int right;

  int below;

  Places(int size) {
    this.xs = new double[size];
    this.ys = new double[size];
    this.at = new int[size];
    this.u = new float[size];
    this.v = new float[size];
  }

  /**
   * Works out {@link #at}, {@link #u} and {@link #v} from {@link #xs} and {@link #ys}, which are in
   * pixels of the level.
   *
   * @param n outputs in the row
   */
  void settle(Patch patch, int n, int levelWidth, int levelHeight) {
    right = patch.width > 1 ? 1 : 0;
    below = patch.height > 1 ? patch.width : 0;
    count = 0;
    byte[] valid = patch.valid;
    int lastX = Math.max(0, patch.width - 2);
    int lastY = Math.max(0, patch.height - 2);
    for (int i = 0; i < n; i++) {
      double x = xs[i];
      double y = ys[i];
      if (!(x >= 0 && y >= 0 && x < levelWidth && y < levelHeight)) {
        at[i] = -1;
        continue;
      }
      double px = x - patch.x;
      double py = y - patch.y;
      if (valid != null && valid[(int) py * patch.width + (int) px] == 0) {
        at[i] = -1;
        continue;
      }
      px -= 0.5;
      py -= 0.5;
      int column = px < 0 ? 0 : Math.min((int) px, lastX);
      int row = py < 0 ? 0 : Math.min((int) py, lastY);
      at[i] = row * patch.width + column;
      u[i] = (float) Math.clamp(px - column, 0, 1);
      v[i] = (float) Math.clamp(py - row, 0, 1);
      count++;
    }
  }
}

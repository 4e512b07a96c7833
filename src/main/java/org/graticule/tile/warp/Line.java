package org.graticule.tile.warp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Output pixels whose places lie on one line well inside a patch without holes: the commonest way
 * to resample, in whole numbers and without a question per pixel. Places are kept to 1/65536 of a
 * source pixel, weights of one band to 1/2048. Reused by one thread.
 */
final class Line {
  private static final int BITS = 11;
  private static final int ONE = 1 << BITS;
  private static final int HALF = ONE / 2;

  private static final int RED_BLUE = 0xff00ff;
  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

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

  /**
   * Red and blue are weighed in one multiplication, with weights to 1/256: half the time of a sum
   * for each. Reads a byte beyond the last neighbour, which a patch has.
   */
  void three(Patch patch, int n, byte[] out, int at) {
    byte[] s = patch.bytes;
    int width = patch.width;
    int below = 3 * width;
    int px = fixedX;
    int py = fixedY;
    int o = at;
    for (int i = 0; i < n; i++, o += 3, px += fixedStepX, py += fixedStepY) {
      int index = 3 * ((py >> 16) * width + (px >> 16));
      int a = (int) FOUR.get(s, index);
      int b = (int) FOUR.get(s, index + 3);
      int c = (int) FOUR.get(s, index + below);
      int d = (int) FOUR.get(s, index + below + 3);
      int u = px >> 8 & 255;
      int v = py >> 8 & 255;
      int uv = u * v >> 8;
      int u1 = u - uv;
      int v1 = v - uv;
      int u0 = 256 - u - v1;
      int redBlue =
          (a & RED_BLUE) * u0
                  + (b & RED_BLUE) * u1
                  + (c & RED_BLUE) * v1
                  + (d & RED_BLUE) * uv
                  + 0x800080
              >>> 8;
      int green =
          (a >>> 8 & 255) * u0
              + (b >>> 8 & 255) * u1
              + (c >>> 8 & 255) * v1
              + (d >>> 8 & 255) * uv
              + 128;
      out[o] = (byte) redBlue;
      out[o + 1] = (byte) (green >>> 8);
      out[o + 2] = (byte) (redBlue >>> 16);
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

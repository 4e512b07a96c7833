package org.graticule.image.synthetic;

/**
 * Noise laid up beforehand. Fine mottle repeats every 1024 pixels, where wider variation hides it;
 * the wide variation never repeats and is kept coarsely for the whole scene. Immutable.
 */
final class Grain {
  private static final int SIDE = 1024;
  private static final int MASK = SIDE - 1;
  private static final int STEP = 16;
  private static final int EDGE = 320;

  private final float[] mottle = new float[SIDE * SIDE];
  private final float[] fine = new float[SIDE * SIDE];
  private final float[] broad;
  private final int columns;

  Grain(Noise noise, int width, int height) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float m =
            0.5f * tiled(noise, x, y, 32)
                + 0.3f * tiled(noise, x, y, 16)
                + 0.2f * tiled(noise, x, y, 8);
        mottle[y * SIDE + x] = m;
        fine[y * SIDE + x] =
            0.8f * (noise.white(x, y) - 0.5f)
                + 0.25f * tiled(noise, x, y, 4)
                + 0.15f * tiled(noise, x, y, 2);
      }
    }
    columns = (width + 2 * EDGE) / STEP + 3;
    int rows = (height + 2 * EDGE) / STEP + 3;
    broad = new float[columns * rows];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        broad[r * columns + c] = noise.octaves(c * STEP / 310.0, r * STEP / 310.0, 3);
      }
    }
  }

  /** Value noise on a lattice that wraps round the tile. */
  private static float tiled(Noise noise, int x, int y, int cell) {
    int n = SIDE / cell;
    int ix = x / cell;
    int iy = y / cell;
    float fx = (float) (x % cell) / cell;
    float fy = (float) (y % cell) / cell;
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    int jx = (ix + 1) % n;
    int jy = (iy + 1) % n;
    int far = cell * 4099;
    float a = noise.white(ix + far, iy);
    float b = noise.white(jx + far, iy);
    float c = noise.white(ix + far, jy);
    float d = noise.white(jx + far, jy);
    float top = a + (b - a) * fx;
    return 2 * (top + (c + (d - c) * fx - top) * fy) - 1;
  }

  /** Patches 8 to 32 pixels wide, about -1..1. */
  float mottle(int x, int y) {
    return mottle[(y & MASK) * SIDE + (x & MASK)];
  }

  /** Speckle of single pixels with a little structure, about -0.7..0.7. */
  float fine(int x, int y) {
    return fine[(y & MASK) * SIDE + (x & MASK)];
  }

  /** Variation over 80 to 310 pixels, within -1..1; repeats its rim outside the scene. */
  float broad(int x, int y) {
    int px = Math.max(0, x + EDGE);
    int py = Math.max(0, y + EDGE);
    int c = Math.min(px / STEP, columns - 2);
    int r = Math.min(py / STEP, broad.length / columns - 2);
    float fx = Math.min(1, (px - c * STEP) / (float) STEP);
    float fy = Math.min(1, (py - r * STEP) / (float) STEP);
    int k = r * columns + c;
    float a = broad[k] + (broad[k + 1] - broad[k]) * fx;
    float b = broad[k + columns] + (broad[k + columns + 1] - broad[k + columns]) * fx;
    return a + (b - a) * fy;
  }
}

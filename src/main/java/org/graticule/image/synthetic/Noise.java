package org.graticule.image.synthetic;

/**
 * Seeded value noise on an infinite plane. Lattice values come from an integer hash and are joined
 * with plain IEEE arithmetic only, so every machine gets the same bits. Immutable.
 */
final class Noise {
  private static final float UNIT = 1f / (1 << 24);

  private final int seed;

  Noise(long seed) {
    this.seed = (int) (seed ^ (seed >>> 32)) * 0x9E3779B1 + 0x632BE5AB;
  }

  /** A well mixed integer for a lattice point. */
  int hash(int x, int y) {
    int h = x * 0x27D4EB2F ^ y * 0x165667B1 ^ seed;
    h = (h ^ (h >>> 15)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }

  /** White noise in [0, 1). */
  float white(int x, int y) {
    return (hash(x, y) >>> 8) * UNIT;
  }

  /** Smooth noise in [-1, 1] with features about one unit wide. */
  float at(double x, double y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    float fx = (float) (x - ix);
    float fy = (float) (y - iy);
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    float a = white(ix, iy);
    float b = white(ix + 1, iy);
    float c = white(ix, iy + 1);
    float d = white(ix + 1, iy + 1);
    float top = a + (b - a) * fx;
    float bottom = c + (d - c) * fx;
    return 2 * (top + (bottom - top) * fy) - 1;
  }

  /** Octaves of {@link #at}, each twice as fine and half as strong; within [-1, 1]. */
  float octaves(double x, double y, int count) {
    float sum = 0;
    float weight = 0.5f;
    float total = 0;
    for (int i = 0; i < count; i++) {
      sum += weight * at(x, y);
      total += weight;
      weight *= 0.5f;
      x = x * 2 + 17.13;
      y = y * 2 - 9.71;
    }
    return sum / total;
  }
}

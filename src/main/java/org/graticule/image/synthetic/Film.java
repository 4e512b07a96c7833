package org.graticule.image.synthetic;

/**
 * The camera: a lens that spreads, a sensor that is not quite quiet, and a tone curve. Immutable.
 */
final class Film {
  private static final int STEPS = 8192;
  private static final float SPREAD = 0.17f;
  private static final float COUNTS = 10_000;

  private final Noise grain;
  private final byte[] curve = new byte[STEPS];

  Film(long seed) {
    grain = new Noise(seed * 31 + 7);
    for (int k = 0; k < STEPS; k++) {
      double v = k / (double) (STEPS - 1);
      double soft = v * 1.75 / (1 + 0.75 * v * v);
      double display = StrictMath.pow(Math.min(1, soft), 1 / 2.15);
      // Zero is kept for "no data".
      curve[k] = (byte) Math.max(1, Math.round(255 * Math.min(1, display)));
    }
  }

  /** Interleaved samples of the window, 8-bit RGB or 16-bit RGB and near infrared, never 0. */
  byte[] expose(Canvas c, int left, int top, int width, int height, Samples samples) {
    float[][] bands = {c.red, c.green, c.blue, c.infrared};
    int size = samples.bytesPerPixel();
    byte[] out = new byte[size * width * height];
    for (int b = 0; b < samples.bands; b++) {
      Blur.lens(bands[b], c.width, c.rows, SPREAD);
      for (int row = 0; row < height; row++) {
        int from = (row + top) * c.width + left;
        int to = row * width * size + b * size / samples.bands;
        for (int col = 0; col < width; col++, from++, to += size) {
          float v = noisy(bands[b][from], (c.x0 + col + left) * 4 + b, c.y0 + row + top);
          switch (samples) {
            case RGB8 -> {
              int k = (int) (v * (STEPS - 1));
              out[to] = curve[k < 0 ? 0 : k >= STEPS ? STEPS - 1 : k];
            }
            case RGBN16 -> {
              int count = Math.max(1, Math.min(65_535, (int) (v * COUNTS)));
              out[to] = (byte) count;
              out[to + 1] = (byte) (count >>> 8);
            }
          }
        }
      }
    }
    return out;
  }

  private float noisy(float v, int x, int y) {
    int h = grain.hash(x, y);
    float bell = ((h & 0xFF) + (h >>> 8 & 0xFF) + (h >>> 16 & 0xFF) + (h >>> 24)) / 510f - 1;
    return v + bell * (0.0035f + 0.028f * v);
  }
}

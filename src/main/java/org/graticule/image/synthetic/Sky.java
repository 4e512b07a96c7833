package org.graticule.image.synthetic;

/** What the air adds: a few clouds, the shade they throw, and haze. Immutable. */
final class Sky {
  private static final int STEP = 8;
  private static final float[] HAZE = {0.0085f, 0.0115f, 0.0165f};

  private final Noise noise;
  private final double shiftX;
  private final double shiftY;
  private final double scale;

  Sky(SyntheticScene scene) {
    noise = new Noise(scene.seed() ^ 0x5C0DE);
    Sun sun = scene.sun();
    double far = Shapes.px(620) * Math.min(1, scene.width() / 6000.0);
    shiftX = far * sun.x() / sun.z();
    shiftY = far * sun.y() / sun.z();
    scale = Math.max(700, Math.min(scene.width(), 9000) * 0.17);
  }

  /** Thickness of cloud over a pixel, 0..1. */
  private float cloud(double x, double y) {
    float lump = noise.octaves(x / scale, y / scale, 2);
    if (lump < 0.3f) {
      return 0;
    }
    float d = lump + 0.3f * noise.octaves(x / scale * 3.7, y / scale * 3.7, 5) - 0.6f;
    return d <= 0 ? 0 : Math.min(1, d * 3f);
  }

  /** Thickness over the canvas moved by a shift: sampled every few pixels and joined smoothly. */
  private float[] over(Canvas c, double dx, double dy) {
    int startX = Math.floorDiv(c.x0, STEP) * STEP;
    int startY = Math.floorDiv(c.y0, STEP) * STEP;
    int columns = (c.x0 + c.width - startX) / STEP + 2;
    int rows = (c.y0 + c.rows - startY) / STEP + 2;
    float[] coarse = new float[columns * rows];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < columns; k++) {
        coarse[r * columns + k] = cloud(startX + k * STEP + dx, startY + r * STEP + dy);
      }
    }
    float[] out = new float[c.width * c.rows];
    for (int row = 0; row < c.rows; row++) {
      int r = (c.y0 + row - startY) / STEP;
      float fy = (c.y0 + row - startY) % STEP / (float) STEP;
      for (int col = 0; col < c.width; col++) {
        int at = r * columns + (c.x0 + col - startX) / STEP;
        float fx = (c.x0 + col - startX) % STEP / (float) STEP;
        float a = coarse[at] + (coarse[at + 1] - coarse[at]) * fx;
        float b = coarse[at + columns] + (coarse[at + columns + 1] - coarse[at + columns]) * fx;
        out[row * c.width + col] = a + (b - a) * fy;
      }
    }
    return out;
  }

  /** Share of sunlight that clouds let through. */
  float[] shade(Canvas c) {
    float[] shade = over(c, shiftX, shiftY);
    for (int i = 0; i < shade.length; i++) {
      shade[i] = 1 - 0.72f * shade[i];
    }
    return shade;
  }

  void veil(Canvas c) {
    float[] cloud = over(c, 0, 0);
    for (int i = 0; i < cloud.length; i++) {
      float d = cloud[i];
      float through = 0.965f * (1 - 0.94f * d);
      float white = 0.56f * d * (0.86f + 0.14f * d);
      c.red[i] = c.red[i] * through + HAZE[0] + white;
      c.green[i] = c.green[i] * through + HAZE[1] + white;
      c.blue[i] = c.blue[i] * through + HAZE[2] + white * 1.02f;
      c.infrared[i] = c.infrared[i] * through + 0.004f + white;
    }
  }
}

package org.graticule.image.synthetic;

/**
 * Lights a canvas: sun on slopes, cast shadows, and sky. Shadows come from one sweep over the
 * heights from the sunny side, so that every object shades whatever lies behind it, roofs included.
 */
final class Light {
  private static final float[] SUN = {1.0f, 0.955f, 0.875f};
  private static final float[] SKY = {0.15f, 0.2f, 0.285f};

  private final Sun sun;

  Light(Sun sun) {
    this.sun = sun;
  }

  /** Replaces reflectance by radiance, in place. */
  void shine(Canvas c, float[] cloudShade) {
    float[] shade = shadows(c);
    float[] open = openness(c);
    float lx = (float) sun.x();
    float ly = (float) sun.y();
    float lz = (float) sun.z();
    for (int row = 0; row < c.rows; row++) {
      for (int col = 0; col < c.width; col++) {
        int i = row * c.width + col;
        float gx = slope(c.height, i, col, c.width, 1);
        float gy = slope(c.height, i, row, c.rows, c.width);
        float facing = 1;
        if (gx != 0 || gy != 0) {
          float dot = lz - gx * lx - gy * ly;
          facing = dot <= 0 ? 0 : dot / (lz * (float) Math.sqrt(1 + gx * gx + gy * gy));
        }
        float direct = facing * shade[i] * cloudShade[i];
        float sky = open[i] * (0.7f + 0.3f * cloudShade[i]);
        c.red[i] *= SUN[0] * direct + SKY[0] * sky;
        c.green[i] *= SUN[1] * direct + SKY[1] * sky;
        c.blue[i] *= SUN[2] * direct + SKY[2] * sky;
        c.infrared[i] *= SUN[0] * direct + 0.1f * sky;
      }
    }
  }

  /** The gentler of the two one-sided slopes: walls do not count, roofs and crowns do. */
  private static float slope(float[] h, int i, int at, int count, int step) {
    if (at == 0 || at == count - 1) {
      return 0;
    }
    float before = h[i] - h[i - step];
    float after = h[i + step] - h[i];
    float s = Math.abs(before) < Math.abs(after) ? before : after;
    return Math.max(-3f, Math.min(3f, s / (float) Shapes.GSD));
  }

  private float[] shadows(Canvas c) {
    float[] lit = new float[c.width * c.rows];
    float[] ray = new float[c.width];
    float[] next = new float[c.width];
    float slant = (float) sun.slant();
    float climb = (float) sun.climb();
    for (int row = c.rows - 1; row >= 0; row--) {
      int base = row * c.width;
      for (int x = 0; x < c.width; x++) {
        float above = ray[x] - c.height[base + x];
        float s = above * 2.2f + 0.25f;
        lit[base + x] = s <= 0 ? 1 : s >= 1 ? 0 : 1 - s;
      }
      for (int x = 0; x < c.width; x++) {
        ray[x] = Math.max(ray[x], c.height[base + x]);
      }
      // The ray moves by whole columns, now one and now none, so that shadow edges stay sharp.
      int now = (int) Math.floor((c.y0 + row) * (double) slant);
      int shift = now - (int) Math.floor((c.y0 + row - 1) * (double) slant);
      for (int x = 0; x < c.width; x++) {
        int a = Math.max(0, Math.min(c.width - 1, x + shift));
        next[x] = Math.max(0, ray[a] - climb);
      }
      float[] swap = ray;
      ray = next;
      next = swap;
    }
    Blur.lens(lit, c.width, c.rows, 0.22f);
    return lit;
  }

  /** Share of the sky seen: less at the foot of walls and between trees. */
  private static float[] openness(Canvas c) {
    int reach = 7;
    float[] across = new float[c.width * c.rows];
    for (int row = 0; row < c.rows; row++) {
      Blur.box(c.height, across, row * c.width, 1, c.width, reach);
    }
    float[] around = new float[c.width * c.rows];
    for (int col = 0; col < c.width; col++) {
      Blur.box(across, around, col, c.width, c.rows, reach);
    }
    for (int i = 0; i < around.length; i++) {
      float deeper = around[i] - c.height[i];
      around[i] = deeper <= 0 ? 1 : 1 / (1 + 0.14f * deeper);
    }
    return around;
  }
}

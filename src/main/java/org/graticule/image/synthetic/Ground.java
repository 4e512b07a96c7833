package org.graticule.image.synthetic;

/**
 * What lies under everything: meadow, dunes, beach, surf and sea. The sea floor shows through the
 * water by depth, each colour fading at its own rate. Immutable; safe from any thread.
 */
final class Ground {
  private static final Tone GRASS = Tone.leaf(0.072, 0.1, 0.038, 0.34);
  private static final Tone DRY = Tone.leaf(0.15, 0.135, 0.072, 0.26);
  private static final Tone SCRUB = Tone.leaf(0.04, 0.06, 0.025, 0.28);
  private static final Tone SAND = Tone.of(0.4, 0.335, 0.235);
  private static final Tone WET = Tone.of(0.21, 0.17, 0.118);
  private static final Tone FLOOR = Tone.of(0.3, 0.27, 0.2);
  private static final Tone WEED = Tone.of(0.018, 0.05, 0.036);
  private static final Tone DEEP = Tone.leaf(0.012, 0.04, 0.056, 0.006);
  private static final Tone FOAM = Tone.of(0.62, 0.64, 0.64);

  private static final int COAST_STEP = 8;

  private final Frame frame;
  private final Noise noise;
  private final double coastStart;
  private final double[] coast;
  private final float[][] fade = new float[3][1024];

  Ground(Frame frame, Noise noise) {
    this.frame = frame;
    this.noise = noise;
    double reach = frame.width + frame.height;
    coastStart = -reach;
    coast = new double[(int) (3 * reach / COAST_STEP) + 2];
    for (int k = 0; k < coast.length; k++) {
      coast[k] = frame.coast(coastStart + k * COAST_STEP);
    }
    double[] rate = {0.62, 0.16, 0.125};
    for (int band = 0; band < 3; band++) {
      for (int k = 0; k < 1024; k++) {
        fade[band][k] = (float) StrictMath.exp(-rate[band] * k / 32.0);
      }
    }
  }

  void paint(Canvas c) {
    for (int row = 0; row < c.rows; row++) {
      for (int col = 0; col < c.width; col++) {
        int i = row * c.width + col;
        if (c.object[i] != Canvas.COVERED) {
          pixel(c, i, c.x0 + col, c.y0 + row);
        } else {
          c.object[i] = 0;
        }
      }
    }
  }

  private void pixel(Canvas c, int i, int x, int y) {
    double ty = frame.turnedY(x, y);
    // Metres seaward of the waterline.
    double sea = Shapes.GSD * (coastAt(ty) - frame.turnedX(x, y));
    float ragged = sea > -60 && sea < 80 ? 2.5f * noise.at(x / 45.0, y / 45.0) : 0;
    sea += ragged + (sea > -20 && sea < 20 ? 0.8f * noise.at(x / 9.0, y / 9.0) : 0);
    if (sea > 0) {
      water(c, i, x, y, (float) sea);
    } else if (sea > -45) {
      beach(c, i, x, y, (float) -sea);
    } else {
      meadow(c, i, x, y);
    }
  }

  /** The waterline bends slowly; every eighth row is exact and the rest lie between. */
  private double coastAt(double ty) {
    double p = Math.max(0, Math.min(coast.length - 2, (ty - coastStart) / COAST_STEP));
    int k = (int) p;
    return coast[k] + (coast[k + 1] - coast[k]) * (p - k);
  }

  void meadow(Canvas c, int i, int x, int y) {
    float wide = c.grain.broad(x, y);
    float near = c.grain.mottle(x, y);
    float fine = c.grain.fine(x, y);
    float dry = clamp(0.42f + 0.75f * wide + 0.5f * near);
    float light = 1 + 0.16f * near + 0.2f * fine;
    c.set(
        i,
        light * (GRASS.r() + (DRY.r() - GRASS.r()) * dry),
        light * (GRASS.g() + (DRY.g() - GRASS.g()) * dry),
        light * (GRASS.b() + (DRY.b() - GRASS.b()) * dry),
        light * (GRASS.n() + (DRY.n() - GRASS.n()) * dry));
    float bush = near + wide * 0.7f;
    if (bush > 0.55f) {
      c.blend(i, SCRUB, light, Math.min(0.8f, (bush - 0.55f) * 4));
      c.height[i] = Math.min(1.2f, (bush - 0.55f) * 4) * (0.8f + 0.8f * fine);
    }
  }

  private void beach(Canvas c, int i, int x, int y, float inland) {
    float mid = c.grain.mottle(x, y);
    float fine = c.grain.fine(x, y);
    float dunes = clamp((inland - 22 + 14 * mid) / 10);
    if (dunes > 0) {
      meadow(c, i, x, y);
      c.blend(i, DRY, 1 + 0.2f * fine, 0.4f);
    }
    float wet = clamp(1 - (inland - 1.5f - 2 * mid) / 3.5f);
    float light = 1 + 0.08f * fine + 0.07f * mid;
    // A line of wrack left by the last high water.
    float wrack = Math.abs(inland - 8 - 2.5f * mid);
    light *= wrack < 1 ? 0.78f + 0.2f * wrack + 0.1f * fine : 1;
    c.blend(i, SAND, light, 1 - dunes);
    c.blend(i, WET, light, wet * (1 - dunes));
  }

  private void water(Canvas c, int i, int x, int y, float sea) {
    float bars = c.grain.broad(x, y);
    float depth = Math.max(0.05f, sea * 0.042f * (1 + 0.55f * bars) + 0.1f * c.grain.mottle(x, y));
    int k = Math.min(1023, (int) (depth * 32));
    float weed =
        clamp(3.4f * noise.octaves(x / 85.0 + 9, y / 85.0, 4) + c.grain.mottle(x, y) - 0.6f)
            * clamp(depth - 0.7f);
    float swell = swell(x, y, sea);
    float chop = c.grain.fine(x, y) * 0.9f + 0.3f * noise.at(x / 4.7, y / 3.9);
    float tilt = swell * 0.5f + chop * 0.5f;
    float sky = 0.02f + 0.011f * tilt + 0.004f * bars;
    // Facets that mirror the sun: rare and bright.
    float glint = tilt > 0.62f ? (tilt - 0.62f) * 0.16f : 0;
    float bottom = 1 + 0.1f * c.grain.mottle(x * 3, y * 3) + 0.25f * swell * fade[1][k];
    c.set(
        i,
        seen(FLOOR.r(), WEED.r(), DEEP.r(), weed, bottom, fade[0][k]) + sky + glint,
        seen(FLOOR.g(), WEED.g(), DEEP.g(), weed, bottom, fade[1][k]) + sky * 1.05f + glint,
        seen(FLOOR.b(), WEED.b(), DEEP.b(), weed, bottom, fade[2][k]) + sky * 1.2f + glint,
        0.01f + sky * 0.5f + glint);
    surf(c, i, x, y, sea, swell);
  }

  private float swell(int x, int y, float sea) {
    // Crests run along the coast and shorten as the water shoals.
    double along = frame.turnedY(x, y);
    double bend = 30 * noise.at(x / 260.0, y / 260.0);
    float near = noise.at((frame.turnedX(x, y) + bend) / 11.0, along / 75.0);
    if (sea > 60) {
      float cross = noise.at((x * 0.8 + y * 0.6) / 7.0, (y * 0.8 - x * 0.6) / 26.0);
      return near * 0.55f + cross * 0.45f;
    }
    return near;
  }

  private void surf(Canvas c, int i, int x, int y, float sea, float swell) {
    if (sea > 34) {
      return;
    }
    double along = frame.turnedY(x, y) / 210.0;
    float lace = 0.6f * noise.at(x / 5.0, y / 5.0) + 0.4f * noise.at(x / 2.1, y / 2.1);
    float foam = 0;
    for (int line = 0; line < 3; line++) {
      float place = 1.6f + 8.5f * line + 3.4f * noise.at(along, 20.5 + line);
      float strength =
          Math.max(0.1f, 0.9f - 0.3f * line + 0.7f * noise.at(along * 2.3, 40.5 + line));
      float behind = sea - place;
      float width = 1.2f + line * 1.1f;
      float profile = behind < 0 ? 1 + behind / 0.9f : 1 - behind / width;
      foam = Math.max(foam, profile * strength + 0.5f * lace - 0.25f);
    }
    foam = clamp(foam) * (0.75f + 0.25f * swell);
    c.blend(i, FOAM, 1 + 0.1f * lace, Math.min(0.92f, Math.max(0, foam)));
  }

  private static float seen(
      float floor, float weed, float deep, float share, float light, float f) {
    return deep + ((floor + (weed - floor) * share) * light - deep) * f;
  }

  private static float clamp(float v) {
    return v < 0 ? 0 : v > 1 ? 1 : v;
  }
}

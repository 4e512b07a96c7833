package org.graticule.image.synthetic;

import java.util.List;

/** Farmland: crops in rows, tramlines, headlands, and what grows along the borders. */
final class Fields {
  /**
   * A crop.
   *
   * @param rows distance between visible rows, pixels; 0 for none
   * @param contrast how much rows show
   * @param patchy how uneven it grows
   */
  private record Crop(Tone tone, Tone bare, double rows, double contrast, double patchy) {}

  private static final Tone SOIL = Tone.of(0.2, 0.145, 0.1);
  private static final Tone CHALK = Tone.of(0.29, 0.24, 0.175);
  private static final Tone HEDGE = Tone.leaf(0.085, 0.1, 0.042, 0.34);
  private static final List<Crop> CROPS =
      List.of(
          new Crop(Tone.leaf(0.06, 0.105, 0.032, 0.42), SOIL, 2.6, 0.1, 0.35),
          new Crop(Tone.leaf(0.075, 0.12, 0.04, 0.42), SOIL, 5, 0.1, 0.3),
          new Crop(Tone.leaf(0.29, 0.23, 0.115, 0.34), CHALK, 3.2, 0.07, 0.3),
          new Crop(Tone.leaf(0.33, 0.27, 0.15, 0.36), CHALK, 22, 0.08, 0.25),
          new Crop(SOIL, CHALK, 4.2, 0.12, 0.4),
          new Crop(SOIL.times(0.8), CHALK, 8, 0.1, 0.35),
          new Crop(Tone.leaf(0.1, 0.125, 0.045, 0.4), SOIL, 17, 0.1, 0.3),
          new Crop(Tone.leaf(0.24, 0.24, 0.055, 0.42), SOIL, 2.6, 0.05, 0.3),
          new Crop(Tone.leaf(0.085, 0.115, 0.045, 0.38), SOIL, 0, 0, 0.5));

  private final Site site;
  private final Dice dice;

  Fields(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  void field(Quad q) {
    double[] ring = site.frame.ring(q.inset(5));
    Outline outline = Outline.of(ring);
    if (!site.near(outline.bounds)) {
      return;
    }
    boolean across = q.acrossLength() > q.downLength();
    double ax = site.frame.x(q.xAt(0, 0.5), q.yAt(0, 0.5));
    double ay = site.frame.y(q.xAt(0, 0.5), q.yAt(0, 0.5));
    double bx = site.frame.x(q.xAt(1, 0.5), q.yAt(1, 0.5));
    double by = site.frame.y(q.xAt(1, 0.5), q.yAt(1, 0.5));
    double n = Math.max(1, Math.hypot(bx - ax, by - ay));
    double ux = (bx - ax) / n;
    double uy = (by - ay) / n;
    Crop crop = dice.pick(CROPS);
    boolean tramlines = dice.chance(0.7);
    site.add(
        new Feature.Patch(
            Layer.LOT,
            outline,
            across
                ? crop(outline, crop, ux, uy, tramlines, dice.between(0.85, 1.12))
                : crop(outline, crop, -uy, ux, tramlines, dice.between(0.85, 1.12))));
    border(q);
  }

  private static Shader crop(
      Outline outline, Crop crop, double ux, double uy, boolean tramlines, double light) {
    double width = Shapes.px(24);
    DistanceGrid rim = new DistanceGrid(outline);
    return (c, i, x, y, cover, inside) -> {
      double v = y * ux - x * uy;
      double u = x * ux + y * uy;
      float edge = rim.at(x, y);
      boolean headland = edge < Shapes.px(11);
      double across = headland ? edge : v;
      float wide = c.grain.broad(x, y);
      float stripe = c.noise.at(v / 9.5, u / 420);
      float fine = c.grain.fine(x, y);
      float l = (float) light * (1 + 0.09f * stripe + 0.13f * fine + 0.12f * wide);
      if (crop.rows > 0) {
        double phase = Math.abs(across / crop.rows - Math.floor(across / crop.rows) - 0.5) * 4 - 1;
        l *= 1 + (float) (crop.contrast * phase);
      }
      float bare = (float) crop.patchy * (wide * 1.5f - 0.15f) + 0.04f * fine;
      if (tramlines) {
        double k = Math.abs(v / width - Math.floor(v / width) - 0.5) * width;
        bare += !headland && Math.abs(k - 3) < 0.9 ? 0.4f : 0;
        bare += headland && Math.abs(edge - Shapes.px(10)) < 1 ? 0.25f : 0;
      }
      float opacity = cover * Math.min(1, edge / 3 + 0.5f + 0.5f * fine);
      c.blend(i, crop.tone, l, opacity);
      c.blend(i, crop.bare, l, opacity * Math.max(0, Math.min(0.85f, bare)));
      if (inside) {
        c.height[i] = 0;
      }
    };
  }

  /** Grass banks with bushes and trees, more on some sides than others. */
  private void border(Quad q) {
    for (int side = 0; side < 4; side++) {
      double growth = dice.chance(0.4) ? dice.between(0.25, 0.95) : dice.between(0, 0.06);
      int to = (side + 1) % 4;
      Quad in = q.inset(1);
      Path path = site.frame.path(in.x()[side], in.y()[side], in.x()[to], in.y()[to]);
      double length = path.length();
      site.patch(Layer.LOT, path.ribbon(2.5), Shader.paint(HEDGE, 0.5));
      for (double s = 8; s < length - 8; s += dice.between(6, 16)) {
        if (dice.chance(growth)) {
          double t = s / length;
          Crown.plant(
              site,
              dice,
              path.xAt(t) + dice.between(-2, 2),
              path.yAt(t) + dice.between(-2, 2),
              dice.chance(0.25) ? dice.between(2.2, 4.2) : dice.between(0.9, 1.9));
        }
      }
    }
  }

  /** Fruit trees or vines in rows. */
  void orchard(Quad q) {
    field(q);
    double[] ring = site.frame.ring(q.inset(Shapes.px(7)));
    double x0 = site.frame.x(q.xAt(0, 0.5), q.yAt(0, 0.5));
    double y0 = site.frame.y(q.xAt(0, 0.5), q.yAt(0, 0.5));
    double x1 = site.frame.x(q.xAt(1, 0.5), q.yAt(1, 0.5));
    double y1 = site.frame.y(q.xAt(1, 0.5), q.yAt(1, 0.5));
    double n = Math.max(1, Math.hypot(x1 - x0, y1 - y0));
    site.add(
        new Woods(
            Shapes.polygon(ring),
            site.noise,
            0.95,
            0,
            Shapes.px(dice.between(4.2, 6)),
            (x1 - x0) / n,
            (y1 - y0) / n));
  }

  void forest(Quad q) {
    double[] ring = site.frame.ring(q.inset(Shapes.px(6)));
    site.add(
        new Woods(
            Shapes.polygon(ring),
            site.noise,
            dice.between(0.7, 0.98),
            dice.between(0.05, 0.7),
            0,
            site.frame.ux(),
            site.frame.uy()));
  }
}

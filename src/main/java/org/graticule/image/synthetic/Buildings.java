package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Puts up houses, halls and blocks of flats: their outline as a label, their roof as features. */
final class Buildings {
  private static final String CLASS = "building";
  private static final Tone BRICK = Tone.of(0.25, 0.12, 0.085);
  private static final Tone WINDOW = Tone.of(0.05, 0.065, 0.08);
  private static final Tone SOLAR = Tone.of(0.016, 0.024, 0.055);
  private static final Tone METAL = Tone.of(0.4, 0.4, 0.39);
  private static final List<Tone> TILES =
      List.of(
          Tone.of(0.27, 0.125, 0.08),
          Tone.of(0.3, 0.145, 0.095),
          Tone.of(0.235, 0.11, 0.075),
          Tone.of(0.33, 0.18, 0.125),
          Tone.of(0.19, 0.1, 0.075),
          Tone.of(0.12, 0.105, 0.098),
          Tone.of(0.095, 0.098, 0.105),
          Tone.of(0.2, 0.18, 0.16));
  private static final List<Tone> MEMBRANES =
      List.of(
          Tone.of(0.43, 0.42, 0.4),
          Tone.of(0.36, 0.35, 0.33),
          Tone.of(0.28, 0.27, 0.25),
          Tone.of(0.54, 0.54, 0.53),
          Tone.of(0.18, 0.175, 0.17),
          Tone.of(0.33, 0.3, 0.26));
  private static final List<Tone> SHEETS =
      List.of(
          Tone.of(0.42, 0.43, 0.44),
          Tone.of(0.5, 0.5, 0.49),
          Tone.of(0.3, 0.32, 0.34),
          Tone.of(0.2, 0.26, 0.32),
          Tone.of(0.3, 0.2, 0.16),
          Tone.of(0.36, 0.38, 0.34));

  private final Site site;
  private final Dice dice;

  Buildings(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  private boolean hidden(double[] ring) {
    Polygon ground = Shapes.polygon(ring);
    return !site.near(ground.getEnvelopeInternal()) || !site.free(ground);
  }

  /** A house, sometimes L-shaped; half sizes in pixels. */
  void house(double cx, double cy, double ux, double uy, double a, double b) {
    if (hidden(Shapes.box(cx, cy, ux, uy, a, b * 1.2))) {
      return;
    }
    boolean hip = dice.chance(0.4);
    List<Roof.Wing> wings = new ArrayList<>();
    wings.add(new Roof.Wing(cx, cy, ux, uy, a, b, hip));
    if (dice.chance(0.45)) {
      double side = dice.chance(0.5) ? 1 : -1;
      double end = dice.chance(0.5) ? 1 : -1;
      double wa = b * dice.between(0.75, 0.95);
      double wb = Math.min(a * 0.42, b * dice.between(0.6, 0.8));
      double u = end * (a - wb);
      double v = side * wa * 0.55;
      wings.add(new Roof.Wing(cx + u * ux - v * uy, cy + u * uy + v * ux, -uy, ux, wa, wb, hip));
    }
    Polygon outline = union(wings);
    int id = site.label(CLASS, outline);
    double eave = dice.between(3, 6);
    double pitch = dice.between(0.45, 0.75);
    site.add(
        new Feature.Patch(
            Layer.BUILDING,
            Outline.of(outline),
            Roof.pitched(
                id, wings, eave, pitch, dice.pick(TILES).times(dice.between(0.85, 1.12)))));
    double top = eave + pitch * b * Shapes.GSD;
    chimney(cx + a * dice.between(-0.6, 0.6) * ux, cy + a * 0.3 * uy, ux, uy, top);
    if (dice.chance(0.2)) {
      solar(cx, cy, ux, uy, a, b, eave + pitch * b * 0.5 * Shapes.GSD);
    }
  }

  private static Polygon union(List<Roof.Wing> wings) {
    Geometry all = Shapes.polygon(wings.get(0).ring());
    for (Roof.Wing w : wings.subList(1, wings.size())) {
      all = all.union(Shapes.polygon(w.ring()));
    }
    return Shapes.snapped((Polygon) all);
  }

  private void chimney(double x, double y, double ux, double uy, double top) {
    site.patch(
        Layer.BUILDING, Shapes.box(x, y, ux, uy, 1.5, 1.2), Roof.raise(BRICK, 0.2, top + 0.9));
  }

  private void solar(double cx, double cy, double ux, double uy, double a, double b, double h) {
    // Panels go on the slope that looks south, which on screen is down.
    double side = ux > 0 ? 1 : -1;
    double v = side * b * 0.5;
    double w = a * dice.between(0.35, 0.75);
    List<double[]> panels = new ArrayList<>();
    for (double u = -w; u + 3.4 < w; u += 3.7) {
      panels.add(
          Shapes.local(
              cx - v * uy,
              cy + v * ux,
              ux,
              uy,
              u,
              -b * 0.3,
              u + 3.4,
              -b * 0.3,
              u + 3.4,
              b * 0.3,
              u,
              b * 0.3));
    }
    site.patch(Layer.BUILDING, panels, Shader.paint(SOLAR, 0.95));
  }

  /** A flat-roofed block of flats, offices or shops. */
  void block(double cx, double cy, double ux, double uy, double a, double b, double metres) {
    double[] ring = Shapes.box(cx, cy, ux, uy, a, b);
    if (dice.chance(0.25) && a > 30) {
      double na = a * dice.between(0.1, 0.4);
      double nb = b * dice.between(-0.1, 0.4);
      ring = Shapes.local(cx, cy, ux, uy, -a, -b, a, -b, a, nb, na, nb, na, b, -a, b);
    }
    block(ring, new Place(cx, cy, ux, uy, a, b), metres);
  }

  /** The same of any shape; the place is about where it has room for what stands on its roof. */
  void block(double[] ring, Place inner, double metres) {
    if (hidden(ring)) {
      return;
    }
    Polygon p = Shapes.polygon(ring);
    int id = site.label(CLASS, p);
    Outline o = Outline.of(ring);
    Tone tone = dice.pick(MEMBRANES).times(dice.between(0.85, 1.1));
    site.add(
        new Feature.Patch(
            Layer.BUILDING, o, Roof.flat(id, o, metres, tone, tone.mix(METAL, 0.6).times(1.1))));
    plant(inner.cx(), inner.cy(), inner.ux(), inner.uy(), inner.a(), inner.b(), metres, o);
  }

  /** What stands on flat roofs: stair heads, air handlers, vents, roof lights, panels. */
  private void plant(
      double cx, double cy, double ux, double uy, double a, double b, double h, Outline o) {
    int count = 2 + (int) (a * b / 350);
    for (int k = 0; k < Math.min(count, 26); k++) {
      double u = dice.between(-0.8, 0.8) * a;
      double v = dice.between(-0.75, 0.75) * b;
      double x = cx + u * ux - v * uy;
      double y = cy + u * uy + v * ux;
      boolean big = dice.chance(0.18);
      double w = big ? dice.between(5, 9) : dice.between(1.5, 4);
      double d = big ? dice.between(5, 8) : dice.between(1.5, 3.5);
      if (o.distance(x, y) < w + 3 || !within(o, x, y)) {
        continue;
      }
      boolean glass = dice.chance(0.2);
      Tone tone = glass ? WINDOW : dice.pick(MEMBRANES).mix(METAL, 0.5);
      site.patch(
          Layer.BUILDING,
          Shapes.box(x, y, ux, uy, w, d),
          Roof.raise(tone, 0.1, h + (big ? 2.6 : glass ? 0.3 : dice.between(0.7, 1.6))));
    }
    if (dice.chance(0.22) && a > 25 && b > 18) {
      arrays(cx, cy, ux, uy, a * 0.7, b * 0.6, h, o);
    }
  }

  private void arrays(
      double cx, double cy, double ux, double uy, double a, double b, double h, Outline o) {
    List<double[]> rows = new ArrayList<>();
    for (double v = -b; v < b; v += 6.5) {
      double x = cx - v * uy;
      double y = cy + v * ux;
      if (within(o, x - a * ux, y - a * uy) && within(o, x + a * ux, y + a * uy)) {
        rows.add(Shapes.local(x, y, ux, uy, -a, -1.9, a, -1.9, a, 1.9, -a, 1.9));
      }
    }
    site.patch(Layer.BUILDING, rows, Roof.raise(SOLAR, 0.2, h + 0.6));
  }

  private static boolean within(Outline o, double x, double y) {
    boolean in = false;
    for (int e = 0; e < o.edges(); e++) {
      if (o.y0[e] <= y != o.y1[e] <= y
          && x < o.x0[e] + (y - o.y0[e]) / (o.y1[e] - o.y0[e]) * (o.x1[e] - o.x0[e])) {
        in = !in;
      }
    }
    return in;
  }

  /** A perimeter block around a courtyard: a polygon with a hole. */
  void courtyard(double[] shell, double[] hole, boolean tiled) {
    if (hidden(shell)) {
      return;
    }
    Polygon p = Shapes.polygon(shell, List.of(hole));
    if (!p.isValid()) {
      return;
    }
    int id = site.label(CLASS, p);
    Outline o = Outline.of(p);
    double eave = dice.between(11, 16);
    Tone tile = dice.pick(TILES).times(dice.between(0.85, 1.1));
    Tone flat = dice.pick(MEMBRANES);
    Shader roof =
        tiled
            ? Roof.ridge(
                id, o, eave, dice.between(0.5, 0.7), dice.chance(0.4) ? 13 : 99, tile, flat)
            : Roof.flat(id, o, eave, flat, flat.mix(METAL, 0.6));
    site.add(new Feature.Patch(Layer.BUILDING, o, roof));
    for (int i = 0; i < shell.length; i += 2) {
      int j = (i + 2) % shell.length;
      double length = Math.hypot(shell[j] - shell[i], shell[j + 1] - shell[i + 1]);
      double dx = (shell[j] - shell[i]) / length;
      double dy = (shell[j + 1] - shell[i + 1]) / length;
      for (double s = 30; s < length - 30; s += dice.between(18, 46)) {
        double in = dice.between(8, 17);
        double x = shell[i] + s * dx - in * dy;
        double y = shell[i + 1] + s * dy + in * dx;
        boolean glass = dice.chance(0.3);
        site.patch(
            Layer.BUILDING,
            Shapes.box(x, y, dx, dy, dice.between(1.2, 2.6), 1.6),
            Roof.raise(glass ? WINDOW : BRICK, 0.1, eave + (glass ? 2 : 5)));
      }
    }
  }

  /** A sheet-metal hall. */
  void hall(double cx, double cy, double ux, double uy, double a, double b, double metres) {
    double[] ring = Shapes.box(cx, cy, ux, uy, a, b);
    if (hidden(ring)) {
      return;
    }
    int id = site.label(CLASS, Shapes.polygon(ring));
    Tone tone = dice.pick(SHEETS).times(dice.between(0.85, 1.1));
    double bay = dice.chance(0.6) ? dice.between(16, 30) : 0;
    site.patch(
        Layer.BUILDING,
        ring,
        Roof.sheet(id, new Roof.Wing(cx, cy, ux, uy, a, b, false), metres, tone, bay));
    for (double u = -a + 12; u < a - 12 && dice.chance(0.8); u += dice.between(20, 44)) {
      double x = cx + u * ux;
      double y = cy + u * uy;
      site.patch(
          Layer.BUILDING,
          Shapes.box(x, y, ux, uy, 2, 2),
          Roof.raise(METAL, 0.1, metres + 0.09 * b * Shapes.GSD + 1.2));
    }
  }

  /** A garden shed or a garage: small, flat, labelled like any other building. */
  void shed(double cx, double cy, double ux, double uy, double a, double b) {
    double[] ring = Shapes.box(cx, cy, ux, uy, a, b);
    if (hidden(ring)) {
      return;
    }
    int id = site.label(CLASS, Shapes.polygon(ring));
    List<Roof.Wing> wings = List.of(new Roof.Wing(cx, cy, ux, uy, a, b, false));
    Tone tone = (dice.chance(0.5) ? dice.pick(MEMBRANES) : dice.pick(TILES)).times(0.9);
    site.patch(Layer.BUILDING, ring, Roof.pitched(id, wings, 2.4, 0.2, tone));
  }
}

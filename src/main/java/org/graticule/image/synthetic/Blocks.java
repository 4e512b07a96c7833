package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Town blocks that are not houses: the old centre, shops, works, tanks, parks and sports. */
final class Blocks {
  private static final Tone PLAZA = Tone.of(0.3, 0.27, 0.23);
  private static final Tone YARD = Tone.of(0.2, 0.195, 0.185);
  private static final Tone GRAVEL = Tone.of(0.27, 0.245, 0.2);
  private static final Tone LINE = Tone.of(0.55, 0.56, 0.55);
  private static final Tone PITCH = Tone.leaf(0.06, 0.115, 0.035, 0.42);
  private static final Tone TARTAN = Tone.of(0.3, 0.105, 0.07);
  private static final Tone COURT = Tone.of(0.06, 0.14, 0.2);

  private final Site site;
  private final Dice dice;
  private final Buildings buildings;
  private final Parking parking;
  private final Lots lots;
  private final Tanks tanks;

  Blocks(Site site, Dice dice, Buildings buildings, Parking parking, Lots lots, Tanks tanks) {
    this.site = site;
    this.dice = dice;
    this.buildings = buildings;
    this.parking = parking;
    this.lots = lots;
    this.tanks = tanks;
  }

  /** A perimeter block of the old town, or a few tall buildings round a square. */
  void centre(Quad q) {
    Quad in = q.inset(0);
    site.patch(
        Layer.DISTRICT, site.frame.ring(in), Roads.paving(PLAZA.times(dice.between(0.8, 1.1))));
    Place p = Place.of(site.frame, in);
    if (p.a() < 30 || p.b() < 30) {
      return;
    }
    double wing = Shapes.px(dice.between(11, 13.5));
    Quad yard = in.inset(3 + wing);
    Place court = Place.of(site.frame, yard);
    if (dice.chance(0.62) && court.a() > 14 && court.b() > 14) {
      double[] hole = site.frame.corners(yard);
      Tone tone = dice.chance(0.6) ? Lots.LAWN : PLAZA.times(0.8);
      site.patch(Layer.LOT, hole, Lots.turf(tone, 0.6));
      buildings.courtyard(site.frame.corners(in.inset(3)), hole, dice.chance(0.75));
      court(court);
    } else {
      towers(in);
    }
  }

  private void court(Place p) {
    if (p.a() > 50 && p.b() > 40 && dice.chance(0.5)) {
      buildings.block(p.x(0, 0), p.y(0, 0), p.ux(), p.uy(), p.a() * 0.4, p.b() * 0.35, 5);
    }
    lots.scatter(p, 700, 1.2, 3);
  }

  private void towers(Quad q) {
    int n = q.acrossLength() > 220 ? 3 : q.acrossLength() > 120 ? 2 : 1;
    int m = q.downLength() > 150 ? 2 : 1;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        Quad lot = q.part((double) i / n, (double) j / m, (i + 1.0) / n, (j + 1.0) / m, 0);
        Quad part = lot.inset(dice.between(3, 9));
        if (dice.chance(0.1)) {
          parking.lot(Place.of(site.frame, part), 0.85);
        } else {
          double[] ring = site.frame.corners(part);
          buildings.block(ring, Place.of(site.frame, part).lengthwise(), dice.between(8, 24));
        }
      }
    }
    lots.scatter(Place.of(site.frame, q), 1500, 1, 2.4);
  }

  /** A supermarket or the like behind its car park. */
  void shops(Quad q) {
    Quad in = q.inset(0);
    site.patch(Layer.DISTRICT, site.frame.ring(in), Lots.turf(Lots.LAWN, 1));
    Place p = Place.of(site.frame, in).lengthwise();
    double depth = Math.min(p.b() * 0.8, Shapes.px(dice.between(26, 40)));
    double back = -p.b() + 10;
    site.patch(
        Layer.LOT,
        p.box(0, back + depth / 2 - 4, p.a() - 6, depth / 2 + 6),
        Roads.asphalt(YARD.times(0.7)));
    double u = -p.a() + 12;
    while (u < p.a() - 60) {
      double w = Math.min(Shapes.px(dice.between(28, 62)), p.a() - 12 - u);
      double v = back + depth / 2;
      double b = depth / 2 * dice.between(0.8, 1);
      buildings.block(
          p.x(u + w / 2, v), p.y(u + w / 2, v), p.ux(), p.uy(), w / 2, b, dice.between(6, 9));
      u += w + dice.between(4, 24);
    }
    double front = back + depth + 24;
    if (p.b() - front > 60) {
      parking.lot(p.part(-p.a() + 14, front, p.a() - 14, p.b() - 12), dice.between(0.4, 0.8));
    }
    lots.scatter(p, 4000, 1.5, 3.2);
  }

  /** Concrete that has been driven and dripped on for decades. */
  static Shader yard(Tone tone) {
    return (c, i, x, y, cover, inside) -> {
      float broad = c.grain.broad(x * 3, y * 3);
      float near = c.grain.mottle(x, y);
      float light = 1 + 0.16f * broad + 0.12f * near + 0.12f * c.grain.fine(x, y);
      light *= near + broad > 0.55f ? 0.78f : 1;
      // Slabs poured one by one, patched later.
      light *= 0.94f + 0.12f * c.noise.white(Math.floorDiv(x, 41), Math.floorDiv(y, 37));
      c.blend(i, tone, light, cover);
      if (inside) {
        c.height[i] = 0;
      }
    };
  }

  /** Halls in yards with lorries, stacks and sometimes tanks. */
  void works(Quad q) {
    Quad in = q.inset(4);
    site.patch(Layer.DISTRICT, site.frame.ring(in), yard(YARD.times(dice.between(0.65, 1.25))));
    Place p = Place.of(site.frame, in).lengthwise();
    // Every place with works has at least one tank farm.
    if (p.b() > 90 && (dice.chance(0.22) || !tanks.standing())) {
      tanks.farm(p);
      return;
    }
    double u = -p.a() + 10;
    while (u < p.a() - 70) {
      double w = Math.min(Shapes.px(dice.between(26, 60)), p.a() - 10 - u);
      double split = dice.between(-0.25, 0.35) * p.b();
      double mid = u + w / 2;
      double b = (split + p.b()) / 2 - 8;
      double v = -p.b() + 8 + b;
      if (dice.chance(0.8)) {
        buildings.hall(p.x(mid, v), p.y(mid, v), p.ux(), p.uy(), w / 2 - 3, b, dice.between(7, 11));
      } else {
        stacks(p.part(u, -p.b() + 8, u + w - 6, split - 8));
      }
      Place apron = p.part(u + 4, split + 6, u + w - 4, p.b() - 6);
      switch (dice.below(4)) {
        case 0 -> parking.yard(apron, 0.6);
        case 1 -> parking.lot(apron, 0.5);
        case 2 -> stacks(apron);
        default -> {
          double hb = apron.b() * 0.6;
          buildings.hall(
              apron.cx(), apron.cy(), p.ux(), p.uy(), apron.a() * 0.7, hb, dice.between(5, 8));
        }
      }
      u += w + dice.between(6, 30);
    }
    lots.scatter(p, 9000, 1.2, 2.6);
  }

  /** Containers and pallets in rows. */
  void stacks(Place p) {
    List<Tone> paints =
        List.of(
            Tone.of(0.3, 0.09, 0.06),
            Tone.of(0.06, 0.11, 0.24),
            Tone.of(0.42, 0.42, 0.42),
            Tone.of(0.07, 0.17, 0.14),
            Tone.of(0.38, 0.2, 0.07),
            Tone.of(0.24, 0.15, 0.1));
    double length = Shapes.px(6.1);
    double half = Shapes.px(2.44) / 2;
    for (double v = -p.b() + half; v < p.b() - half; v += 2 * half + 0.7) {
      double shift = dice.between(0, 8);
      for (double u = -p.a() + length / 2 + shift; u < p.a() - length / 2; u += length + 1) {
        double lane = Math.floor((v + p.b()) / (half * 13));
        if (dice.chance(0.3) || (v + p.b()) - lane * half * 13 > half * 9) {
          continue;
        }
        double top = 2.6 * (1 + dice.below(3));
        double[] ring = p.box(u, v, length / 2, half);
        site.patch(
            Layer.YARD,
            ring,
            Shader.plain(dice.pick(paints).times(dice.between(0.8, 1.25)), 0.12, top));
      }
    }
    site.take(Shapes.polygon(p.box(0, 0, p.a(), p.b())));
  }

  /** Lawns, winding paths and old trees. */
  void park(Quad q) {
    Quad in = q.inset(0);
    site.patch(Layer.DISTRICT, site.frame.ring(in), Lots.turf(Lots.LAWN.times(0.95), 0.9));
    Place p = Place.of(site.frame, in).lengthwise();
    for (int k = 0; k < 3; k++) {
      path(p, dice.between(-0.8, 0.8), dice.between(-0.8, 0.8));
    }
    lots.scatter(p, dice.between(420, 1100), 2, 5);
  }

  private void path(Place p, double from, double to) {
    int n = 24;
    double[] xs = new double[n + 1];
    double[] ys = new double[n + 1];
    double phase = dice.between(0, 50);
    for (int k = 0; k <= n; k++) {
      double t = (double) k / n;
      double u = p.a() * (2 * t - 1);
      double v = p.b() * (from + (to - from) * t + 0.4 * site.noise.at(t * 3 + phase, 2.5));
      v = Math.max(-p.b(), Math.min(p.b(), v));
      xs[k] = p.x(u, v);
      ys[k] = p.y(u, v);
    }
    site.patch(Layer.PAVEMENT, new Path(xs, ys).ribbon(4), Roads.paving(GRAVEL));
  }

  /** A football ground with a running track, courts, and a clubhouse. */
  void sports(Quad q) {
    Quad in = q.inset(0);
    site.patch(Layer.DISTRICT, site.frame.ring(in), Lots.turf(Lots.LAWN, 0.8));
    Place p = Place.of(site.frame, in).lengthwise();
    double a = Shapes.px(52);
    double b = Shapes.px(33);
    if (p.a() < a * 1.75 || p.b() < b * 1.35) {
      lots.scatter(p, 600, 2, 4.8);
      return;
    }
    double u = -p.a() + a * 1.75;
    Place pitch = p.part(u - a, -b, u + a, b);
    oval(pitch, b + Shapes.px(11), TARTAN);
    oval(pitch, b + Shapes.px(2), PITCH);
    pitch(pitch);
    double left = u + a * 1.75 + 20;
    if (p.a() - left > 140) {
      for (double v = -p.b() + 70; v < p.b() - 50; v += 125) {
        court(p.part(left + 10, v - 50, left + 120, v + 50), v);
      }
      Place rest = p.part(left + 130, -p.b(), p.a(), p.b());
      lots.scatter(rest, 900, 1.8, 4);
    }
    lots.scatter(p, 3500, 1.8, 4);
  }

  private void oval(Place p, double r, Tone tone) {
    double straight = p.a() * 0.8;
    double[] ring = new double[2 * 64];
    for (int k = 0; k < 64; k++) {
      double angle = 2 * Math.PI * k / 64;
      double c = StrictMath.cos(angle);
      double u = (c > 0 ? straight : -straight) + r * c;
      double v = r * StrictMath.sin(angle);
      ring[2 * k] = p.x(u, v);
      ring[2 * k + 1] = p.y(u, v);
    }
    site.patch(Layer.PAVEMENT, ring, Roads.paving(tone));
    site.take(Shapes.polygon(ring));
  }

  private void pitch(Place p) {
    double stripe = Shapes.px(6);
    Shader mown =
        (c, i, x, y, cover, inside) -> {
          double u = (x - p.cx()) * p.ux() + (y - p.cy()) * p.uy();
          boolean light = Math.floorMod((int) Math.floor(u / stripe), 2) == 0;
          float fine = c.grain.mottle(x, y) * 0.1f;
          fine += 0.1f * (c.grain.fine(x, y));
          c.blend(i, PITCH, (light ? 1.12f : 0.92f) + fine, cover);
        };
    site.patch(Layer.PAVEMENT, p.box(0, 0, p.a(), p.b()), mown);
    List<double[]> lines = new ArrayList<>();
    frame(p, 0, 0, p.a() - 3, p.b() - 3, lines);
    frame(p, p.a() - 3 - Shapes.px(8), 0, Shapes.px(8), Shapes.px(20), lines);
    frame(p, 3 - p.a() + Shapes.px(8), 0, Shapes.px(8), Shapes.px(20), lines);
    lines.add(p.box(0, 0, 0.25, p.b() - 3));
    lines.add(Shapes.circle(p.cx(), p.cy(), Shapes.px(9.15) + 0.25, 48));
    lines.add(Shapes.circle(p.cx(), p.cy(), Shapes.px(9.15) - 0.25, 48));
    site.patch(Layer.MARKING, lines, Shader.paint(LINE, 0.7));
  }

  private void court(Place p, double seed) {
    Tone tone = seed % 2 > 0 ? COURT : TARTAN.times(0.9);
    site.patch(Layer.PAVEMENT, p.box(0, 0, p.a(), p.b()), Roads.paving(tone));
    List<double[]> lines = new ArrayList<>();
    frame(p, 0, 0, Shapes.px(11.9), Shapes.px(5.5), lines);
    frame(p, 0, 0, Shapes.px(6.4), Shapes.px(4.1), lines);
    lines.add(p.box(0, 0, 0.3, Shapes.px(5.5)));
    site.patch(Layer.MARKING, lines, Shader.paint(LINE, 0.8));
    site.take(Shapes.polygon(p.box(0, 0, p.a(), p.b())));
  }

  static void frame(Place p, double u, double v, double a, double b, List<double[]> lines) {
    lines.add(p.box(u, v - b, a, 0.25));
    lines.add(p.box(u, v + b, a, 0.25));
    lines.add(p.box(u - a, v, 0.25, b));
    lines.add(p.box(u + a, v, 0.25, b));
  }
}

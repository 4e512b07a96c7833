package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * A regional airfield: one marked runway, a parallel taxiway, an apron with hangars and aircraft.
 */
final class Airfield {
  private static final Tone RUNWAY = Tone.of(0.13, 0.13, 0.132);
  private static final Tone SHOULDER = Tone.of(0.17, 0.165, 0.155);
  private static final Tone APRON = Tone.of(0.34, 0.33, 0.31);
  private static final Tone WHITE = Tone.of(0.6, 0.6, 0.59);
  private static final Tone YELLOW = Tone.of(0.5, 0.36, 0.05);
  private static final Tone RUBBER = Tone.of(0.03, 0.03, 0.031);
  private static final Tone GRASS = Tone.leaf(0.105, 0.12, 0.05, 0.36);

  /** Segments of the digits, as on a pocket calculator: top, upper left, upper right, middle ... */
  private static final int[] DIGITS = {0x77, 0x24, 0x5D, 0x6D, 0x2E, 0x6B, 0x7B, 0x25, 0x7F, 0x6F};

  private final Site site;
  private final Dice dice;
  private final Buildings buildings;
  private final Parking parking;

  Airfield(Site site, Dice dice, Buildings buildings, Parking parking) {
    this.site = site;
    this.dice = dice;
    this.buildings = buildings;
    this.parking = parking;
  }

  /** Fills a quad that is much longer down than across. */
  void build(Quad q) {
    site.patch(Layer.DISTRICT, site.frame.ring(q.inset(0)), Lots.turf(GRASS, 1.1));
    Place whole = Place.of(site.frame, q.inset(Shapes.px(14)));
    // u along the runway, v to the side away from the sea.
    Place p = new Place(whole.cx(), whole.cy(), -whole.uy(), whole.ux(), whole.b(), whole.a());
    double runway = p.b() - Shapes.px(60);
    double taxi = runway - Shapes.px(105);
    double half = p.a() - Shapes.px(45);
    mown(p);
    taxiway(p, taxi, runway, half);
    runway(p, runway, half);
    apron(p, taxi - Shapes.px(40));
  }

  private void mown(Place p) {
    double width = Shapes.px(18);
    site.patch(
        Layer.LOT,
        p.box(0, 0, p.a(), p.b()),
        (c, i, x, y, cover, inside) -> {
          double v = (y - p.cy()) * p.ux() - (x - p.cx()) * p.uy();
          boolean light = Math.floorMod((int) Math.floor(v / width), 2) == 0;
          c.scale(i, light ? 1.05f : 0.95f, cover);
        });
  }

  private void runway(Place p, double v, double half) {
    double w = Shapes.px(22.5);
    site.patch(Layer.ASPHALT, p.box(0, v, half + Shapes.px(30), w + 20), Roads.asphalt(SHOULDER));
    double[] ring = p.box(0, v, half, w);
    int id = site.label("runway", Shapes.polygon(ring));
    Shader asphalt = Roads.asphalt(RUNWAY);
    site.patch(
        Layer.ASPHALT,
        ring,
        (c, i, x, y, cover, inside) -> {
          asphalt.shade(c, i, x, y, cover, inside);
          if (inside) {
            c.object[i] = id;
          }
        });
    site.patch(
        Layer.ASPHALT,
        ring,
        (c, i, x, y, cover, inside) -> {
          double u = Math.abs((x - p.cx()) * p.ux() + (y - p.cy()) * p.uy());
          double off = (y - p.cy()) * p.ux() - (x - p.cx()) * p.uy() - v;
          double touch = 1 - Math.abs(u - half + Shapes.px(330)) / Shapes.px(300);
          double side = 1 - Math.abs(Math.abs(off) - Shapes.px(4)) / Shapes.px(5);
          float streak = c.noise.at(off / 1.6, u / 300);
          double dark = Math.max(0, touch) * Math.max(0, side) * (0.75 + 0.4 * streak);
          c.blend(i, RUBBER, 1, cover * (float) Math.min(0.8, dark));
        });
    List<double[]> lines = new ArrayList<>();
    lines.add(p.box(0, v - w + 3, half, 1.5));
    lines.add(p.box(0, v + w - 3, half, 1.5));
    for (double u = -half + Shapes.px(90); u < half - Shapes.px(90); u += Shapes.px(50)) {
      lines.add(p.box(u, v, Shapes.px(15), 1.5));
    }
    for (int end = -1; end <= 1; end += 2) {
      threshold(p, v, half, end, lines);
    }
    site.patch(Layer.MARKING, lines, Shader.paint(WHITE, 0.85));
  }

  private void threshold(Place p, double v, double half, int end, List<double[]> lines) {
    for (int k = 0; k < 6; k++) {
      double off = Shapes.px(3 + 3.2 * k);
      lines.add(p.box(end * (half - Shapes.px(21)), v - off, Shapes.px(15), Shapes.px(0.9)));
      lines.add(p.box(end * (half - Shapes.px(21)), v + off, Shapes.px(15), Shapes.px(0.9)));
    }
    for (int side = -1; side <= 1; side += 2) {
      double off = v + side * Shapes.px(11);
      lines.add(p.box(end * (half - Shapes.px(330)), off, Shapes.px(22), Shapes.px(3)));
      for (int k = 0; k < 3; k++) {
        double bar = off + side * Shapes.px(2.6 * k - 2.6);
        lines.add(p.box(end * (half - Shapes.px(180)), bar, Shapes.px(11), Shapes.px(0.9)));
      }
    }
    double heading = StrictMath.toDegrees(StrictMath.atan2(-end * p.ux(), end * p.uy()));
    int number = Math.floorMod((int) Math.rint(heading / 10), 36);
    number = number == 0 ? 36 : number;
    double at = half - Shapes.px(52);
    digit(p, end, at, v, Shapes.px(-4.2), number / 10, lines);
    digit(p, end, at, v, Shapes.px(4.2), number % 10, lines);
  }

  /** A figure 9 m tall, to be read by who lands from this end. */
  private static void digit(
      Place p, int end, double at, double v, double shift, int value, List<double[]> lines) {
    double h = Shapes.px(4.5);
    double w = Shapes.px(2);
    double t = Shapes.px(0.5);
    double[][] bars = {
      {h, 0, 0, w},
      {h / 2, -w, h / 2, 0},
      {h / 2, w, h / 2, 0},
      {0, 0, 0, w},
      {-h / 2, -w, h / 2, 0},
      {-h / 2, w, h / 2, 0},
      {-h, 0, 0, w}
    };
    for (int k = 0; k < 7; k++) {
      if ((DIGITS[value] >> k & 1) != 0) {
        double[] b = bars[k];
        lines.add(p.box(end * (at - b[0]), v - end * (shift + b[1]), b[2] + t, b[3] + t));
      }
    }
  }

  private void taxiway(Place p, double taxi, double runway, double half) {
    List<double[]> centre = new ArrayList<>();
    double w = Shapes.px(9);
    site.patch(Layer.PAVEMENT, p.box(0, taxi, half, w + 8), Roads.asphalt(SHOULDER));
    site.patch(Layer.ASPHALT, p.box(0, taxi, half, w), Roads.asphalt(RUNWAY.times(1.15)));
    centre.add(p.box(0, taxi, half - 10, 0.5));
    double mid = (taxi + runway) / 2;
    double b = (runway - taxi) / 2;
    for (double u : new double[] {-half + w, -half * 0.42, half * 0.36, half - w}) {
      site.patch(Layer.PAVEMENT, p.box(u, mid, w + 8, b), Roads.asphalt(SHOULDER));
      site.patch(Layer.ASPHALT, p.box(u, mid, w, b), Roads.asphalt(RUNWAY.times(1.1)));
      centre.add(p.box(u, mid, 0.5, b));
      double hold = runway - Shapes.px(60);
      centre.add(p.box(u, hold, w - 2, 0.4));
      centre.add(p.box(u, hold - 3, w - 2, 0.4));
    }
    site.patch(Layer.MARKING, centre, Shader.paint(YELLOW, 0.8));
  }

  private void apron(Place p, double edge) {
    double top = -p.b() + Shapes.px(62);
    double half = Math.min(p.a() * 0.45, Shapes.px(230));
    if (edge - top < Shapes.px(50)) {
      top = edge - Shapes.px(60);
    }
    Place slab = p.part(-half, top, half, edge + Shapes.px(31));
    site.patch(Layer.PAVEMENT, slab.box(0, 0, slab.a(), slab.b()), concrete(slab));
    List<double[]> lead = new ArrayList<>();
    double row = top + Shapes.px(26);
    for (double u = -half + Shapes.px(26); u < half * 0.35; u += Shapes.px(45)) {
      lead.add(p.box(u, row + Shapes.px(14), 0.5, Shapes.px(32)));
      if (dice.chance(0.72)) {
        Aircraft.park(site, dice, p.x(u, row), p.y(u, row), p.uy(), -p.ux(), true);
      }
      service(p, u, row);
    }
    for (double u = half * 0.42; u < half - 30; u += Shapes.px(15)) {
      for (int k = 0; k < 2; k++) {
        double v = row - Shapes.px(10) + k * Shapes.px(22);
        double turn = dice.between(-0.12, 0.12);
        double ux = p.uy() + turn * p.ux();
        double uy = -p.ux() + turn * p.uy();
        double n = Math.hypot(ux, uy);
        if (dice.chance(0.75)) {
          Aircraft.park(site, dice, p.x(u, v), p.y(u, v), ux / n, uy / n, false);
        }
      }
    }
    site.patch(Layer.MARKING, lead, Shader.paint(YELLOW, 0.8));
    terminal(p, top, half);
  }

  private void service(Place p, double u, double row) {
    for (int k = dice.below(4); k > 0; k--) {
      double du = u + Shapes.px(dice.between(-19, 19));
      double dv = row + Shapes.px(dice.between(-22, 8));
      double way = dice.chance(0.5) ? 1 : -1;
      Vehicle.Kind kind = dice.chance(0.6) ? Vehicle.Kind.VAN : Vehicle.Kind.CAR;
      double x = p.x(du, dv);
      double y = p.y(du, dv);
      Vehicle.place(site, dice, kind, x, y, p.ux() * way, p.uy() * way, 2);
    }
  }

  private void terminal(Place p, double top, double half) {
    double v = top - Shapes.px(14);
    double u = -half * 0.45;
    buildings.block(p.x(u, v), p.y(u, v), p.ux(), p.uy(), half * 0.4, Shapes.px(11), 11);
    for (double at = half * 0.12; at < half - 60; at += Shapes.px(48)) {
      double a = Shapes.px(19);
      buildings.hall(
          p.x(at + a, v), p.y(at + a, v), p.ux(), p.uy(), a, Shapes.px(13), dice.between(8, 12));
    }
    double back = -p.b() + 10;
    if (v - Shapes.px(16) - back > 60) {
      parking.lot(p.part(-half, back, half * 0.3, v - Shapes.px(16)), 0.65);
    }
  }

  /** Slabs with joints every 6 m. */
  private static Shader concrete(Place p) {
    double slab = Shapes.px(6);
    return (c, i, x, y, cover, inside) -> {
      double u = ((x - p.cx()) * p.ux() + (y - p.cy()) * p.uy()) / slab;
      double v = ((y - p.cy()) * p.ux() - (x - p.cx()) * p.uy()) / slab;
      int iu = (int) Math.floor(u);
      int iv = (int) Math.floor(v);
      float tint = c.noise.white(iu, iv) - 0.5f;
      boolean joint = u - iu < 0.05 || v - iv < 0.05;
      float light = 1 + 0.07f * tint + 0.09f * c.grain.mottle(x, y) + 0.07f * c.grain.fine(x, y);
      c.blend(i, APRON, joint ? light * 0.86f : light, cover);
      if (inside) {
        c.height[i] = 0;
      }
    };
  }
}

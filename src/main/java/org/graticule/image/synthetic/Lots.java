package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Where people live: rows of houses with gardens, and slabs of flats on lawns. */
final class Lots {
  static final Tone LAWN = Tone.leaf(0.07, 0.105, 0.036, 0.38);
  private static final Tone DRY = Tone.leaf(0.14, 0.135, 0.07, 0.3);
  private static final Tone EARTH = Tone.of(0.17, 0.135, 0.095);
  private static final Tone DRIVE = Tone.of(0.27, 0.26, 0.24);
  private static final Tone GRAVEL = Tone.of(0.24, 0.22, 0.19);
  private static final Tone POOL = Tone.of(0.1, 0.37, 0.44);
  private static final Tone DECK = Tone.of(0.4, 0.37, 0.32);
  private static final Tone HEDGE = Tone.leaf(0.04, 0.065, 0.026, 0.34);

  private final Site site;
  private final Dice dice;
  private final Buildings buildings;
  private final Parking parking;

  Lots(Site site, Dice dice, Buildings buildings, Parking parking) {
    this.site = site;
    this.dice = dice;
    this.buildings = buildings;
    this.parking = parking;
  }

  static Shader turf(Tone tone, double variety) {
    float spread = (float) variety;
    return (c, i, x, y, cover, inside) -> {
      float near = c.grain.mottle(x, y) * 0.7f + c.grain.broad(x, y) * 0.6f;
      float fine = c.grain.fine(x, y);
      c.blend(i, tone, 1 + 0.2f * near + 0.22f * fine, cover);
      c.blend(
          i, DRY, 1 + 0.2f * fine, cover * Math.max(0, Math.min(0.75f, (near + 0.12f) * spread)));
      if (inside) {
        c.height[i] = 0;
      }
    };
  }

  /** Two rows of houses back to back. */
  void houses(Quad q, double frontage) {
    Quad in = q.inset(0);
    site.patch(Layer.DISTRICT, site.frame.ring(in), turf(LAWN, 1.2));
    boolean across = in.acrossLength() >= in.downLength();
    double length = across ? in.acrossLength() : in.downLength();
    double depth = across ? in.downLength() : in.acrossLength();
    int n = Math.max(1, (int) Math.round(length / frontage));
    int rows = depth > Shapes.px(34) ? 2 : 1;
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < n; k++) {
        double s0 = (double) k / n;
        double s1 = (double) (k + 1) / n;
        double t0 = (double) row / rows;
        double t1 = (double) (row + 1) / rows;
        Quad lot = across ? in.part(s0, t0, s1, t1, 0) : in.part(t0, s0, t1, s1, 0);
        Place p = Place.over(site.frame, lot);
        if (!across) {
          p = new Place(p.cx(), p.cy(), -p.uy(), p.ux(), p.b(), p.a());
        }
        // v must point to the street: down for the last row, up for the first.
        boolean last = row == rows - 1;
        boolean flip = across ? !last || rows == 1 && dice.chance(0.5) : last;
        lot(flip ? new Place(p.cx(), p.cy(), -p.ux(), -p.uy(), p.a(), p.b()) : p);
      }
    }
  }

  private void lot(Place p) {
    if (!site.near(p.cx(), p.cy(), 60) || p.a() < 20 || p.b() < 22) {
      return;
    }
    if (dice.chance(0.75)) {
      Tone tone = dice.chance(0.2) ? EARTH : LAWN.mix(DRY, dice.between(0, 0.8));
      double share = dice.between(0.6, 0.95);
      site.patch(
          Layer.LOT, p.box(0, 0, p.a() - 0.5, p.b() - 0.5), turf(tone.times(share + 0.2), 0.8));
    }
    double side = dice.chance(0.5) ? 1 : -1;
    double front = p.b() - Shapes.px(dice.between(4, 7));
    double halfV = Math.min(Shapes.px(dice.between(4.8, 6.3)), p.b() * 0.4);
    double halfU = Math.min(p.a() * dice.between(0.55, 0.74), Shapes.px(9.5));
    double u = -side * (p.a() * 0.86 - halfU);
    double v = front - halfV;
    drive(p, side, v);
    if (dice.chance(0.35)) {
      site.patch(Layer.PAVEMENT, p.box(u, v - halfV - 5, halfU * 0.7, 6), Roads.paving(DECK));
    }
    if (dice.chance(0.97)) {
      boolean turned = dice.chance(0.2) && halfV * 1.2 > halfU * 0.6;
      buildings.house(
          p.x(u, v),
          p.y(u, v),
          turned ? -p.uy() : p.ux(),
          turned ? p.ux() : p.uy(),
          turned ? halfV : halfU,
          turned ? Math.min(halfU, halfV * 0.9) : halfV * 0.82);
    }
    garden(p, v - halfV);
  }

  private void drive(Place p, double side, double v) {
    double u = side * (p.a() - Shapes.px(2.2));
    Tone tone = dice.chance(0.5) ? DRIVE : dice.chance(0.5) ? GRAVEL : DRIVE.times(0.55);
    double back = v - 6;
    site.patch(
        Layer.PAVEMENT,
        p.box(u, (p.b() + 10 + back) / 2, Shapes.px(1.6), (p.b() + 10 - back) / 2),
        Roads.paving(tone.times(dice.between(0.85, 1.1))));
    double way = dice.chance(0.7) ? -1 : 1;
    for (double at = back + 10; at < p.b() - 6 && dice.chance(0.55); at += 18) {
      Vehicle.Kind kind = dice.chance(0.1) ? Vehicle.Kind.VAN : Vehicle.Kind.CAR;
      double x = p.x(u, at);
      double y = p.y(u, at);
      Vehicle.place(site, dice, kind, x, y, -p.uy() * way, p.ux() * way, 0.5);
    }
  }

  private void garden(Place p, double houseBack) {
    double back = -p.b();
    double room = houseBack - back;
    if (room > 30 && dice.chance(0.3)) {
      double u = dice.between(-0.35, 0.35) * p.a();
      double v = back + room * 0.45;
      double w = Shapes.px(dice.between(3, 4.6));
      double d = Shapes.px(dice.between(1.7, 2.4));
      site.patch(Layer.PLATFORM, p.box(u, v, w + 4, d + 4), Roads.paving(DECK));
      pool(site, p.box(u, v, w, d));
    }
    if (room > 26 && dice.chance(0.45)) {
      double u = (dice.chance(0.5) ? 1 : -1) * (p.a() - 9);
      buildings.shed(p.x(u, back + 9), p.y(u, back + 9), p.ux(), p.uy(), 5.5, 4.5);
    }
    hedges(p);
    int trees = 1 + dice.below(5);
    for (int k = 0; k < trees; k++) {
      double u = dice.between(-0.92, 0.92) * p.a();
      double v = dice.chance(0.75) ? back + dice.between(0.05, 0.95) * room : p.b() - 8;
      Crown.plant(site, dice, p.x(u, v), p.y(u, v), dice.between(1.2, 4.4));
    }
    for (int k = dice.below(7); k > 0; k--) {
      double u = dice.between(-0.95, 0.95) * p.a();
      double v = dice.between(-0.95, 0.95) * p.b();
      Crown.plant(site, dice, p.x(u, v), p.y(u, v), dice.between(0.5, 1.1));
    }
  }

  static void pool(Site site, double[] ring) {
    int id = site.label("swimming-pool", Shapes.polygon(ring));
    site.patch(
        Layer.PLATFORM,
        ring,
        (c, i, x, y, cover, inside) -> {
          float light = 1 + 0.14f * c.noise.at(x / 2.3, y / 2.3) + 0.08f * c.noise.white(x, y);
          c.blend(i, POOL, light, cover);
          if (inside) {
            c.object[i] = id;
            c.height[i] = 0;
          }
        });
  }

  private void hedges(Place p) {
    List<double[]> rings = new ArrayList<>();
    for (int sideways = -1; sideways <= 1; sideways += 2) {
      if (dice.chance(0.4)) {
        rings.add(p.box(sideways * p.a(), -p.b() * 0.1, 1.4, p.b() * 0.88));
      }
    }
    if (dice.chance(0.6)) {
      rings.add(p.box(0, -p.b(), p.a(), 1.3));
    }
    for (double[] ring : rings) {
      if (dice.chance(0.5)) {
        site.patch(
            Layer.YARD,
            ring,
            (c, i, x, y, cover, inside) -> {
              float n = c.noise.at(x / 2.4, y / 2.4);
              c.blend(i, HEDGE, 1 + 0.35f * n, cover);
              if (inside) {
                c.height[i] = 1.5f + 0.4f * n;
              }
            });
      } else {
        site.patch(Layer.YARD, ring, Shader.paint(GRAVEL, 0.35));
      }
    }
  }

  /** Slabs of flats on a lawn, with parking between. */
  void slabs(Quad q) {
    Quad in = q.inset(0);
    site.patch(Layer.DISTRICT, site.frame.ring(in), turf(LAWN, 0.9));
    Place p = Place.of(site.frame, in).lengthwise();
    double metres = dice.between(10, 19);
    double half = Shapes.px(6.2);
    double pitch = Shapes.px(dice.between(34, 42));
    for (double u = -p.a() + half + 10; u < p.a() - half - 8; u += pitch) {
      double b = p.b() * dice.between(0.72, 0.86);
      buildings.block(p.x(u, 0), p.y(u, 0), -p.uy(), p.ux(), b, half, metres);
      double from = u + half + 14;
      if (from + Shapes.px(17) < Math.min(p.a(), u + pitch - half)) {
        parking.lot(p.part(from, -p.b() * 0.8, from + Shapes.px(16.5), p.b() * 0.8), 0.7);
      }
    }
    scatter(p, 900, 1.8, 4.6);
  }

  /** Trees on open ground, one for about so many square pixels. */
  void scatter(Place p, double area, double least, double most) {
    int n = (int) (4 * p.a() * p.b() / area);
    for (int k = 0; k < n; k++) {
      double u = dice.between(-1, 1) * p.a();
      double v = dice.between(-1, 1) * p.b();
      Crown.plant(site, dice, p.x(u, v), p.y(u, v), dice.between(least, most));
    }
  }
}

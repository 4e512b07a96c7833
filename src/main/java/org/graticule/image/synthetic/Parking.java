package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Car parks with painted bays, islands with trees, and cars; yards with lorries. */
final class Parking {
  private static final Tone ASPHALT = Tone.of(0.115, 0.115, 0.115);
  private static final Tone PAINT = Tone.of(0.5, 0.5, 0.49);
  private static final Tone KERB = Tone.of(0.3, 0.29, 0.27);
  private static final double BAY = Shapes.px(2.5);
  private static final double DEEP = Shapes.px(5);
  private static final double AISLE = Shapes.px(6.2);

  private final Site site;
  private final Dice dice;

  Parking(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  /** Fills the place with rows of bays along its longer side. */
  void lot(Place given, double busy) {
    if (!site.near(given.cx(), given.cy(), Math.hypot(given.a(), given.b()))) {
      return;
    }
    Place p = given.lengthwise();
    Tone tone = ASPHALT.times(dice.between(0.8, 1.5));
    site.patch(Layer.PLATFORM, p.box(0, 0, p.a() + 1.5, p.b() + 1.5), Roads.paving(KERB));
    site.patch(Layer.PLATFORM, p.box(0, 0, p.a(), p.b()), Roads.asphalt(tone));
    List<double[]> lines = new ArrayList<>();
    double v = -p.b();
    if (2 * p.b() < DEEP + AISLE) {
      return;
    }
    row(p, v + DEEP / 2, 1, busy, lines);
    v += DEEP + AISLE;
    while (v + DEEP <= p.b() + 0.01) {
      row(p, v + DEEP / 2, -1, busy, lines);
      v += DEEP;
      if (v + DEEP + AISLE * 0.8 > p.b()) {
        break;
      }
      if (dice.chance(0.7)) {
        island(p, v);
      }
      row(p, v + DEEP / 2, 1, busy, lines);
      v += DEEP + AISLE;
    }
    site.patch(Layer.BRIDGE_MARKING, lines, Shader.paint(PAINT, 0.75));
  }

  private void island(Place p, double v) {
    for (double u = -p.a() + 9; u < p.a() - 9; u += Shapes.px(dice.between(14, 24))) {
      Crown.plant(site, dice, p.x(u, v), p.y(u, v), dice.between(1.1, 2.2));
    }
  }

  private void row(Place p, double v, double nose, double busy, List<double[]> lines) {
    double end = p.a() - BAY * 1.2;
    double crowd = busy * dice.between(0.6, 1.15);
    int n = (int) (2 * end / BAY);
    for (int k = 0; k <= n; k++) {
      double u = -end + k * BAY;
      lines.add(p.box(u, v, 0.22, DEEP / 2 - 0.5));
      // People park near each other, so fullness drifts along the row.
      double local = crowd + 0.35 * site.noise.at(u / 70 + v, p.cx());
      if (k < n && dice.chance(local)) {
        double way = dice.chance(0.75) ? -nose : nose;
        double c = u + BAY / 2 + dice.between(-0.7, 0.7);
        double d = v + dice.between(-0.9, 0.9);
        Vehicle.Kind kind = dice.chance(0.07) ? Vehicle.Kind.VAN : Vehicle.Kind.CAR;
        double skew = dice.between(-0.04, 0.04);
        double fx = -p.uy() * way + skew * p.ux();
        double fy = p.ux() * way + skew * p.uy();
        double f = Math.hypot(fx, fy);
        Vehicle.place(site, dice, kind, p.x(c, d), p.y(c, d), fx / f, fy / f, 0.3);
      }
    }
  }

  /** Lorries and trailers side by side, noses along v. */
  void yard(Place p, double busy) {
    for (double u = -p.a() + 8; u < p.a() - 8; u += Shapes.px(4.2)) {
      if (dice.chance(busy)) {
        double d = dice.between(-3, 3);
        Vehicle.place(site, dice, Vehicle.Kind.TRUCK, p.x(u, d), p.y(u, d), -p.uy(), p.ux(), 0);
      }
    }
  }
}

package org.graticule.image.synthetic;

import java.util.List;
import org.locationtech.jts.geom.Polygon;

/** Storage tanks with floating or cone roofs, in bunds. */
final class Tanks {
  private static final Tone GROUND = Tone.of(0.25, 0.23, 0.2);
  private static final Tone WALL = Tone.of(0.36, 0.35, 0.33);
  private static final List<Tone> PAINTS =
      List.of(Tone.of(0.6, 0.6, 0.59), Tone.of(0.56, 0.57, 0.58), Tone.of(0.44, 0.43, 0.4));

  private final Site site;
  private final Dice dice;
  private boolean standing;

  Tanks(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  /** Whether any farm has been laid out yet. */
  boolean standing() {
    return standing;
  }

  /** Tanks of a size or two on a grid over the place. */
  void farm(Place p) {
    standing |= site.near(p.cx(), p.cy(), 0);
    site.patch(Layer.LOT, p.box(0, 0, p.a(), p.b()), Roads.paving(GROUND));
    double radius = Math.min(Shapes.px(dice.between(9, 17)), p.b() * 0.36);
    double pitch = radius * 2 + Shapes.px(9);
    int n = Math.max(1, (int) (2 * p.a() / pitch));
    int m = Math.max(1, (int) (2 * p.b() / pitch));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        double u = -p.a() + (2 * i + 1) * p.a() / n;
        double v = -p.b() + (2 * j + 1) * p.b() / m;
        if (dice.chance(0.9)) {
          bund(p, u, v, pitch / 2 - 4);
          tank(p.x(u, v), p.y(u, v), radius * (dice.chance(0.75) ? 1 : dice.between(0.5, 0.8)));
        }
      }
    }
  }

  private void bund(Place p, double u, double v, double half) {
    Shader wall = Shader.plain(WALL, 0.1, 1.4);
    site.patch(Layer.YARD, p.box(u, v - half, half, 0.8), wall);
    site.patch(Layer.YARD, p.box(u, v + half, half, 0.8), wall);
    site.patch(Layer.YARD, p.box(u - half, v, 0.8, half), wall);
    site.patch(Layer.YARD, p.box(u + half, v, 0.8, half), wall);
  }

  void tank(double x, double y, double radius) {
    double[] ring = Shapes.circle(x, y, radius, 48);
    Polygon polygon = Shapes.polygon(ring);
    if (!site.near(polygon.getEnvelopeInternal()) || !site.free(polygon)) {
      return;
    }
    int id = site.label("storage-tank", polygon);
    double metres = dice.between(9, 15);
    boolean floating = dice.chance(0.5);
    double sunk = dice.between(1.5, 6);
    Tone paint = dice.pick(PAINTS).times(dice.between(0.9, 1.08));
    site.patch(
        Layer.BUILDING,
        ring,
        (c, i, px, py, cover, inside) -> {
          double away = Math.hypot(px + 0.5 - x, py + 0.5 - y) / radius;
          boolean rim = away > 1 - 1.6 / radius;
          float dirt = c.grain.mottle(px, py);
          float light = 1 + 0.06f * dirt + 0.04f * (c.noise.white(px, py) - 0.5f);
          light *= !floating && Math.abs(away - 0.5) < 0.5 / radius ? 0.93f : 1;
          light *= floating && !rim ? 0.86f + 0.1f * dirt : 1;
          c.blend(i, paint, rim ? 1.1f : light, cover);
          if (inside) {
            double deck = floating ? -sunk : 1.4 * (1 - away);
            c.height[i] = (float) (metres + (rim ? 0 : deck));
            c.object[i] = id;
          }
        });
    double turn = dice.between(0, 6.28);
    double ux = StrictMath.cos(turn);
    double uy = StrictMath.sin(turn);
    if (floating) {
      double[] ladder =
          Shapes.local(
              x,
              y,
              ux,
              uy,
              radius * 0.1,
              -0.6,
              radius * 0.96,
              -0.6,
              radius * 0.96,
              0.6,
              radius * 0.1,
              0.6);
      site.patch(Layer.BUILDING, ladder, Shader.paint(paint.times(0.55), 0.9));
    }
  }
}

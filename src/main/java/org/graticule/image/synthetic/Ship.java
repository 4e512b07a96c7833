package org.graticule.image.synthetic;

import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Polygon;

/**
 * A vessel from dinghy to freighter. Sizes in pixels.
 *
 * @param ux forward direction
 * @param length over all
 * @param half half the beam
 */
record Ship(
    Kind kind,
    int id,
    double x,
    double y,
    double ux,
    double uy,
    double length,
    double half,
    Tone hull,
    long seed,
    Outline outline)
    implements Feature {

  /** What it is used for. */
  enum Kind {
    BOAT,
    YACHT,
    TRAWLER,
    FERRY,
    FREIGHTER
  }

  private static final Tone WHITE = Tone.of(0.6, 0.61, 0.61);
  private static final Tone DECK = Tone.of(0.3, 0.25, 0.19);
  private static final Tone STEEL = Tone.of(0.19, 0.12, 0.1);
  private static final Tone GREEN = Tone.of(0.1, 0.2, 0.16);
  private static final Tone GLASS = Tone.of(0.03, 0.036, 0.045);
  private static final Tone NAVY = Tone.of(0.03, 0.05, 0.11);
  private static final List<Tone> SMALL = List.of(WHITE, WHITE, WHITE, WHITE, NAVY, DECK);
  private static final List<Tone> BOXES =
      List.of(
          Tone.of(0.32, 0.09, 0.06),
          Tone.of(0.06, 0.12, 0.27),
          Tone.of(0.45, 0.45, 0.45),
          Tone.of(0.07, 0.2, 0.16),
          Tone.of(0.42, 0.22, 0.07));

  /** Puts a vessel on the water if the place is free. */
  static boolean launch(
      Site site, Dice dice, Kind kind, double x, double y, double ux, double uy, double scale) {
    double length =
        scale
            * Shapes.px(
                switch (kind) {
                  case BOAT -> dice.between(5.5, 9);
                  case YACHT -> dice.between(9, 15);
                  case TRAWLER -> dice.between(17, 27);
                  case FERRY -> dice.between(55, 80);
                  case FREIGHTER -> dice.between(95, 150);
                });
    double slim =
        switch (kind) {
          case BOAT, YACHT -> 3.1;
          case TRAWLER -> 3.6;
          case FERRY -> 4.6;
          case FREIGHTER -> 6.2;
        };
    double half = length / slim / 2;
    double[] ring = hull(x, y, ux, uy, length / 2, half);
    Polygon polygon = Shapes.polygon(ring);
    if (!site.near(polygon.getEnvelopeInternal()) || !site.free(polygon)) {
      return false;
    }
    boolean small = kind == Kind.BOAT || kind == Kind.YACHT;
    Tone tone = small ? dice.pick(SMALL) : kind == Kind.FREIGHTER ? STEEL : WHITE;
    int id = site.label("ship", polygon);
    long seed = dice.bits();
    site.add(new Ship(kind, id, x, y, ux, uy, length, half, tone, seed, Outline.of(ring)));
    return true;
  }

  private static double[] hull(double x, double y, double ux, double uy, double a, double b) {
    double[] at = {-1, -0.86, -0.5, 0.1, 0.45, 0.68, 0.85, 0.95};
    double[] wide = {0.74, 0.92, 1, 1, 0.9, 0.68, 0.38, 0.16};
    int n = at.length;
    double[] uv = new double[2 * (2 * n + 1)];
    for (int k = 0; k < n; k++) {
      uv[2 * k] = at[k] * a;
      uv[2 * k + 1] = -wide[k] * b;
      uv[2 * (2 * n - k)] = at[k] * a;
      uv[2 * (2 * n - k) + 1] = wide[k] * b;
    }
    uv[2 * n] = a;
    uv[2 * n + 1] = 0;
    return Shapes.local(x, y, ux, uy, uv);
  }

  /** Foam behind a vessel under way: a churned trail and the two arms of the bow wave. */
  static void wake(
      Site site, double x, double y, double ux, double uy, double length, double half) {
    double reach = length * 6;
    double spread = half * 1.5 + reach * 0.32;
    double[] ring =
        Shapes.local(
            x,
            y,
            ux,
            uy,
            length * 0.5,
            -half * 1.2,
            length * 0.5,
            half * 1.2,
            -reach,
            spread,
            -reach,
            -spread);
    site.patch(
        Layer.WAKE,
        ring,
        (c, i, px, py, cover, inside) -> {
          double dx = px + 0.5 - x;
          double dy = py + 0.5 - y;
          double back = length * 0.5 - (dx * ux + dy * uy);
          double side = Math.abs(dy * ux - dx * uy);
          float lace =
              c.noise.at(px / 4.0, py / 4.0) * 0.5f + c.noise.at(px / 11.0, py / 11.0) * 0.5f;
          double fade = Math.max(0, 1 - back / (reach + length * 0.5));
          double arm = half * 0.5 + back * 0.26;
          double thick = 1.5 + back * 0.02;
          double v =
              Math.max(0, 1 - Math.abs(side - arm) / thick) * fade * fade * (0.75 + 0.9 * lace);
          double trail = half * 0.62 + Math.sqrt(Math.max(0, back - length)) * 0.5;
          double churn = back > length * 0.96 ? Math.max(0, 1.15 - side / trail) : 0;
          double near = Math.max(0, 1 - (back - length) / (2.2 * length));
          v += churn * fade * (0.22 + 0.75 * near * near) * (0.8 + 0.9 * lace);
          double bow = Math.max(0, 1 - back / (length * 0.35)) * Math.max(0, 1.3 - side / half);
          c.blend(i, WHITE, 1, cover * (float) Math.max(0, Math.min(0.85, v + 0.5 * bow)));
        });
  }

  @Override
  public Layer layer() {
    return Layer.CRAFT;
  }

  @Override
  public Envelope bounds() {
    return outline.bounds;
  }

  @Override
  public void paint(Canvas c) {
    Dice dice = new Dice(seed);
    double a = length / 2;
    switch (kind) {
      case BOAT -> {
        c.fill(outline, body(hull, 0.9));
        box(c, -0.8 * a, 0.1 * a, 0.55 * half, DECK.mix(WHITE, 0.3), 0.5);
        box(c, -0.1 * a, 0.15 * a, 0.6 * half, GLASS, 1.3);
      }
      case YACHT -> {
        c.fill(outline, body(hull, 1.1));
        box(c, -0.9 * a, 0.6 * a, 0.5 * half, dice.chance(0.5) ? DECK : WHITE.times(0.9), 1.2);
        box(c, -0.35 * a, 0.35 * a, 0.5 * half, WHITE, 1.8);
        box(c, -0.3 * a, 0.05 * a, 0.42 * half, GLASS, 1.9);
        box(c, 0.05 * a, 0.09 * a, 0.5, WHITE, 9);
        box(c, -0.7 * a, 0.05 * a, 0.5, dice.chance(0.5) ? NAVY : WHITE, 2.6);
      }
      case TRAWLER -> {
        c.fill(outline, body(dice.pick(List.of(NAVY, WHITE, STEEL, GREEN)), 2));
        box(c, -0.88 * a, 0.75 * a, 0.66 * half, DECK, 1.8);
        box(c, 0.15 * a, 0.55 * a, 0.62 * half, WHITE, 5);
        box(c, 0.45 * a, 0.52 * a, 0.55 * half, GLASS, 5.1);
        box(c, -0.5 * a, -0.2 * a, 0.4 * half, STEEL, 2.6);
        box(c, -0.75 * a, -0.7 * a, 0.7 * half, WHITE.times(0.7), 6);
      }
      case FERRY -> {
        c.fill(outline, body(hull, 6));
        box(c, -0.84 * a, 0.62 * a, 0.86 * half, WHITE.times(0.85), 12);
        box(c, -0.6 * a, 0.5 * a, 0.66 * half, GREEN, 14.5);
        box(c, 0.32 * a, 0.46 * a, 0.95 * half, WHITE, 16);
        box(c, -0.25 * a, -0.05 * a, 0.22 * half, NAVY, 20);
        for (double u = -0.7; u < 0.4; u += 0.16) {
          box(c, u * a, (u + 0.09) * a, 0.8 * half, WHITE, 13);
        }
      }
      case FREIGHTER -> freighter(c, dice, a);
    }
  }

  private void freighter(Canvas c, Dice dice, double a) {
    c.fill(outline, body(hull, 7));
    box(c, -0.93 * a, 0.62 * a, 0.88 * half, dice.chance(0.5) ? STEEL.times(1.3) : GREEN, 7.2);
    box(c, -0.92 * a, -0.72 * a, 0.82 * half, WHITE, 19);
    box(c, -0.75 * a, -0.71 * a, 0.98 * half, WHITE.times(0.9), 21);
    box(c, -0.9 * a, -0.83 * a, 0.25 * half, NAVY, 24);
    boolean containers = dice.chance(0.6);
    double bay = containers ? Shapes.px(6.3) : Shapes.px(17);
    for (double u = -0.66 * a; u + bay < 0.68 * a; u += bay + (containers ? 1.5 : 9)) {
      if (!containers) {
        box(c, u, u + bay, 0.62 * half, dice.chance(0.5) ? DECK.times(0.9) : STEEL.times(1.6), 9);
        continue;
      }
      double across = Shapes.px(2.5);
      double width = half * (u > 0.42 * a ? 0.6 : 0.88);
      for (double v = -width; v + across <= width; v += across) {
        double[] ring =
            Shapes.local(
                x, y, ux, uy, u, v, u + bay, v, u + bay, v + across - 0.4, u, v + across - 0.4);
        Tone tone = dice.pick(BOXES).times(dice.between(0.8, 1.2));
        c.fill(Outline.of(ring), part(tone, 9 + 2.6 * dice.below(4)));
      }
    }
  }

  private void box(Canvas c, double from, double to, double wide, Tone tone, double metres) {
    double[] ring = Shapes.local(x, y, ux, uy, from, -wide, to, -wide, to, wide, from, wide);
    c.fill(Outline.of(ring), part(tone, metres));
  }

  /** The whole outline, which alone decides what is this object. */
  private Shader body(Tone tone, double metres) {
    Shader part = part(tone, metres);
    return (c, i, px, py, cover, inside) -> {
      part.shade(c, i, px, py, cover, inside);
      if (inside) {
        c.object[i] = id;
      }
    };
  }

  private Shader part(Tone tone, double metres) {
    float h = (float) metres;
    return (c, i, px, py, cover, inside) -> {
      c.blend(i, tone, 1 + 0.1f * c.grain.fine(px, py), cover);
      if (inside) {
        c.height[i] = h;
      }
    };
  }
}

package org.graticule.image.synthetic;

import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * An aeroplane on the ground: fuselage, swept or straight wings, tail, engines.
 *
 * @param span wing tip to wing tip, pixels
 */
record Aircraft(
    int id,
    double x,
    double y,
    double ux,
    double uy,
    double span,
    boolean jet,
    Tone tone,
    Outline outline)
    implements Feature {
  private static final Tone WHITE = Tone.of(0.62, 0.63, 0.64);
  private static final Tone GREY = Tone.of(0.3, 0.31, 0.32);
  private static final Tone GLASS = Tone.of(0.04, 0.045, 0.055);
  private static final Tone RED = Tone.of(0.35, 0.06, 0.05);
  private static final Tone BLUE = Tone.of(0.05, 0.09, 0.24);

  static boolean park(Site site, Dice dice, double x, double y, double ux, double uy, boolean jet) {
    double span = Shapes.px(jet ? dice.between(28, 35) : dice.between(9.5, 12));
    double s = span / 2;
    double length = jet ? s * 1.08 : s * 0.72;
    double body = jet ? s * 0.115 : s * 0.11;
    Geometry all = Shapes.polygon(fuselage(x, y, ux, uy, length, body));
    double sweep = jet ? 0.5 : 0.02;
    double root = jet ? 0.36 : 0.27;
    double[][] parts = {
      wing(x, y, ux, uy, s * (jet ? 0.22 : 0.3), s, s * root, s * sweep, jet ? 0.28 : 0.8),
      wing(x, y, ux, uy, -length * 0.78, s * 0.37, s * 0.2, s * sweep * 0.4, 0.5),
    };
    for (double[] part : parts) {
      all = all.union(Shapes.polygon(part));
    }
    if (jet) {
      for (int side = -1; side <= 1; side += 2) {
        double v = side * s * 0.33;
        double u = s * 0.13;
        double w = s * 0.055;
        all =
            all.union(
                Shapes.polygon(
                    Shapes.local(
                        x,
                        y,
                        ux,
                        uy,
                        u - s * 0.1,
                        v - w,
                        u + s * 0.12,
                        v - w,
                        u + s * 0.12,
                        v + w,
                        u - s * 0.1,
                        v + w)));
      }
    }
    if (!(all instanceof Polygon whole)) {
      return false;
    }
    Polygon polygon = Shapes.snapped(whole);
    if (!site.near(polygon.getEnvelopeInternal()) || !polygon.isValid() || !site.free(polygon)) {
      return false;
    }
    int id = site.label("aircraft", polygon);
    Tone tone = dice.pick(List.of(BLUE, RED, GREY, WHITE));
    site.add(new Aircraft(id, x, y, ux, uy, span, jet, tone, Outline.of(polygon)));
    return true;
  }

  private static double[] fuselage(double x, double y, double ux, double uy, double a, double b) {
    double[] at = {-1, -0.86, -0.6, -0.2, 0.7, 0.86, 0.95};
    double[] wide = {0.18, 0.45, 0.8, 1, 1, 0.78, 0.42};
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

  /** Both halves of a wing: leading edge at u on the axis, swept back towards the tips. */
  private static double[] wing(
      double x,
      double y,
      double ux,
      double uy,
      double u,
      double s,
      double chord,
      double sweep,
      double taper) {
    double tip = u - sweep;
    double back = tip - chord * taper;
    return Shapes.local(
        x, y, ux, uy, u, 0, tip, s, back, s, u - chord, s * 0.3, u - chord, -s * 0.3, back, -s, tip,
        -s);
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
    double s = span / 2;
    double length = jet ? s * 1.08 : s * 0.72;
    double body = jet ? s * 0.115 : s * 0.11;
    float high = jet ? 3.6f : 1.7f;
    c.fill(outline, part(WHITE.times(0.82), high));
    Outline tube = Outline.of(fuselage(x, y, ux, uy, length, body));
    c.fill(
        tube,
        (k, i, px, py, cover, inside) -> {
          double v = ((py + 0.5 - y) * ux - (px + 0.5 - x) * uy) / body;
          k.blend(i, WHITE, 1, cover);
          if (inside) {
            k.height[i] = (float) (high + body * Shapes.GSD * Math.sqrt(Math.max(0, 1 - v * v)));
            k.object[i] = id;
          }
        });
    quad(c, -length * 0.99, -length * 0.72, s * 0.025 + 0.4, tone, high + (jet ? 6 : 1.5));
    quad(c, length * 0.84, length * 0.92, body * 0.55, GLASS, high + 0.6);
  }

  private void quad(Canvas c, double from, double to, double half, Tone t, double metres) {
    double[] ring = Shapes.local(x, y, ux, uy, from, -half, to, -half, to, half, from, half);
    c.fill(Outline.of(ring), part(t, metres));
  }

  private Shader part(Tone t, double metres) {
    float h = (float) metres;
    return (c, i, px, py, cover, inside) -> {
      c.blend(i, t, 1, cover);
      boolean own = outlineHolds(px + 0.5, py + 0.5);
      if (inside && own) {
        c.height[i] = h;
        c.object[i] = id;
      }
    };
  }

  private boolean outlineHolds(double px, double py) {
    boolean in = false;
    for (int e = 0; e < outline.edges(); e++) {
      if (outline.y0[e] <= py != outline.y1[e] <= py
          && px
              < outline.x0[e]
                  + (py - outline.y0[e])
                      / (outline.y1[e] - outline.y0[e])
                      * (outline.x1[e] - outline.x0[e])) {
        in = !in;
      }
    }
    return in;
  }
}

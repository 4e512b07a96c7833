package org.graticule.image.synthetic;

import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Polygon;

/**
 * A car or a lorry seen from above. Sizes in pixels.
 *
 * @param id object id, 0 if outside the image
 * @param ux forward direction
 * @param length bumper to bumper
 * @param half half the width
 */
record Vehicle(
    Kind kind,
    int id,
    double x,
    double y,
    double ux,
    double uy,
    double length,
    double half,
    Tone body,
    Outline outline)
    implements Feature {

  /** What it is called in labels, and its usual paints. */
  enum Kind {
    CAR("vehicle.car"),
    VAN("vehicle.car"),
    TRUCK("vehicle.truck"),
    BUS("vehicle.bus");

    final String className;

    Kind(String className) {
      this.className = className;
    }
  }

  private static final Tone GLASS = Tone.of(0.028, 0.033, 0.04);
  private static final Tone WHITE = Tone.of(0.62, 0.63, 0.63);
  private static final Tone SILVER = Tone.of(0.34, 0.35, 0.36);
  private static final Tone GREY = Tone.of(0.13, 0.135, 0.14);
  private static final Tone BLACK = Tone.of(0.03, 0.031, 0.034);
  private static final Tone RED = Tone.of(0.3, 0.03, 0.028);
  private static final Tone BLUE = Tone.of(0.035, 0.07, 0.22);
  private static final Tone TAN = Tone.of(0.3, 0.25, 0.17);
  private static final Tone GREEN = Tone.of(0.04, 0.11, 0.07);
  private static final Tone YELLOW = Tone.of(0.55, 0.36, 0.04);
  private static final List<Tone> PAINTS =
      List.of(
          WHITE, WHITE, WHITE, WHITE, SILVER, SILVER, SILVER, GREY, GREY, GREY, BLACK, BLACK, BLACK,
          RED, BLUE, BLUE, TAN, GREEN);
  private static final List<Tone> BOXES = List.of(WHITE, WHITE, WHITE, SILVER, BLUE, RED, TAN);

  /** Puts a vehicle down if there is room for it. */
  static boolean place(
      Site site, Dice dice, Kind kind, double x, double y, double ux, double uy, double gap) {
    double length =
        Shapes.px(
            switch (kind) {
              case CAR -> dice.between(4.1, 4.8);
              case VAN -> dice.between(5.0, 6.2);
              case TRUCK -> dice.chance(0.5) ? dice.between(7.5, 9.5) : dice.between(14.5, 16.5);
              case BUS -> 12;
            });
    double half =
        Shapes.px(
                switch (kind) {
                  case CAR -> dice.between(1.74, 1.86);
                  case VAN -> 2.0;
                  case TRUCK, BUS -> 2.52;
                })
            / 2;
    double[] ring = ring(kind, x, y, ux, uy, length, half);
    Polygon polygon = Shapes.polygon(ring);
    Polygon room = Shapes.polygon(Shapes.box(x, y, ux, uy, length / 2 + gap, half + gap / 2));
    if (!site.near(room.getEnvelopeInternal()) || !site.free(room)) {
      return false;
    }
    Tone body =
        switch (kind) {
          case CAR -> dice.pick(PAINTS);
          case VAN -> dice.chance(0.7) ? WHITE : dice.pick(PAINTS);
          case TRUCK -> dice.pick(BOXES);
          case BUS -> dice.chance(0.5) ? WHITE : YELLOW;
        };
    int id = site.label(kind.className, polygon);
    site.add(
        new Vehicle(
            kind,
            id,
            x,
            y,
            ux,
            uy,
            length,
            half,
            body.times(dice.between(0.85, 1.1)),
            Outline.of(ring)));
    return true;
  }

  private static double[] ring(
      Kind kind, double x, double y, double ux, double uy, double length, double half) {
    double a = length / 2;
    double c = Math.min(1.3, half * 0.4);
    if (kind == Kind.TRUCK) {
      double cab = a - Shapes.px(2.3);
      double box = cab - Shapes.px(0.6);
      double neck = half * 0.5;
      double w = half * 0.95;
      return Shapes.local(
          x, y, ux, uy, -a, -half, box, -half, box, -neck, cab, -neck, cab, -w, a - 0.6, -w, a,
          -w + 1, a, w - 1, a - 0.6, w, cab, w, cab, neck, box, neck, box, half, -a, half);
    }
    return Shapes.local(
        x,
        y,
        ux,
        uy,
        -a + c * 0.6,
        -half,
        a - c,
        -half,
        a,
        -half + c,
        a,
        half - c,
        a - c,
        half,
        -a + c * 0.6,
        half,
        -a,
        half - c * 0.6,
        -a,
        -half + c * 0.6);
  }

  @Override
  public Layer layer() {
    return Layer.VEHICLE;
  }

  @Override
  public Envelope bounds() {
    return outline.bounds;
  }

  @Override
  public void paint(Canvas canvas) {
    canvas.fill(outline, body(body, kind == Kind.CAR ? 0.85 : 1.3));
    double a = length / 2;
    switch (kind) {
      case CAR -> {
        box(canvas, -0.43 * length, 0.23 * length, half * 0.86, GLASS, 1.15);
        box(canvas, -0.3 * length, 0.06 * length, half * 0.78, body.times(1.12), 1.45);
      }
      case VAN -> {
        box(canvas, 0.17 * length, 0.34 * length, half * 0.86, GLASS, 1.6);
        box(canvas, -a + 0.8, 0.2 * length, half * 0.9, body.times(1.1), 2.2);
      }
      case TRUCK -> {
        double cab = a - Shapes.px(2.3);
        box(canvas, a - Shapes.px(0.7), a - 0.4, half * 0.8, GLASS, 2);
        box(canvas, cab, a - Shapes.px(0.8), half * 0.84, body.mix(WHITE, 0.3), 2.8);
        box(canvas, -a, cab - Shapes.px(0.6), half, body, 3.7);
        box(canvas, -a + 0.8, cab - Shapes.px(0.6) - 0.8, half - 1, body.times(1.12), 3.8);
      }
      case BUS -> {
        box(canvas, -a + 0.8, a - 1.6, half - 0.7, body.times(1.1), 3.1);
        box(canvas, -0.3 * a, 0.1 * a, half * 0.5, SILVER, 3.4);
        box(canvas, 0.4 * a, 0.6 * a, half * 0.5, GREY, 3.2);
      }
    }
  }

  private void box(Canvas canvas, double from, double to, double half, Tone tone, double height) {
    double[] ring = Shapes.local(x, y, ux, uy, from, -half, to, -half, to, half, from, half);
    canvas.fill(Outline.of(ring), part(tone, height));
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
      c.blend(i, tone, 1, cover);
      if (inside) {
        c.height[i] = h;
      }
    };
  }
}

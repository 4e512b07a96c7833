package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Two carriageways with a planted median, crossed by road bridges that throw shadows on it. */
final class Motorway {
  /** From the middle to what lies beside it, pixels. */
  static final double CLEARANCE = Shapes.px(42);

  private static final double LANE = Shapes.px(3.75);
  private static final double OFFSET = Shapes.px(8.5);
  private static final Tone ASPHALT = Tone.of(0.125, 0.125, 0.125);
  private static final Tone VERGE = Tone.leaf(0.12, 0.125, 0.06, 0.33);
  private static final Tone PAINT = Tone.of(0.58, 0.58, 0.57);
  private static final Tone RAIL = Tone.of(0.34, 0.34, 0.34);
  private static final Tone BANK = Tone.leaf(0.085, 0.1, 0.04, 0.34);
  private static final Tone DECK = Tone.of(0.16, 0.158, 0.152);

  private final Site site;
  private final Dice dice;

  Motorway(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  /** Runs down the plan at this x. */
  void build(double px, double fromY, double toY, double[] bridges) {
    Path path = site.frame.path(px, fromY, px, toY);
    site.patch(Layer.DISTRICT, path.ribbon(CLEARANCE - 3), Lots.turf(VERGE, 1.2));
    // Bridges first: what drives beneath one cannot be seen, so it is not there.
    for (double y : bridges) {
      bridge(px, y);
    }
    List<double[]> lines = new ArrayList<>();
    List<double[]> rails = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      Path way = path.part(0, 1, side * OFFSET);
      site.patch(Layer.ASPHALT, way.ribbon(LANE * 1.62), Roads.asphalt(ASPHALT));
      lines.add(way.part(0, 1, LANE * 1.04).ribbon(0.3));
      lines.add(way.part(0, 1, -LANE * 1.04).ribbon(0.3));
      lines.addAll(way.dashes(0, 1, 0, 0.28, 20, 40));
      for (double lane : new double[] {-LANE / 2, LANE / 2}) {
        List<double[]> worn = new ArrayList<>();
        worn.add(way.part(0, 1, lane - 2.7).ribbon(1));
        worn.add(way.part(0, 1, lane + 2.7).ribbon(1));
        site.patch(Layer.ASPHALT, worn, Shader.paint(RAIL.times(0.1), 0.13));
      }
      rails.add(path.part(0, 1, side * 3.2).ribbon(0.4));
      rails.add(path.part(0, 1, side * Shapes.px(16)).ribbon(0.4));
      drive(way, side);
    }
    site.patch(Layer.MARKING, lines, Shader.paint(PAINT, 0.8));
    site.patch(Layer.MARKING, rails, Shader.plain(RAIL, 0.1, 0.8));
    plant(path);
  }

  private void drive(Path way, int side) {
    double length = way.length();
    for (int lane = -1; lane <= 1; lane += 2) {
      boolean slow = lane == side;
      double gap = slow ? 130 : 210;
      for (double s = 40; s < length - 40; s += 45 - gap * StrictMath.log(1 - 0.99 * dice.next())) {
        double t = s / length;
        double ux = way.dxAt(t);
        double uy = way.dyAt(t);
        double off = lane * LANE / 2 + dice.between(-0.6, 0.6);
        double forward = side > 0 ? -1 : 1;
        double p = dice.next();
        Vehicle.Kind kind =
            slow && p < 0.24 ? Vehicle.Kind.TRUCK : p < 0.36 ? Vehicle.Kind.VAN : Vehicle.Kind.CAR;
        Vehicle.place(
            site,
            dice,
            kind,
            way.xAt(t) - uy * off,
            way.yAt(t) + ux * off,
            ux * forward,
            uy * forward,
            8);
      }
    }
  }

  private void plant(Path path) {
    double length = path.length();
    for (double s = 10; s < length; s += dice.between(7, 15)) {
      double t = s / length;
      for (int side = -1; side <= 1; side += 2) {
        double off = side * Shapes.px(dice.between(21, 38));
        if (dice.chance(0.3 + 0.4 * site.noise.at(s / 700, side * 3.5))) {
          Crown.plant(
              site,
              dice,
              path.xAt(t) - path.dyAt(t) * off,
              path.yAt(t) + path.dxAt(t) * off,
              dice.between(0.9, 3.4));
        }
      }
    }
  }

  /** A road over the motorway, on banks that fall to the roads on either side. */
  private void bridge(double px, double y) {
    double end = CLEARANCE + Roads.Kind.COLLECTOR.half;
    Path over = site.frame.path(px - end, y, px + end, y);
    double half = Shapes.px(5.5);
    double[] ring = over.ribbon(half);
    for (int i = 0; i < ring.length; i++) {
      ring[i] = Shapes.snap(ring[i]);
    }
    double cx = over.xAt(0.5);
    double cy = over.yAt(0.5);
    double span = over.length() / 2;
    double flat = Shapes.px(17);
    int id = site.label("bridge", Shapes.polygon(ring));
    site.patch(
        Layer.BRIDGE,
        over.ribbon(half + Shapes.px(5)),
        (c, i, x, yy, cover, inside) -> {
          double away = Math.hypot(x - cx, yy - cy);
          if (inside && away > flat) {
            float n = c.grain.mottle(x, yy);
            c.blend(i, BANK, 1 + 0.2f * n + 0.2f * c.grain.fine(x, yy), 0.9f);
            c.height[i] =
                Math.max(c.height[i], (float) (4.5 * (1 - (away - flat) / (span - flat))));
          }
        });
    site.patch(
        Layer.BRIDGE,
        ring,
        (c, i, x, yy, cover, inside) -> {
          double away = Math.hypot(x - cx, yy - cy);
          double fall = Math.max(0, Math.min(1, (away - flat) / (span - flat)));
          float light = 1 + 0.08f * c.grain.mottle(x, yy) + 0.1f * c.grain.fine(x, yy);
          c.blend(i, DECK, light, cover);
          if (inside) {
            c.height[i] = (float) (6.5 * (1 - fall));
            c.object[i] = id;
          }
        });
    List<double[]> lines = new ArrayList<>();
    lines.add(over.part(0, 1, half - 1.2).ribbon(0.8));
    lines.add(over.part(0, 1, 1.2 - half).ribbon(0.8));
    lines.addAll(over.dashes(0, 1, 0, 0.28, 10, 20));
    site.patch(Layer.BRIDGE_MARKING, lines, Shader.paint(PAINT, 0.75));
  }
}

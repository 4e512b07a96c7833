package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * The road network. Planners add straight plan lines; {@link #build} finds where they meet, then
 * lays pavements, asphalt, markings and traffic.
 */
final class Roads {
  private static final Tone ASPHALT = Tone.of(0.105, 0.107, 0.11);
  private static final Tone CONCRETE = Tone.of(0.29, 0.28, 0.26);
  private static final Tone KERB = Tone.of(0.36, 0.35, 0.33);
  private static final Tone PAINT = Tone.of(0.55, 0.55, 0.53);
  private static final Tone DIRT = Tone.of(0.27, 0.215, 0.15);
  private static final Tone GRASS = Tone.leaf(0.085, 0.105, 0.042, 0.34);

  /** Widths in pixels, half of the carriageway. */
  enum Kind {
    MOTORWAY(Shapes.px(5.9)),
    ARTERIAL(Shapes.px(7)),
    COLLECTOR(Shapes.px(4.4)),
    STREET(Shapes.px(3.9)),
    TRACK(Shapes.px(1.7));

    final double half;

    Kind(double half) {
      this.half = half;
    }

    /** What a block along it keeps clear. */
    double clearance() {
      return switch (this) {
        case MOTORWAY, TRACK -> half + 2;
        case ARTERIAL, COLLECTOR, STREET -> half + Shapes.px(2.2);
      };
    }
  }

  private record Road(
      Kind kind, double x0, double y0, double x1, double y1, Path path, boolean town) {
    Envelope box() {
      return new Envelope(x0, x1, y0, y1);
    }
  }

  private final Site site;
  private final Dice dice;
  private final List<Road> roads = new ArrayList<>();

  Roads(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  /** A road along a straight line of the plan; town roads get pavements and parked cars. */
  void add(Kind kind, double px0, double py0, double px1, double py1, boolean town) {
    Path path = site.frame.path(px0, py0, px1, py1);
    roads.add(new Road(kind, px0, py0, px1, py1, path, town));
  }

  void build() {
    STRtree index = new STRtree();
    roads.forEach(r -> index.insert(r.box(), r));
    // Wider roads go on top, so that their surface runs through at junctions.
    List<Road> byWidth = new ArrayList<>(roads);
    byWidth.sort(Comparator.comparingDouble(r -> r.kind.half));
    List<double[]> kerbs = new ArrayList<>();
    byWidth.forEach(road -> lay(road, kerbs));
    for (double[] kerb : kerbs) {
      site.patch(Layer.PAVEMENT, kerb, Shader.paint(KERB, 0.8));
    }
    for (Road road : roads) {
      List<double[]> open = between(road, index);
      mark(road, open);
    }
    for (Road road : roads) {
      List<double[]> open = between(road, index);
      traffic(road, open);
      if (road.town && dice.chance(0.6)) {
        avenue(road, open);
      }
    }
  }

  private void lay(Road r, List<double[]> kerbs) {
    if (r.kind == Kind.TRACK) {
      site.patch(Layer.PAVEMENT, r.path.ribbon(r.kind.half + 3), Shader.paint(GRASS, 0.5));
      site.patch(Layer.PAVEMENT, r.path.ribbon(r.kind.half), worn(DIRT, 0.85f));
      site.patch(Layer.PAVEMENT, r.path.ribbon(1.2), Shader.paint(GRASS, 0.4));
      return;
    }
    if (r.town) {
      double walk = r.kind.half + Shapes.px(2);
      site.patch(
          Layer.PAVEMENT, r.path.ribbon(walk), paving(CONCRETE.times(dice.between(0.85, 1.05))));
      kerbs.add(r.path.ribbon(r.kind.half + 0.7));
    } else {
      site.patch(Layer.PAVEMENT, r.path.ribbon(r.kind.half + 4), worn(DIRT, 0.45f));
    }
    Tone tone = ASPHALT.times(dice.between(0.82, 1.35));
    site.patch(Layer.ASPHALT, r.path.ribbon(r.kind.half), asphalt(tone));
  }

  static Shader asphalt(Tone tone) {
    return (c, i, x, y, cover, inside) -> {
      float wear = c.grain.mottle(x, y) * 0.6f + c.grain.broad(x, y);
      float light = 1 + 0.13f * wear + 0.13f * c.grain.fine(x, y);
      float crack = Math.abs(c.noise.at(x / 21.0 + 7, y / 21.0));
      light *= crack < 0.03f ? 0.84f : 1;
      c.blend(i, tone, light, cover);
      if (inside) {
        c.height[i] = 0;
      }
    };
  }

  static Shader paving(Tone tone) {
    return (c, i, x, y, cover, inside) -> {
      float light =
          1
              + 0.08f * c.grain.mottle(x, y)
              + 0.1f * c.grain.broad(x, y)
              + 0.12f * c.grain.fine(x, y);
      c.blend(i, tone, light, cover);
      if (inside) {
        c.height[i] = 0;
      }
    };
  }

  private static Shader worn(Tone tone, float opacity) {
    return (c, i, x, y, cover, inside) -> {
      float n = c.grain.mottle(x, y);
      float light = 1 + 0.16f * n + 0.18f * c.grain.fine(x, y);
      c.blend(i, tone, light, cover * Math.max(0, Math.min(1, opacity + 0.5f * n)));
      if (inside) {
        c.height[i] = 0;
      }
    };
  }

  /** The shares of a road's way that lie clear of junctions. */
  private List<double[]> between(Road r, STRtree index) {
    List<double[]> blocked = new ArrayList<>();
    double length = Math.max(1, Math.hypot(r.x1 - r.x0, r.y1 - r.y0));
    Envelope around = r.box();
    around.expandBy(3);
    for (Object hit : index.query(around)) {
      Road o = (Road) hit;
      if (o == r || o.kind == Kind.TRACK && r.kind != Kind.TRACK) {
        continue;
      }
      double t = meet(r, o);
      if (!Double.isNaN(t)) {
        double reach = (o.kind.half + Shapes.px(3.5)) / length;
        blocked.add(new double[] {t - reach, t + reach});
      }
    }
    blocked.sort((a, b) -> Double.compare(a[0], b[0]));
    List<double[]> open = new ArrayList<>();
    double from = 0;
    for (double[] b : blocked) {
      if (b[0] > from) {
        open.add(new double[] {from, b[0]});
      }
      from = Math.max(from, b[1]);
    }
    if (from < 1) {
      open.add(new double[] {from, 1});
    }
    open.removeIf(o -> (o[1] - o[0]) * length < 8);
    return open;
  }

  /** Share along r where o meets it, or NaN. */
  private static double meet(Road r, Road o) {
    double rx = r.x1 - r.x0;
    double ry = r.y1 - r.y0;
    double ox = o.x1 - o.x0;
    double oy = o.y1 - o.y0;
    double cross = rx * oy - ry * ox;
    double scale = Math.hypot(rx, ry) * Math.hypot(ox, oy);
    if (Math.abs(cross) < 0.15 * scale) {
      return Double.NaN;
    }
    double t = ((o.x0 - r.x0) * oy - (o.y0 - r.y0) * ox) / cross;
    double s = ((o.x0 - r.x0) * ry - (o.y0 - r.y0) * rx) / cross;
    double slackT = 2 / Math.hypot(rx, ry);
    double slackS = 2 / Math.hypot(ox, oy);
    boolean meets = t > -slackT && t < 1 + slackT && s > -slackS && s < 1 + slackS;
    return meets ? t : Double.NaN;
  }

  private void mark(Road r, List<double[]> open) {
    if (r.kind == Kind.TRACK) {
      return;
    }
    List<double[]> lines = new ArrayList<>();
    List<double[]> tracks = new ArrayList<>();
    double h = r.kind.half;
    for (double[] o : open) {
      switch (r.kind) {
        case ARTERIAL -> {
          lines.add(r.path.part(o[0], o[1], 0.9).ribbon(0.3));
          lines.add(r.path.part(o[0], o[1], -0.9).ribbon(0.3));
          lines.addAll(r.path.dashes(o[0], o[1], h / 2, 0.26, 10, 20));
          lines.addAll(r.path.dashes(o[0], o[1], -h / 2, 0.26, 10, 20));
        }
        case COLLECTOR -> lines.addAll(r.path.dashes(o[0], o[1], 0, 0.25, 10, 20));
        case STREET, TRACK, MOTORWAY -> {}
      }
      if (!r.town) {
        lines.add(r.path.part(o[0], o[1], h - 1).ribbon(0.22));
        lines.add(r.path.part(o[0], o[1], 1 - h).ribbon(0.22));
      }
      for (double lane : lanes(r.kind)) {
        tracks.add(r.path.part(o[0], o[1], lane - 2.6).ribbon(0.9));
        tracks.add(r.path.part(o[0], o[1], lane + 2.6).ribbon(0.9));
      }
      if (r.town && r.kind != Kind.STREET) {
        zebra(r, o, lines);
      }
    }
    site.patch(Layer.ASPHALT, tracks, Shader.paint(Tone.of(0.05, 0.05, 0.05), 0.13));
    site.patch(Layer.MARKING, lines, Shader.paint(PAINT, r.kind == Kind.ARTERIAL ? 0.85 : 0.65));
  }

  private void zebra(Road r, double[] open, List<double[]> lines) {
    double length = r.path.length();
    double h = r.kind.half - 2;
    for (double t : new double[] {open[0] + 9 / length, open[1] - 9 / length}) {
      if (t < 0.02 || t > 0.98 || dice.chance(0.55) || (open[1] - open[0]) * length < 120) {
        continue;
      }
      double x = r.path.xAt(t);
      double y = r.path.yAt(t);
      double ux = r.path.dxAt(t);
      double uy = r.path.dyAt(t);
      for (double v = -h; v <= h; v += 3.4) {
        lines.add(Shapes.box(x - v * uy, y + v * ux, ux, uy, 4.5, 0.8));
      }
    }
  }

  /** Offsets of lane centres; right of travel is positive and goes forward. */
  private static double[] lanes(Kind kind) {
    double h = kind.half;
    return switch (kind) {
      case ARTERIAL -> new double[] {-0.75 * h, -0.27 * h, 0.27 * h, 0.75 * h};
      case COLLECTOR, STREET -> new double[] {-0.5 * h, 0.5 * h};
      case TRACK -> new double[] {0};
      case MOTORWAY -> new double[] {-0.5 * h, 0.4 * h};
    };
  }

  private void traffic(Road r, List<double[]> open) {
    double length = r.path.length();
    double gap =
        switch (r.kind) {
          case ARTERIAL -> 190;
          case COLLECTOR -> 300;
          case STREET -> 900;
          case MOTORWAY -> 260;
          case TRACK -> 9000;
        };
    for (double[] o : open) {
      for (double lane : lanes(r.kind)) {
        boolean forward = lane > 0;
        double s = o[0] * length + 15 - gap * StrictMath.log(1 - 0.98 * dice.next());
        for (; s < o[1] * length - 15; s += 30 - gap * StrictMath.log(1 - 0.99 * dice.next())) {
          drive(r, s / length, lane, forward);
        }
      }
      if (r.town && r.kind == Kind.STREET) {
        park(r, o, length, r.kind.half - 3.6);
        park(r, o, length, 3.6 - r.kind.half);
      }
    }
  }

  /** Trees along the kerbs. */
  private void avenue(Road r, List<double[]> open) {
    double length = r.path.length();
    double pitch = Shapes.px(dice.between(8, 15));
    double size = dice.between(1.5, 2.9);
    double off = r.kind.half + Shapes.px(1.1);
    for (double[] o : open) {
      for (double s = o[0] * length + 6; s < o[1] * length - 6; s += pitch) {
        double t = s / length;
        for (int side = -1; side <= 1; side += 2) {
          if (dice.chance(0.72)) {
            double x = r.path.xAt(t) - side * off * r.path.dyAt(t);
            double y = r.path.yAt(t) + side * off * r.path.dxAt(t);
            Crown.plant(site, dice, x, y, size * dice.between(0.7, 1.25));
          }
        }
      }
    }
  }

  private void drive(Road r, double t, double lane, boolean forward) {
    double ux = r.path.dxAt(t);
    double uy = r.path.dyAt(t);
    double way = forward ? 1 : -1;
    double p = dice.next();
    boolean big = r.kind == Kind.ARTERIAL || r.kind == Kind.COLLECTOR;
    Vehicle.Kind kind =
        big && p < 0.1
            ? Vehicle.Kind.TRUCK
            : big && p < 0.14 ? Vehicle.Kind.BUS : p < 0.28 ? Vehicle.Kind.VAN : Vehicle.Kind.CAR;
    double drift = lane + dice.between(-0.8, 0.8);
    Vehicle.place(
        site,
        dice,
        kind,
        r.path.xAt(t) - uy * drift,
        r.path.yAt(t) + ux * drift,
        ux * way,
        uy * way,
        2);
  }

  private void park(Road r, double[] o, double length, double side) {
    double busy = dice.between(0.15, 0.75);
    for (double s = o[0] * length + 12; s < o[1] * length - 20; s += dice.between(18, 22)) {
      if (dice.chance(busy)) {
        double t = s / length;
        double ux = r.path.dxAt(t);
        double uy = r.path.dyAt(t);
        double way = side > 0 == dice.chance(0.92) ? 1 : -1;
        Vehicle.place(
            site,
            dice,
            dice.chance(0.12) ? Vehicle.Kind.VAN : Vehicle.Kind.CAR,
            r.path.xAt(t) - uy * side,
            r.path.yAt(t) + ux * side,
            ux * way,
            uy * way,
            0.5);
      }
    }
  }
}

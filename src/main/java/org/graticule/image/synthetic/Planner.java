package org.graticule.image.synthetic;

/**
 * Divides the plan into districts and blocks by cutting quads again and again, with a road along
 * each cut, and hands every block to those who know how to fill it.
 */
final class Planner {
  private final Site site;
  private final Dice dice;
  private final Roads roads;
  private final Lots lots;
  private final Blocks blocks;
  private final Fields fields;
  private final Farm farm;
  private final double townX;
  private final double townY;
  private final double townRadius;

  Planner(Site site, Dice dice, Roads roads, Lots lots, Blocks blocks, Fields fields, Farm farm) {
    this.site = site;
    this.dice = dice;
    this.roads = roads;
    this.lots = lots;
    this.blocks = blocks;
    this.fields = fields;
    this.farm = farm;
    Frame f = site.frame;
    townX = f.width * 0.06;
    townY = f.height * dice.between(0.42, 0.58);
    // A small image shows a larger share of town, or there would be little to label.
    double side = Math.min(f.width, f.height);
    townRadius = side * (0.46 + 0.5 * Math.max(0, 1 - side / 4000));
  }

  /** Turned y of the heart of the town, which is where its harbour lies. */
  double townY() {
    return townY;
  }

  /** 1 in the heart of the town, 0 at its edge, negative in the country. */
  private double density(double px, double py) {
    double d = Math.hypot((px - townX) * 1.15, py - townY) / townRadius;
    return 1 - d + 0.18 * site.noise.octaves(px / 1900, py / 1900, 2);
  }

  void district(Quad q, int depth) {
    double w = q.acrossLength();
    double h = q.downLength();
    double density = density(q.xAt(0.5, 0.5), q.yAt(0.5, 0.5));
    if (outside(q)) {
      return;
    }
    double limit = density > 0 ? 1150 : 1250;
    if (Math.max(w, h) > limit) {
      boolean across = w > h;
      double at = dice.between(0.42, 0.58);
      double lean = dice.between(-0.045, 0.045);
      Roads.Kind kind =
          depth < 2
              ? Roads.Kind.ARTERIAL
              : density > -0.15 ? Roads.Kind.COLLECTOR : Roads.Kind.TRACK;
      boolean town = density > -0.1;
      Quad[] halves =
          across
              ? q.cutAcross(at - lean, at + lean, kind.clearance())
              : q.cutDown(at - lean, at + lean, kind.clearance());
      Quad cut = halves[1];
      int to = across ? 3 : 1;
      roads.add(kind, cut.x()[0], cut.y()[0], cut.x()[to], cut.y()[to], town);
      district(halves[0], depth + 1);
      district(halves[1], depth + 1);
      return;
    }
    if (density > 0.02) {
      town(q, density);
    } else {
      country(q, density);
    }
  }

  private boolean outside(Quad q) {
    double x = site.frame.x(q.xAt(0.5, 0.5), q.yAt(0.5, 0.5));
    double y = site.frame.y(q.xAt(0.5, 0.5), q.yAt(0.5, 0.5));
    return !site.near(x, y, 0.62 * Math.hypot(q.acrossLength(), q.downLength()) + 100);
  }

  /** What the whole of a quarter is for. */
  private enum Use {
    HOMES,
    WORKS,
    SHOPS,
    SPORTS
  }

  private Use use(double density) {
    double p = dice.next();
    if (density < 0.35 && p < 0.2) {
      return Use.WORKS;
    }
    if (density < 0.6 && p > 0.92) {
      return Use.SHOPS;
    }
    return density < 0.7 && p > 0.8 && townRadius > 1200 ? Use.SPORTS : Use.HOMES;
  }

  private void town(Quad q, double density) {
    Use use = use(density);
    boolean dense = density > 0.64;
    double block =
        switch (use) {
          case HOMES -> Shapes.px(dense ? 78 : 92);
          case WORKS, SHOPS -> Shapes.px(165);
          case SPORTS -> Shapes.px(260);
        };
    double depth =
        switch (use) {
          case HOMES -> Shapes.px(dense ? 66 : 58);
          case WORKS, SHOPS, SPORTS -> Shapes.px(120);
        };
    boolean turn = dice.chance(0.5);
    int n = Math.max(1, (int) Math.round(q.acrossLength() / (turn ? depth : block)));
    int m = Math.max(1, (int) Math.round(q.downLength() / (turn ? block : depth)));
    double[] s = cuts(n);
    double[] t = cuts(m);
    Roads.Kind kind = Roads.Kind.STREET;
    for (int i = 1; i < n; i++) {
      roads.add(kind, q.xAt(s[i], 0), q.yAt(s[i], 0), q.xAt(s[i], 1), q.yAt(s[i], 1), true);
    }
    for (int j = 1; j < m; j++) {
      roads.add(kind, q.xAt(0, t[j]), q.yAt(0, t[j]), q.xAt(1, t[j]), q.yAt(1, t[j]), true);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        Quad cell = q.part(s[i], t[j], s[i + 1], t[j + 1], kind.clearance());
        if (outside(cell)) {
          continue;
        }
        switch (use) {
          case HOMES -> homes(cell);
          case WORKS -> blocks.works(cell);
          case SHOPS -> blocks.shops(cell);
          case SPORTS -> campus(cell, i + j == 0);
        }
      }
    }
  }

  private double[] cuts(int n) {
    double[] s = new double[n + 1];
    for (int i = 1; i < n; i++) {
      s[i] = (i + dice.between(-0.08, 0.08)) / n;
    }
    s[n] = 1;
    return s;
  }

  /** One sports ground to a quarter; schools and parks around it. */
  private void campus(Quad cell, boolean first) {
    if (first) {
      blocks.sports(cell);
    } else if (dice.chance(0.6)) {
      lots.slabs(cell);
    } else {
      blocks.park(cell);
    }
  }

  private void homes(Quad cell) {
    double local = density(cell.xAt(0.5, 0.5), cell.yAt(0.5, 0.5)) + dice.between(-0.06, 0.06);
    double p = dice.next();
    if (local > 0.66) {
      if (p < 0.07) {
        blocks.park(cell);
      } else {
        blocks.centre(cell);
      }
    } else if (p < 0.05) {
      blocks.park(cell);
    } else if (p < 0.07 + Math.max(0, local - 0.3) * 0.9) {
      lots.slabs(cell);
    } else {
      lots.houses(cell, Shapes.px(local > 0.4 ? 14.5 : 19));
    }
  }

  private void country(Quad q, double density) {
    double w = q.acrossLength();
    double h = q.downLength();
    if (Math.max(w, h) > 560 && dice.chance(0.75)) {
      boolean across = w > h;
      double at = dice.between(0.35, 0.65);
      double lean = dice.between(-0.05, 0.05);
      double gap = dice.between(2, 9);
      Quad[] halves =
          across ? q.cutAcross(at - lean, at + lean, gap) : q.cutDown(at - lean, at + lean, gap);
      country(halves[0], density);
      country(halves[1], density);
      return;
    }
    double wooded = site.noise.octaves(q.xAt(0.5, 0.5) / 2600, q.yAt(0.5, 0.5) / 2600, 2);
    double p = dice.next() + 0.5 * wooded;
    if (p > 0.88) {
      fields.forest(q);
    } else if (p < 0.06) {
      fields.orchard(q);
    } else if (p < 0.12) {
      farm.build(q);
    } else {
      fields.field(q);
    }
  }
}

package org.graticule.image.synthetic;

/** Lays out a whole place: coast road, harbour, motorway, airfield, and districts between them. */
final class Town {
  private static final int ROOM_FOR_HARBOUR = 1500;
  private static final int ROOM_FOR_MOTORWAY = 5000;
  private static final int ROOM_FOR_AIRFIELD = 6000;

  private final Site site;
  private final Dice dice;
  private final Roads roads;
  private final Planner planner;
  private final Beach beach;
  private final Harbour harbour;
  private final Airfield airfield;
  private final Motorway motorway;

  Town(long seed, int width, int height) {
    dice = new Dice(seed);
    Frame frame = new Frame(dice.bits(), width, height);
    site = new Site(frame, new Noise(dice.bits()));
    roads = new Roads(site, die());
    Buildings buildings = new Buildings(site, die());
    Parking parking = new Parking(site, die());
    Lots lots = new Lots(site, die(), buildings, parking);
    Tanks tanks = new Tanks(site, die());
    Blocks blocks = new Blocks(site, die(), buildings, parking, lots, tanks);
    Fields fields = new Fields(site, die());
    planner =
        new Planner(
            site,
            die(),
            roads,
            lots,
            blocks,
            fields,
            new Farm(site, die(), buildings, lots, fields));
    beach = new Beach(site, die(), parking);
    harbour = new Harbour(site, die(), buildings, blocks, parking);
    airfield = new Airfield(site, die(), buildings, parking);
    motorway = new Motorway(site, die());
  }

  private Dice die() {
    return new Dice(dice.bits());
  }

  Site build() {
    Frame f = site.frame;
    double reach = 0.25 * Math.max(f.width, f.height);
    double top = -reach;
    double bottom = f.height + reach;
    double east = f.width * 1.1 + reach;
    Roads.Kind coast = Roads.Kind.COLLECTOR;
    if (Math.min(f.width, f.height) >= ROOM_FOR_HARBOUR) {
      harbour.build(planner.townY(), Math.min(1, f.height / 5200.0));
    }
    beach.build(planner.townY());
    roads.add(coast, 0, top, 0, bottom, true);
    double start = 0;
    double clearance = coast.clearance();
    if (f.width >= ROOM_FOR_MOTORWAY) {
      double x = 0.445 * f.width;
      double[] bridges = {0.14 * f.height, 0.42 * f.height, 0.7 * f.height, 0.95 * f.height};
      double side = Motorway.CLEARANCE + Roads.Kind.COLLECTOR.half;
      roads.add(Roads.Kind.COLLECTOR, x - side, top, x - side, bottom, false);
      roads.add(Roads.Kind.COLLECTOR, x + side, top, x + side, bottom, false);
      motorway.build(x, top, bottom, bridges);
      district(0, top, x - side, bottom, coast.clearance(), coast.clearance());
      start = x + side;
      clearance = Roads.Kind.COLLECTOR.clearance();
    }
    if (f.width >= ROOM_FOR_AIRFIELD && f.height >= ROOM_FOR_AIRFIELD) {
      start = airfield(start, top, bottom, clearance);
      clearance = Roads.Kind.TRACK.clearance();
    }
    district(start, top, east, bottom, clearance, 0);
    harbour.traffic();
    roads.build();
    site.growTrees();
    return site;
  }

  private void district(
      double left, double top, double right, double bottom, double west, double east) {
    Quad q = Quad.box(left, top, right, bottom);
    q.clearance()[3] = west;
    q.clearance()[1] = east;
    planner.district(q, 0);
  }

  /** Reserves a strip beside the motorway; returns where it ends. */
  private double airfield(double start, double top, double bottom, double clearance) {
    Frame f = site.frame;
    double end = start + Shapes.px(400);
    double half = Math.min(f.height * 0.31, Shapes.px(1000));
    double mid = f.height * (planner.townY() > f.height * 0.5 ? 0.4 : 0.6);
    Roads.Kind edge = Roads.Kind.COLLECTOR;
    Roads.Kind back = Roads.Kind.TRACK;
    roads.add(edge, start, mid - half, end, mid - half, false);
    roads.add(edge, start, mid + half, end, mid + half, false);
    roads.add(back, end, top, end, bottom, false);
    Quad strip = Quad.box(start, mid - half, end, mid + half);
    strip.clearance()[0] = edge.clearance();
    strip.clearance()[1] = back.clearance();
    strip.clearance()[2] = edge.clearance();
    strip.clearance()[3] = clearance;
    airfield.build(strip);
    Quad above = Quad.box(start, top, end, mid - half);
    above.clearance()[1] = back.clearance();
    above.clearance()[2] = edge.clearance();
    above.clearance()[3] = clearance;
    planner.district(above, 2);
    Quad below = Quad.box(start, mid + half, end, bottom);
    below.clearance()[0] = edge.clearance();
    below.clearance()[1] = back.clearance();
    below.clearance()[3] = clearance;
    planner.district(below, 2);
    return end;
  }
}

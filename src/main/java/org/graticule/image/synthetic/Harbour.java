package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Polygon;

/**
 * A harbour where the town meets the sea: a quay with cranes and stacks, piers, a marina, two
 * breakwaters; and the vessels, moored and under way.
 */
final class Harbour {
  private static final Tone CONCRETE = Tone.of(0.3, 0.285, 0.255);
  private static final Tone PLANKS = Tone.of(0.26, 0.225, 0.18);
  private static final Tone ROCK = Tone.of(0.25, 0.235, 0.205);
  private static final Tone CRANE = Tone.of(0.45, 0.27, 0.04);
  private static final Tone DARK = Tone.of(0.05, 0.055, 0.055);

  private final Site site;
  private final Dice dice;
  private final Buildings buildings;
  private final Blocks blocks;
  private final Parking parking;

  Harbour(Site site, Dice dice, Buildings buildings, Blocks blocks, Parking parking) {
    this.site = site;
    this.dice = dice;
    this.buildings = buildings;
    this.blocks = blocks;
    this.parking = parking;
  }

  /** Builds around a turned y, as large as the image allows; sizes shrink with it. */
  void build(double ty, double scale) {
    Frame f = site.frame;
    double half = Shapes.px(190) * scale;
    double shore = f.coast(ty);
    for (double y = ty - half; y <= ty + half; y += 40) {
      shore = Math.min(shore, f.coast(y));
    }
    double quay = shore - Shapes.px(14) - Shapes.px(30) * scale;
    double land = quay;
    for (double y = ty - half; y <= ty + half; y += 40) {
      land = Math.max(land, f.coastRoad(y));
    }
    // u runs out to sea, v along the quay.
    Place deck =
        new Place(
            f.imageX((quay + land) / 2, ty),
            f.imageY((quay + land) / 2, ty),
            -f.ux(),
            -f.uy(),
            (land - quay) / 2,
            half);
    site.patch(Layer.DISTRICT, deck.box(0, 0, deck.a(), half), Roads.paving(CONCRETE));
    site.patch(Layer.LOT, deck.box(deck.a() - 1, 0, 1.2, half), Shader.paint(DARK, 0.6));
    work(deck, scale);
    double reach = Shapes.px(150) * scale;
    breakwaters(deck, half, reach);
    piers(deck, half, reach, scale);
  }

  private void work(Place quay, double scale) {
    double b = quay.b();
    double road = -quay.a() + Roads.Kind.COLLECTOR.clearance() + site.frame.width * 0.012;
    double water = quay.a() - Shapes.px(17);
    double mid = (road + water) / 2;
    for (double v = -b + 14; v < b * 0.28; v += Shapes.px(50)) {
      double end = Math.min(v + Shapes.px(45), b - 10);
      yard(quay.part(road, v, mid - Shapes.px(7), end), 0.7);
      yard(quay.part(mid + Shapes.px(4), v, water, end), 0.3);
    }
    if (b > 200) {
      parking.lot(quay.part(mid, b * 0.35, water + 20, b * 0.6), 0.5);
      parking.lot(quay.part(mid, b * 0.68, water + 20, b - 20), 0.7);
      for (double v = b * 0.34; v < b - Shapes.px(26); v += Shapes.px(29)) {
        Place shop = quay.part(road, v, mid - 24, v + Shapes.px(24)).lengthwise();
        double metres = dice.between(6, 14);
        buildings.block(shop.cx(), shop.cy(), shop.ux(), shop.uy(), shop.a(), shop.b(), metres);
      }
    }
    for (double v = -b * 0.8; v < b * 0.1; v += Shapes.px(dice.between(60, 95))) {
      crane(quay, v);
    }
    for (int k = 0; k < 34 * scale; k++) {
      boolean front = dice.chance(0.6);
      double u = front ? quay.a() - Shapes.px(dice.between(3, 13)) : mid - Shapes.px(1.5);
      double v = dice.between(-b, b);
      double way = dice.chance(0.5) ? 1 : -1;
      Vehicle.Kind kind = dice.chance(0.4) ? Vehicle.Kind.TRUCK : Vehicle.Kind.CAR;
      Vehicle.place(
          site, dice, kind, quay.x(u, v), quay.y(u, v), -quay.uy() * way, quay.ux() * way, 2);
    }
  }

  private void yard(Place p, double roofed) {
    if (p.a() < 20 || p.b() < 20) {
      return;
    }
    if (dice.chance(roofed)) {
      Place hall = p.lengthwise();
      buildings.hall(
          hall.cx(), hall.cy(), hall.ux(), hall.uy(), hall.a(), hall.b(), dice.between(7, 10));
    } else {
      blocks.stacks(p);
    }
  }

  /** A gantry: two beams out over the water, on four legs, throwing a long lattice of shadow. */
  private void crane(Place quay, double v) {
    Shader steel = Shader.plain(CRANE, 0.15, 29);
    double out = quay.a() + Shapes.px(22);
    double in = quay.a() - Shapes.px(16);
    double w = Shapes.px(2.6);
    Place p = quay.part(in, v - w, out, v + w);
    Polygon ground = Shapes.polygon(p.box(0, 0, p.a(), p.b() + 6));
    if (!site.free(ground)) {
      return;
    }
    site.take(ground);
    List<double[]> beams = new ArrayList<>();
    beams.add(p.box(0, -w, p.a(), 1.1));
    beams.add(p.box(0, w, p.a(), 1.1));
    for (double u = -p.a() + 6; u < p.a(); u += 14) {
      beams.add(p.box(u, 0, 0.8, w - 1.1));
    }
    site.patch(Layer.VEHICLE, beams, steel);
    double leg = Shapes.px(8);
    site.patch(Layer.VEHICLE, p.box(-p.a() * 0.1, -leg * 0.8, 1.4, leg * 0.4), steel);
    site.patch(Layer.VEHICLE, p.box(-p.a() * 0.1, leg * 0.8, 1.4, leg * 0.4), steel);
    site.patch(
        Layer.VEHICLE, p.box(-p.a() * 0.5, 0, 7, 6), Shader.plain(CRANE.times(1.2), 0.1, 31));
  }

  private void piers(Place deck, double half, double reach, double scale) {
    double first = -half * 0.62;
    double pitch = half * 0.42;
    for (int k = 0; k < 2; k++) {
      double v = first + k * pitch;
      double length = reach * 0.72;
      double wide = Shapes.px(6);
      pier(deck, v, length, wide, CONCRETE.times(0.95));
      double gap = wide + 2;
      moor(deck, v - gap, length, -1, k == 0 ? Ship.Kind.FREIGHTER : Ship.Kind.TRAWLER, scale);
      moor(deck, v + gap, length, 1, k == 0 ? Ship.Kind.FERRY : Ship.Kind.TRAWLER, scale);
    }
    for (double v = half * 0.12; v < half * 0.92; v += Shapes.px(31)) {
      marina(deck, v, reach * dice.between(0.4, 0.58));
    }
  }

  private void pier(Place deck, double v, double length, double wide, Tone tone) {
    double[] ring = deck.box(deck.a() + length / 2, v, length / 2, wide);
    int id = site.label("pier", Shapes.polygon(ring));
    site.patch(
        Layer.PLATFORM,
        ring,
        (c, i, x, y, cover, inside) -> {
          float light = 1 + 0.1f * c.grain.mottle(x, y) + 0.12f * c.grain.fine(x, y);
          c.blend(i, tone, light, cover);
          if (inside) {
            c.height[i] = 1.6f;
            c.object[i] = id;
          }
        });
  }

  private void moor(
      Place deck, double v, double length, double side, Ship.Kind kind, double scale) {
    double at = deck.a() + length * 0.1;
    while (at < deck.a() + length * 0.9) {
      double room =
          switch (kind) {
            case FREIGHTER -> Shapes.px(110) * scale;
            case FERRY -> Shapes.px(70) * scale;
            case TRAWLER -> Shapes.px(26);
            case BOAT, YACHT -> Shapes.px(8);
          };
      double beam =
          switch (kind) {
            case FREIGHTER -> Shapes.px(12.5) * scale;
            case FERRY -> Shapes.px(9) * scale;
            case TRAWLER -> Shapes.px(4);
            case BOAT, YACHT -> Shapes.px(2);
          };
      double u = at + room / 2;
      double off = v + side * beam;
      double way = dice.chance(0.5) ? 1 : -1;
      boolean big = kind == Ship.Kind.FREIGHTER || kind == Ship.Kind.FERRY;
      if (dice.chance(0.85)) {
        Ship.launch(
            site,
            dice,
            kind,
            deck.x(u, off),
            deck.y(u, off),
            deck.ux() * way,
            deck.uy() * way,
            big ? scale : 1);
      }
      at += room + 12;
    }
  }

  private void marina(Place deck, double v, double length) {
    pier(deck, v, length, Shapes.px(1.3), PLANKS);
    for (double u = deck.a() + 16;
        u < deck.a() + length - 8;
        u += Shapes.px(dice.between(4.2, 5.4))) {
      for (int side = -1; side <= 1; side += 2) {
        if (dice.chance(0.82)) {
          Ship.Kind kind = dice.chance(0.5) ? Ship.Kind.YACHT : Ship.Kind.BOAT;
          double off = Shapes.px(kind == Ship.Kind.YACHT ? 8.2 : 6.2);
          double way = dice.chance(0.7) ? side : -side;
          Ship.launch(
              site,
              dice,
              kind,
              deck.x(u, v + side * off),
              deck.y(u, v + side * off),
              -deck.uy() * way,
              deck.ux() * way,
              0.85);
        }
      }
    }
  }

  private void breakwaters(Place deck, double half, double reach) {
    for (int side = -1; side <= 1; side += 2) {
      double root = side * (half + Shapes.px(12));
      double head = side * (side < 0 ? Shapes.px(34) : Shapes.px(2));
      int n = 26;
      double[] xs = new double[n + 1];
      double[] ys = new double[n + 1];
      for (int k = 0; k <= n; k++) {
        double t = (double) k / n;
        double round = t * t * (3 - 2 * t);
        double u =
            deck.a() * 0.2 + (reach * (side < 0 ? 1.42 : 1.25) + deck.a() * 0.8) * Math.sqrt(t);
        double v = root + (head - root) * round * t;
        xs[k] = deck.x(u, v);
        ys[k] = deck.y(u, v);
      }
      Path path = new Path(xs, ys);
      rubble(path);
    }
  }

  /** Boulders heaped along a line, with a paved crest. */
  private void rubble(Path path) {
    double[] ring = path.ribbon(Shapes.px(7));
    for (int i = 0; i < ring.length; i++) {
      ring[i] = Shapes.snap(ring[i]);
    }
    Polygon polygon = Shapes.polygon(ring);
    int id = polygon.isValid() ? site.label("breakwater", polygon) : 0;
    site.patch(
        Layer.PLATFORM,
        ring,
        (c, i, x, y, cover, inside) -> {
          float block = c.noise.at((0.8 * x + 0.6 * y) / 4.4, (0.8 * y - 0.6 * x) / 3.8);
          float fine = c.grain.fine(x, y);
          c.blend(i, ROCK, 1 + 0.3f * block + 0.25f * fine, cover);
          if (inside) {
            c.height[i] = 2.2f + 1.3f * block;
            c.object[i] = id;
          }
        });
    site.patch(
        Layer.PLATFORM,
        path.ribbon(Shapes.px(2)),
        (c, i, x, y, cover, inside) -> {
          c.blend(i, CONCRETE, 1 + 0.1f * c.grain.fine(x, y), cover);
          if (inside) {
            c.height[i] = 3.6f;
          }
        });
  }

  /** Vessels under way, and boats at anchor. */
  void traffic() {
    Frame f = site.frame;
    double span = f.width + (double) f.height;
    int ships = (int) Math.min(40, 2 + span / 1800);
    for (int k = 0; k < ships; k++) {
      double ty = dice.between(0.02, 0.98) * f.height;
      double off = Shapes.px(90) + dice.next() * f.coast(ty) * 0.8;
      double x = f.imageX(f.coast(ty) - off, ty);
      double y = f.imageY(f.coast(ty) - off, ty);
      double angle = dice.between(0, 2 * Math.PI);
      double ux = StrictMath.cos(angle);
      double uy = StrictMath.sin(angle);
      double p = dice.next();
      Ship.Kind kind =
          p < 0.12 && off > 900
              ? Ship.Kind.FREIGHTER
              : p < 0.22 && off > 700
                  ? Ship.Kind.FERRY
                  : p < 0.4 ? Ship.Kind.TRAWLER : p < 0.7 ? Ship.Kind.YACHT : Ship.Kind.BOAT;
      if (Ship.launch(site, dice, kind, x, y, ux, uy, 1) && dice.chance(0.7)) {
        Ship ship = (Ship) site.features.get(site.features.size() - 1);
        Ship.wake(site, x, y, ux, uy, ship.length(), ship.half());
      }
    }
  }
}

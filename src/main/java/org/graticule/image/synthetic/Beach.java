package org.graticule.image.synthetic;

import java.util.List;

/** What people put on a beach near a town: sunshades in loose rows, car parks behind the dunes. */
final class Beach {
  private static final List<Tone> SHADES =
      List.of(
          Tone.of(0.6, 0.6, 0.58),
          Tone.of(0.55, 0.52, 0.4),
          Tone.of(0.1, 0.2, 0.42),
          Tone.of(0.45, 0.09, 0.07),
          Tone.of(0.5, 0.36, 0.08));
  private static final Tone BOARDS = Tone.of(0.34, 0.29, 0.22);

  private final Site site;
  private final Dice dice;
  private final Parking parking;

  Beach(Site site, Dice dice, Parking parking) {
    this.site = site;
    this.dice = dice;
    this.parking = parking;
  }

  void build(double townY) {
    Frame f = site.frame;
    double far = Math.min(f.height * 0.45, Shapes.px(620));
    double from = townY - far;
    while (from < townY + far) {
      double span = Shapes.px(dice.between(30, 70));
      boolean harbour = Math.abs(from + span / 2 - townY) < Math.min(far * 0.42, Shapes.px(260));
      if (!harbour && dice.chance(0.75)) {
        shades(from, from + span);
        if (f.coastRoad(from) - f.coast(from) > Shapes.px(50)) {
          behind(from + span / 2);
        }
      }
      from += span + Shapes.px(dice.between(8, 60));
    }
  }

  private void shades(double from, double to) {
    Frame f = site.frame;
    Tone own = dice.pick(SHADES);
    boolean club = dice.chance(0.5);
    double sand = f.coastRoad(from) - Math.max(f.coast(from), f.coast(to)) - Shapes.px(13);
    for (double in = Shapes.px(7); in < Math.min(sand, Shapes.px(19)); in += Shapes.px(3.6)) {
      for (double ty = from; ty < to; ty += Shapes.px(club ? 3.6 : 5)) {
        if (dice.chance(club ? 0.1 : 0.6)) {
          continue;
        }
        double loose = club ? 0.6 : 5;
        double tx = f.coast(ty) + in + dice.between(-loose, loose);
        double along = ty + dice.between(-loose, loose);
        double x = f.imageX(tx, along);
        double y = f.imageY(tx, along);
        Tone tone = club ? own : dice.pick(SHADES);
        double radius = Shapes.px(dice.between(1, 1.35));
        site.patch(Layer.VEHICLE, Shapes.circle(x, y, radius, 8), Shader.plain(tone, 0.1, 2.1));
      }
    }
  }

  private void behind(double ty) {
    Frame f = site.frame;
    double tx = f.coastRoad(ty) - Shapes.px(18);
    Place p =
        new Place(
            f.imageX(tx, ty), f.imageY(tx, ty), -f.uy(), f.ux(), Shapes.px(22), Shapes.px(8.1));
    parking.lot(p, 0.8);
    double sand = f.coast(ty) + Shapes.px(20);
    double mid = (tx + sand) / 2;
    double[] walk =
        Shapes.box(
            f.imageX(mid, ty), f.imageY(mid, ty), f.ux(), f.uy(), Math.max(1, (tx - sand) / 2), 3);
    site.patch(Layer.PLATFORM, walk, Roads.paving(BOARDS));
  }
}

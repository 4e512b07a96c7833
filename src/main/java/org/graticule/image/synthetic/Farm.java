package org.graticule.image.synthetic;

/**
 * A farmstead in the corner of its land: house, barns, a silo or two, a trodden yard, old trees.
 */
final class Farm {
  private static final Tone YARD = Tone.of(0.24, 0.2, 0.155);

  private final Site site;
  private final Dice dice;
  private final Buildings buildings;
  private final Lots lots;
  private final Fields fields;

  Farm(Site site, Dice dice, Buildings buildings, Lots lots, Fields fields) {
    this.site = site;
    this.dice = dice;
    this.buildings = buildings;
    this.lots = lots;
    this.fields = fields;
  }

  void build(Quad q) {
    fields.field(q);
    double side = Shapes.px(72);
    if (q.acrossLength() < side * 1.3 || q.downLength() < side * 1.3) {
      return;
    }
    double s = side / q.acrossLength();
    double t = side / q.downLength();
    Place p = Place.of(site.frame, q.part(0, 0, s, t, 0).inset(14));
    site.patch(Layer.LOT, p.box(0, 0, p.a(), p.b()), Lots.turf(Lots.LAWN, 1.4));
    site.patch(Layer.LOT, p.box(0, p.b() * 0.1, p.a() * 0.8, p.b() * 0.55), Blocks.yard(YARD));
    double barn = Shapes.px(dice.between(14, 19));
    double deep = Shapes.px(dice.between(6, 9));
    double u = -p.a() * 0.35;
    double v = -p.b() * 0.4;
    buildings.hall(p.x(u, v), p.y(u, v), p.ux(), p.uy(), barn, deep, 7);
    double x = p.x(p.a() * 0.62, 0);
    double y = p.y(p.a() * 0.62, 0);
    buildings.hall(x, y, -p.uy(), p.ux(), barn * 0.9, deep, 6);
    u = -p.a() * 0.5;
    v = p.b() * 0.6;
    buildings.house(p.x(u, v), p.y(u, v), p.ux(), p.uy(), Shapes.px(7), Shapes.px(4.6));
    u = p.a() * 0.1;
    buildings.shed(p.x(u, v), p.y(u, v), p.ux(), p.uy(), Shapes.px(4), Shapes.px(3));
    for (int k = dice.below(4); k > 0; k--) {
      double du = dice.between(-0.5, 0.5) * p.a();
      double dv = dice.between(0, 0.4) * p.b();
      Vehicle.Kind kind = dice.chance(0.4) ? Vehicle.Kind.TRUCK : Vehicle.Kind.CAR;
      Vehicle.place(site, dice, kind, p.x(du, dv), p.y(du, dv), p.ux(), p.uy(), 2);
    }
    lots.scatter(p, 700, 1.8, 4.8);
  }
}

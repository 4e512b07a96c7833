package org.graticule.image.synthetic;

import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * One tree: a lumpy dome, or a cone, of leaves.
 *
 * @param radius pixels
 * @param top metres
 * @param conifer pointed rather than round
 */
record Crown(double x, double y, double radius, double top, boolean conifer, Tone tone)
    implements Feature {
  private static final List<Tone> LEAVES =
      List.of(
          Tone.leaf(0.04, 0.068, 0.024, 0.36),
          Tone.leaf(0.05, 0.078, 0.028, 0.38),
          Tone.leaf(0.062, 0.088, 0.03, 0.4),
          Tone.leaf(0.034, 0.058, 0.026, 0.34),
          Tone.leaf(0.078, 0.09, 0.034, 0.36));
  private static final Tone NEEDLES = Tone.leaf(0.026, 0.044, 0.024, 0.26);

  static Tone leaves(Dice dice) {
    return dice.pick(LEAVES).times(dice.between(0.85, 1.15));
  }

  /** Plants a tree where nothing labelled stands. */
  static void plant(Site site, Dice dice, double x, double y, double metres) {
    double radius = Shapes.px(metres);
    double top = metres * dice.between(1.7, 2.4) + 1;
    boolean conifer = dice.chance(0.15);
    Tone tone = conifer ? NEEDLES : leaves(dice);
    if (site.near(x, y, radius)) {
      site.plant(new Crown(x, y, radius, Math.min(top, 20), conifer, tone));
    }
  }

  @Override
  public Layer layer() {
    return Layer.TREE;
  }

  @Override
  public Envelope bounds() {
    double r = radius * 1.12;
    return new Envelope(x - r, x + r, y - r, y + r);
  }

  @Override
  public void paint(Canvas c) {
    paint(c, x, y, radius, top, conifer, tone);
  }

  static void paint(
      Canvas c, double x, double y, double radius, double top, boolean conifer, Tone tone) {
    double reach = radius * 1.1;
    int x0 = Math.max(c.x0, (int) Math.floor(x - reach));
    int x1 = Math.min(c.x0 + c.width - 1, (int) Math.ceil(x + reach));
    int y0 = Math.max(c.y0, (int) Math.floor(y - reach));
    int y1 = Math.min(c.y0 + c.rows - 1, (int) Math.ceil(y + reach));
    float inverse = (float) (1 / (radius * radius));
    for (int py = y0; py <= y1; py++) {
      for (int px = x0; px <= x1; px++) {
        float dx = (float) (px + 0.5 - x);
        float dy = (float) (py + 0.5 - y);
        float away = (dx * dx + dy * dy) * inverse;
        if (away > 1.21f) {
          continue;
        }
        float lump = c.noise.at(px / 3.4, py / 3.4);
        float edge = away + 0.26f * lump;
        if (edge < 1) {
          leaf(
              c, (py - c.y0) * c.width + px - c.x0, px, py, edge, lump, (float) top, conifer, tone);
        }
      }
    }
  }

  private static void leaf(
      Canvas c, int i, int px, int py, float edge, float lump, float top, boolean conifer, Tone t) {
    float e = Math.max(0, edge);
    float shape =
        conifer ? 1 - 0.85f * (float) Math.sqrt(e) : 0.45f + 0.55f * (float) Math.sqrt(1 - e);
    float tuft = c.noise.white(px, py) - 0.5f;
    float h = top * shape - 0.55f * lump + 0.3f * tuft;
    if (h > c.height[i]) {
      float light = 0.8f + 0.42f * shape - 0.22f * lump + 0.3f * tuft;
      float solid = edge > 0.85f ? 0.75f : 1;
      c.blend(i, t, light, solid);
      c.height[i] = h;
    }
  }
}

package org.graticule.image.synthetic;

import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * A closed stand of trees. The trees are not stored: each cell of a grid holds one, placed by the
 * noise, so that a forest of any size costs nothing to plan.
 */
final class Woods implements Feature {
  private static final double CELL = Shapes.px(4.0);
  private static final double LARGEST = Shapes.px(4.8);
  private static final Tone FLOOR = Tone.leaf(0.03, 0.038, 0.018, 0.16);

  private final Outline outline;
  private final IndexedPointInAreaLocator locator;
  private final Noise noise;
  private final double density;
  private final double conifers;
  private final double rows;
  private final double ux;
  private final double uy;

  /**
   * @param density share of cells that hold a tree
   * @param conifers share of pointed trees
   * @param rows spacing of planted rows in pixels, or 0 for natural growth
   */
  Woods(
      Polygon area,
      Noise noise,
      double density,
      double conifers,
      double rows,
      double ux,
      double uy) {
    this.outline = Outline.of(area);
    this.locator = new IndexedPointInAreaLocator(area);
    this.noise = noise;
    this.density = density;
    this.conifers = conifers;
    this.rows = rows;
    this.ux = ux;
    this.uy = uy;
    // The locator builds its index on first use; do it before threads share it.
    locator.locate(new Coordinate(0, 0));
  }

  @Override
  public Layer layer() {
    return Layer.TREE;
  }

  @Override
  public Envelope bounds() {
    Envelope e = new Envelope(outline.bounds);
    e.expandBy(LARGEST);
    return e;
  }

  @Override
  public void paint(Canvas c) {
    if (density > 0.6 && rows == 0) {
      c.fill(
          outline,
          (k, i, x, y, cover, inside) ->
              k.blend(i, FLOOR, 1 + 0.5f * noise.at(x / 5.0, y / 5.0), cover * 0.85f));
    }
    double step = rows > 0 ? rows : CELL;
    double reach = LARGEST;
    double[] corner = span(c, reach, step);
    for (int gy = (int) corner[1]; gy <= corner[3]; gy++) {
      for (int gx = (int) corner[0]; gx <= corner[2]; gx++) {
        tree(c, gx, gy, step);
      }
    }
  }

  /** Grid cells that can reach into the canvas, in the grid's turned frame. */
  private double[] span(Canvas c, double reach, double step) {
    double left = Math.max(c.x0, outline.bounds.getMinX()) - reach;
    double right = Math.min(c.x0 + c.width, outline.bounds.getMaxX()) + reach;
    double top = Math.max(c.y0, outline.bounds.getMinY()) - reach;
    double bottom = Math.min(c.y0 + c.rows, outline.bounds.getMaxY()) + reach;
    double[] s = {1e18, 1e18, -1e18, -1e18};
    double[] xs = {left, right, right, left};
    double[] ys = {top, top, bottom, bottom};
    for (int k = 0; k < 4; k++) {
      double u = (xs[k] * ux + ys[k] * uy) / step;
      double v = (ys[k] * ux - xs[k] * uy) / step;
      s[0] = Math.min(s[0], Math.floor(u) - 1);
      s[1] = Math.min(s[1], Math.floor(v) - 1);
      s[2] = Math.max(s[2], Math.ceil(u) + 1);
      s[3] = Math.max(s[3], Math.ceil(v) + 1);
    }
    return s;
  }

  private void tree(Canvas c, int gx, int gy, double step) {
    float keep = noise.white(gx * 3 + 1, gy * 3);
    double jitter = rows > 0 ? 0.16 : 0.85;
    double u = (gx + 0.5 + jitter * (noise.white(gx * 3, gy * 3 + 1) - 0.5)) * step;
    double v = (gy + 0.5 + jitter * (noise.white(gx * 3 + 2, gy * 3 + 1) - 0.5)) * step;
    double x = u * ux - v * uy;
    double y = u * uy + v * ux;
    double patch = noise.octaves(x / 180, y / 180, 2);
    if (keep > density + (rows > 0 ? 0 : 0.35 * patch) || !near(c, x, y)) {
      return;
    }
    if (locator.locate(new Coordinate(x, y)) == Location.EXTERIOR) {
      return;
    }
    float size = noise.white(gx * 3 + 2, gy * 3 + 2);
    float hue = noise.white(gx * 3, gy * 3 + 2);
    boolean pointed = noise.white(gx * 3 + 1, gy * 3 + 2) < conifers + 0.5 * patch * conifers;
    double radius =
        rows > 0 ? step * (0.3 + 0.1 * size) : Shapes.px((pointed ? 1.7 : 2.2) + 2.3 * size * size);
    double top = rows > 0 ? 3.2 + size : (pointed ? 9 : 7) + 7 * size + 3 * patch;
    double light = 0.78 + 0.4 * hue + 0.15 * patch;
    Tone tone =
        pointed
            ? Tone.leaf(0.027 * light, 0.045 * light, 0.025 * light, 0.26)
            : Tone.leaf((0.04 + 0.026 * hue * hue) * light, 0.07 * light, 0.026 * light, 0.37);
    Crown.paint(c, x, y, radius, top, pointed, tone);
  }

  private static boolean near(Canvas c, double x, double y) {
    return x > c.x0 - LARGEST
        && x < c.x0 + c.width + LARGEST
        && y > c.y0 - LARGEST
        && y < c.y0 + c.rows + LARGEST;
  }
}

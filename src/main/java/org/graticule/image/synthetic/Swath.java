package org.graticule.image.synthetic;

import org.locationtech.jts.geom.Polygon;

/**
 * The slanted quadrilateral a satellite's pass covers; outside it there is no data. Immutable.
 *
 * @param area in pixels, inside the image
 */
public record Swath(Polygon area) {

  /** A pass slanted by a tenth across an image of this size. */
  public static Swath across(int width, int height) {
    double x = Math.floor(width * 0.09);
    double y = Math.floor(height * 0.06);
    return new Swath(
        Shapes.polygon(new double[] {x, 0, width, y, width - x, height, 0, height - y}));
  }

  /** The first and one-past-last valid column of a row, by pixel centres; equal when none is. */
  int[] columns(int row, int width) {
    Outline o = Outline.of(area);
    double y = row + 0.5;
    double left = width;
    double right = 0;
    for (int e = 0; e < o.edges(); e++) {
      if (o.y0[e] <= y != o.y1[e] <= y) {
        double x = o.x0[e] + (y - o.y0[e]) / (o.y1[e] - o.y0[e]) * (o.x1[e] - o.x0[e]);
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
    }
    int from = Math.max(0, (int) Math.ceil(left - 0.5));
    int to = Math.min(width, (int) Math.ceil(right - 0.5));
    return from < to ? new int[] {from, to} : new int[] {0, 0};
  }
}

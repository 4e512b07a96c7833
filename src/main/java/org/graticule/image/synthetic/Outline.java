package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Rings flattened to directed edges, ready to be scan-converted by the even-odd rule: several
 * separate rings make one outline, a ring inside another makes a hole. Pixels, y down. Immutable.
 */
final class Outline {
  final double[] x0;
  final double[] y0;
  final double[] x1;
  final double[] y1;
  final Envelope bounds;

  private Outline(List<double[]> rings) {
    int edges = rings.stream().mapToInt(ring -> ring.length / 2).sum();
    x0 = new double[edges];
    y0 = new double[edges];
    x1 = new double[edges];
    y1 = new double[edges];
    bounds = new Envelope();
    int e = 0;
    for (double[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        int j = (i + 2) % ring.length;
        x0[e] = ring[i];
        y0[e] = ring[i + 1];
        x1[e] = ring[j];
        y1[e] = ring[j + 1];
        bounds.expandToInclude(ring[i], ring[i + 1]);
        e++;
      }
    }
  }

  /** Rings as x, y, x, y ... without a repeated last point. */
  static Outline of(List<double[]> rings) {
    return new Outline(rings);
  }

  static Outline of(double... ring) {
    return new Outline(List.of(ring));
  }

  static Outline of(Polygon polygon) {
    List<double[]> rings = new ArrayList<>();
    rings.add(ring(polygon.getExteriorRing()));
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      rings.add(ring(polygon.getInteriorRingN(i)));
    }
    return new Outline(rings);
  }

  private static double[] ring(LinearRing line) {
    double[] ring = new double[2 * (line.getNumPoints() - 1)];
    for (int i = 0; i < ring.length / 2; i++) {
      Coordinate c = line.getCoordinateN(i);
      ring[2 * i] = c.x;
      ring[2 * i + 1] = c.y;
    }
    return ring;
  }

  int edges() {
    return x0.length;
  }

  /** Distance from a point to the nearest edge, pixels. */
  double distance(double x, double y) {
    double best = Double.MAX_VALUE;
    for (int e = 0; e < x0.length; e++) {
      double dx = x1[e] - x0[e];
      double dy = y1[e] - y0[e];
      double length = dx * dx + dy * dy;
      double t = length == 0 ? 0 : ((x - x0[e]) * dx + (y - y0[e]) * dy) / length;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      double ex = x - x0[e] - t * dx;
      double ey = y - y0[e] - t * dy;
      double d = ex * ex + ey * ey;
      best = d < best ? d : best;
    }
    return Math.sqrt(best);
  }

  /** Which stretch of the nearest edge a point belongs to, as one number; edges cut by length. */
  int stretch(double x, double y, double length) {
    double best = Double.MAX_VALUE;
    int found = 0;
    for (int e = 0; e < x0.length; e++) {
      double dx = x1[e] - x0[e];
      double dy = y1[e] - y0[e];
      double whole = Math.hypot(dx, dy);
      double s = whole == 0 ? 0 : ((x - x0[e]) * dx + (y - y0[e]) * dy) / whole;
      double t = s < 0 ? 0 : Math.min(s, whole);
      double ex = x - x0[e] - (whole == 0 ? 0 : t * dx / whole);
      double ey = y - y0[e] - (whole == 0 ? 0 : t * dy / whole);
      double d = ex * ex + ey * ey;
      if (d < best) {
        best = d;
        found = e * 1000 + (int) (t / length);
      }
    }
    return found;
  }
}

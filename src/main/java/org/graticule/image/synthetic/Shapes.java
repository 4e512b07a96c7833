package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Rings of simple figures. Corners are snapped to odd 64ths of a pixel: short to write down,
 * exactly what was drawn, and never on the centre of a pixel, so that nobody can disagree what is
 * inside.
 */
final class Shapes {
  /** Metres per pixel. */
  static final double GSD = 0.3;

  static final GeometryFactory GEOMETRY = new GeometryFactory();

  private Shapes() {}

  static double px(double metres) {
    return metres / GSD;
  }

  static double snap(double v) {
    return (Math.floor(v * 32) + 0.5) / 32;
  }

  /** Corners given in a local frame: u along (ux, uy), v to its right. */
  static double[] local(double cx, double cy, double ux, double uy, double... uv) {
    double[] ring = new double[uv.length];
    for (int i = 0; i < uv.length; i += 2) {
      ring[i] = snap(cx + uv[i] * ux - uv[i + 1] * uy);
      ring[i + 1] = snap(cy + uv[i] * uy + uv[i + 1] * ux);
    }
    return ring;
  }

  /** A rectangle by centre, direction and half sizes. */
  static double[] box(double cx, double cy, double ux, double uy, double a, double b) {
    return local(cx, cy, ux, uy, -a, -b, a, -b, a, b, -a, b);
  }

  static double[] circle(double cx, double cy, double radius, int corners) {
    double[] ring = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      ring[2 * i] = snap(cx + radius * StrictMath.cos(angle));
      ring[2 * i + 1] = snap(cy + radius * StrictMath.sin(angle));
    }
    return ring;
  }

  static Polygon polygon(double[] shell) {
    return GEOMETRY.createPolygon(ring(shell));
  }

  static Polygon polygon(double[] shell, List<double[]> holes) {
    return GEOMETRY.createPolygon(
        ring(shell), holes.stream().map(Shapes::ring).toArray(LinearRing[]::new));
  }

  /** The polygon with its corners snapped and those that fell together dropped. */
  static Polygon snapped(Polygon p) {
    List<double[]> holes = new ArrayList<>();
    for (int i = 0; i < p.getNumInteriorRing(); i++) {
      holes.add(snapped(p.getInteriorRingN(i)));
    }
    return polygon(snapped(p.getExteriorRing()), holes);
  }

  private static double[] snapped(LinearRing ring) {
    Coordinate[] all = ring.getCoordinates();
    double[] xy = new double[2 * all.length];
    int n = 0;
    for (int i = 0; i + 1 < all.length; i++) {
      double x = snap(all[i].x);
      double y = snap(all[i].y);
      boolean first = n > 0 && x == xy[0] && y == xy[1];
      if (n == 0 || !first && (x != xy[n - 2] || y != xy[n - 1])) {
        xy[n++] = x;
        xy[n++] = y;
      }
    }
    return Arrays.copyOf(xy, n);
  }

  private static LinearRing ring(double[] xy) {
    Coordinate[] c = new Coordinate[xy.length / 2 + 1];
    for (int i = 0; i < xy.length / 2; i++) {
      c[i] = new Coordinate(xy[2 * i], xy[2 * i + 1]);
    }
    c[xy.length / 2] = c[0].copy();
    return GEOMETRY.createLinearRing(c);
  }
}

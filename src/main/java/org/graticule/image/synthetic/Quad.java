package org.graticule.image.synthetic;

/**
 * A four-sided piece of the plan, corners a b c d clockwise on screen from the upper left, with the
 * clearance each side (ab, bc, cd, da) keeps for its road. Plan coordinates are pixels.
 *
 * @param x corner columns
 * @param y corner rows
 * @param clearance per side, pixels
 */
record Quad(double[] x, double[] y, double[] clearance) {

  static Quad box(double left, double top, double right, double bottom) {
    return new Quad(
        new double[] {left, right, right, left},
        new double[] {top, top, bottom, bottom},
        new double[4]);
  }

  /** Column of the point at shares s (left to right) and t (top to bottom). */
  double xAt(double s, double t) {
    return (1 - t) * (x[0] + s * (x[1] - x[0])) + t * (x[3] + s * (x[2] - x[3]));
  }

  double yAt(double s, double t) {
    return (1 - t) * (y[0] + s * (y[1] - y[0])) + t * (y[3] + s * (y[2] - y[3]));
  }

  double acrossLength() {
    return Math.hypot(xAt(1, 0.5) - xAt(0, 0.5), yAt(1, 0.5) - yAt(0, 0.5));
  }

  double downLength() {
    return Math.hypot(xAt(0.5, 1) - xAt(0.5, 0), yAt(0.5, 1) - yAt(0.5, 0));
  }

  /** The part between shares; sides that stay on the rim keep their clearance. */
  Quad part(double s0, double t0, double s1, double t1, double inner) {
    return new Quad(
        new double[] {xAt(s0, t0), xAt(s1, t0), xAt(s1, t1), xAt(s0, t1)},
        new double[] {yAt(s0, t0), yAt(s1, t0), yAt(s1, t1), yAt(s0, t1)},
        new double[] {
          t0 == 0 ? clearance[0] : inner,
          s1 == 1 ? clearance[1] : inner,
          t1 == 1 ? clearance[2] : inner,
          s0 == 0 ? clearance[3] : inner
        });
  }

  /** Cuts left from right along a slightly slanted line. */
  Quad[] cutAcross(double sTop, double sBottom, double inner) {
    double mx0 = xAt(sTop, 0);
    double my0 = yAt(sTop, 0);
    double mx1 = xAt(sBottom, 1);
    double my1 = yAt(sBottom, 1);
    return new Quad[] {
      new Quad(
          new double[] {x[0], mx0, mx1, x[3]},
          new double[] {y[0], my0, my1, y[3]},
          new double[] {clearance[0], inner, clearance[2], clearance[3]}),
      new Quad(
          new double[] {mx0, x[1], x[2], mx1},
          new double[] {my0, y[1], y[2], my1},
          new double[] {clearance[0], clearance[1], clearance[2], inner})
    };
  }

  /** Cuts top from bottom along a slightly slanted line. */
  Quad[] cutDown(double tLeft, double tRight, double inner) {
    double mx0 = xAt(0, tLeft);
    double my0 = yAt(0, tLeft);
    double mx1 = xAt(1, tRight);
    double my1 = yAt(1, tRight);
    return new Quad[] {
      new Quad(
          new double[] {x[0], x[1], mx1, mx0},
          new double[] {y[0], y[1], my1, my0},
          new double[] {clearance[0], clearance[1], inner, clearance[3]}),
      new Quad(
          new double[] {mx0, mx1, x[2], x[3]},
          new double[] {my0, my1, y[2], y[3]},
          new double[] {inner, clearance[1], clearance[2], clearance[3]})
    };
  }

  /** The quad moved in by its clearances plus a margin, with no clearance left. */
  Quad inset(double margin) {
    double w = Math.max(1, acrossLength());
    double h = Math.max(1, downLength());
    double s0 = (clearance[3] + margin) / w;
    double s1 = 1 - (clearance[1] + margin) / w;
    double t0 = (clearance[0] + margin) / h;
    double t1 = 1 - (clearance[2] + margin) / h;
    if (s1 <= s0 || t1 <= t0) {
      s0 = s1 = t0 = t1 = 0.5;
    }
    Quad q = part(s0, t0, s1, t1, 0);
    return new Quad(q.x, q.y, new double[4]);
  }
}

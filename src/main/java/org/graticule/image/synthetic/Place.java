package org.graticule.image.synthetic;

/**
 * A rectangle in the image with its own axes, as a lot or a yard is used: u to the right along the
 * street, v away from it, both from the centre.
 *
 * @param a half size along u, pixels
 * @param b half size along v
 */
record Place(double cx, double cy, double ux, double uy, double a, double b) {

  /**
   * The largest upright rectangle in the middle of a quad, roughly; u runs from its left to right.
   */
  static Place of(Frame frame, Quad q) {
    double[] x = new double[4];
    double[] y = new double[4];
    for (int k = 0; k < 4; k++) {
      x[k] = frame.x(q.x()[k], q.y()[k]);
      y[k] = frame.y(q.x()[k], q.y()[k]);
    }
    double dx = x[1] + x[2] - x[0] - x[3];
    double dy = y[1] + y[2] - y[0] - y[3];
    double n = Math.max(1e-6, Math.hypot(dx, dy));
    double ux = dx / n;
    double uy = dy / n;
    double cx = (x[0] + x[1] + x[2] + x[3]) / 4;
    double cy = (y[0] + y[1] + y[2] + y[3]) / 4;
    double a = 1e9;
    double b = 1e9;
    for (int k = 0; k < 4; k++) {
      a = Math.min(a, Math.abs((x[k] - cx) * ux + (y[k] - cy) * uy));
      b = Math.min(b, Math.abs((y[k] - cy) * ux - (x[k] - cx) * uy));
    }
    return new Place(cx, cy, ux, uy, a, b);
  }

  /** A rectangle as large as the quad, corners of which may reach into the neighbours. */
  static Place over(Frame frame, Quad q) {
    Place inner = of(frame, q);
    double a = q.acrossLength() / 2;
    double b = q.downLength() / 2;
    return new Place(
        inner.cx, inner.cy, inner.ux, inner.uy, 0.7 * a + 0.3 * inner.a, 0.7 * b + 0.3 * inner.b);
  }

  double x(double u, double v) {
    return cx + u * ux - v * uy;
  }

  double y(double u, double v) {
    return cy + u * uy + v * ux;
  }

  double[] box(double u, double v, double halfU, double halfV) {
    return Shapes.box(x(u, v), y(u, v), ux, uy, halfU, halfV);
  }

  /** The rectangle from u0 to u1 and v0 to v1. */
  Place part(double u0, double v0, double u1, double v1) {
    double u = (u0 + u1) / 2;
    double v = (v0 + v1) / 2;
    return new Place(x(u, v), y(u, v), ux, uy, (u1 - u0) / 2, (v1 - v0) / 2);
  }

  /** The same rectangle seen with u along its longer side. */
  Place lengthwise() {
    return a >= b ? this : new Place(cx, cy, -uy, ux, b, a);
  }
}

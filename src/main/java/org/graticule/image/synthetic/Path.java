package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.List;

/** A polyline in pixels, evenly sampled, so that a share of its points is a share of its way. */
record Path(double[] x, double[] y) {

  int last() {
    return x.length - 1;
  }

  double length() {
    double sum = 0;
    for (int i = 0; i < last(); i++) {
      sum += Math.hypot(x[i + 1] - x[i], y[i + 1] - y[i]);
    }
    return sum;
  }

  double xAt(double t) {
    double p = Math.min(Math.max(t, 0), 1) * last();
    int i = Math.min((int) p, last() - 1);
    return x[i] + (p - i) * (x[i + 1] - x[i]);
  }

  double yAt(double t) {
    double p = Math.min(Math.max(t, 0), 1) * last();
    int i = Math.min((int) p, last() - 1);
    return y[i] + (p - i) * (y[i + 1] - y[i]);
  }

  /** Unit direction at a share of the way, x part. */
  double dxAt(double t) {
    return direction(t, true);
  }

  double dyAt(double t) {
    return direction(t, false);
  }

  private double direction(double t, boolean wantX) {
    double h = 0.5 / last();
    double dx = xAt(t + h) - xAt(t - h);
    double dy = yAt(t + h) - yAt(t - h);
    double n = Math.max(1e-9, Math.hypot(dx, dy));
    return (wantX ? dx : dy) / n;
  }

  /** The part between two shares, moved sideways (positive is right of travel on screen). */
  Path part(double t0, double t1, double sideways) {
    int n = Math.max(1, (int) Math.ceil((t1 - t0) * last()));
    double[] px = new double[n + 1];
    double[] py = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      double t = t0 + (t1 - t0) * i / n;
      px[i] = xAt(t) - dyAt(t) * sideways;
      py[i] = yAt(t) + dxAt(t) * sideways;
    }
    return new Path(px, py);
  }

  /** The ribbon of the given half width. */
  double[] ribbon(double half) {
    int n = x.length;
    double[] ring = new double[4 * n];
    for (int i = 0; i < n; i++) {
      double t = (double) i / last();
      double nx = -dyAt(t) * half;
      double ny = dxAt(t) * half;
      ring[2 * i] = x[i] + nx;
      ring[2 * i + 1] = y[i] + ny;
      ring[4 * n - 2 - 2 * i] = x[i] - nx;
      ring[4 * n - 1 - 2 * i] = y[i] - ny;
    }
    return ring;
  }

  /** Ribbons of dashes along the part between two shares. */
  List<double[]> dashes(double t0, double t1, double sideways, double half, double on, double off) {
    List<double[]> rings = new ArrayList<>();
    double length = Math.max(1, length());
    for (double s = t0 * length; s + on < t1 * length; s += on + off) {
      rings.add(part(s / length, (s + on) / length, sideways).ribbon(half));
    }
    return rings;
  }
}

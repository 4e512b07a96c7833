package org.graticule.geo;

import java.util.Comparator;
import java.util.List;
import org.graticule.fault.Fault;
import org.locationtech.jts.geom.Coordinate;

/**
 * A polynomial from pixels to ground fitted to control points by least squares. The way back is
 * found by Newton's method on the same polynomial, so that a round trip is exact, which two
 * separate fits would not be. Immutable.
 *
 * <p>Known limits: outside the control points a polynomial bends away from the ground.
 */
public final class GcpPolynomial implements PixelToGround {
  private static final int MOST_POINTS = 10_000;
  private static final int NEWTON_STEPS = 30;

  /** Least width of the points on the ground by their length: a row of 2^18 pixels has more. */
  private static final double ONE_LINE = 1e-9;

  private final List<GroundControlPoint> points;
  private final int order;
  private final double[] xTerms;
  private final double[] yTerms;
  private final double rms;
  private final double centreColumn;
  private final double centreRow;
  private final double scale;

  private GcpPolynomial(List<GroundControlPoint> points, int order) {
    this.points = List.copyOf(points);
    this.order = order;
    this.centreColumn = points.stream().mapToDouble(GroundControlPoint::column).average().orElse(0);
    this.centreRow = points.stream().mapToDouble(GroundControlPoint::row).average().orElse(0);
    this.scale =
        points.stream()
            .mapToDouble(
                p -> Math.max(Math.abs(p.column() - centreColumn), Math.abs(p.row() - centreRow)))
            .max()
            .orElse(1);
    double[][] terms =
        points.stream().map(p -> terms(p.column(), p.row())).toArray(double[][]::new);
    this.xTerms = fit(terms, points.stream().mapToDouble(GroundControlPoint::x).toArray());
    this.yTerms = fit(terms, points.stream().mapToDouble(GroundControlPoint::y).toArray());
    double squares = 0;
    for (GroundControlPoint point : points) {
      double error =
          toGround(point.column(), point.row()).distance(new Coordinate(point.x(), point.y()));
      squares += error * error;
    }
    this.rms = Math.sqrt(squares / points.size());
  }

  /**
   * Order 2 from six points on, order 1 below, as GDAL chooses: of measured points order 3 swings
   * too much.
   */
  public static GcpPolynomial fit(List<GroundControlPoint> points) {
    return fit(points, points.size() >= 6 ? 2 : 1);
  }

  public static GcpPolynomial fit(List<GroundControlPoint> points, int order) {
    int needed = (order + 1) * (order + 2) / 2;
    if (order < 1 || order > 3 || points.size() < needed || points.size() > MOST_POINTS) {
      throw Fault.unacceptable(
          "bad-georeference",
          "%d ground control points for a polynomial of order %d; allowed: order 1 with 3, order 2"
                  .formatted(points.size(), order)
              + " with 6 or order 3 with 10 points, up to "
              + MOST_POINTS);
    }
    if (onOneLine(points)) {
      throw oneLine(points.size());
    }
    return new GcpPolynomial(points, order);
  }

  /** From such ground no place leads back to a pixel. */
  private static boolean onOneLine(List<GroundControlPoint> points) {
    GroundControlPoint first = points.getFirst();
    GroundControlPoint last =
        points.stream().max(Comparator.comparingDouble(p -> length(first, p))).orElseThrow();
    double alongX = last.x() - first.x();
    double alongY = last.y() - first.y();
    double width =
        points.stream()
            .mapToDouble(p -> Math.abs(alongX * (p.y() - first.y()) - alongY * (p.x() - first.x())))
            .max()
            .orElseThrow();
    return !(width > ONE_LINE * (alongX * alongX + alongY * alongY));
  }

  private static double length(GroundControlPoint from, GroundControlPoint to) {
    return Math.hypot(to.x() - from.x(), to.y() - from.y());
  }

  private static Fault oneLine(int points) {
    return Fault.unacceptable(
        "bad-georeference",
        points + " ground control points on one line; allowed: points spread in two directions");
  }

  /**
   * The same where points lie on both sides of the antimeridian, counted on eastwards: a polynomial
   * between 180 and -180 would go round the Earth.
   */
  GcpPolynomial unbroken() {
    double west = points.stream().mapToDouble(GroundControlPoint::x).min().orElse(0);
    double east = points.stream().mapToDouble(GroundControlPoint::x).max().orElse(0);
    double gap =
        points.stream().mapToDouble(GroundControlPoint::x).filter(x -> x > 0).min().orElse(0)
            - points.stream()
                .mapToDouble(GroundControlPoint::x)
                .filter(x -> x <= 0)
                .max()
                .orElse(0);
    if (east - west <= 180 || gap <= 180) {
      return this;
    }
    return fit(
        points.stream()
            .map(p ->
                p.x() > 0 ? p : new GroundControlPoint(p.column(), p.row(), p.x() + 360, p.y()))
            .toList(),
        order);
  }

  public List<GroundControlPoint> points() {
    return points;
  }

  public int order() {
    return order;
  }

  /** Root mean square distance of the control points from the fit, in units of the CRS. */
  public double rms() {
    return rms;
  }

  @Override
  public Coordinate toGround(double column, double row) {
    double[] t = terms(column, row);
    double x = 0;
    double y = 0;
    for (int i = 0; i < t.length; i++) {
      x += xTerms[i] * t[i];
      y += yTerms[i] * t[i];
    }
    return new Coordinate(x, y);
  }

  @Override
  public Coordinate toPixel(double x, double y) {
    double column = centreColumn;
    double row = centreRow;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      Coordinate here = toGround(column, row);
      Coordinate right = toGround(column + 0.5, row);
      Coordinate left = toGround(column - 0.5, row);
      Coordinate down = toGround(column, row + 0.5);
      Coordinate up = toGround(column, row - 0.5);
      // Central differences over one pixel are as good as the derivatives, and of order 2 exact.
      double xc = right.x - left.x;
      double yc = right.y - left.y;
      double xr = down.x - up.x;
      double yr = down.y - up.y;
      double determinant = xc * yr - xr * yc;
      double dx = x - here.x;
      double dy = y - here.y;
      double columns = (dx * yr - dy * xr) / determinant;
      double rows = (dy * xc - dx * yc) / determinant;
      column += columns;
      row += rows;
      if (Math.abs(columns) + Math.abs(rows) < 1e-9) {
        return new Coordinate(column, row);
      }
    }
    return new Coordinate(column, row);
  }

  private double[] terms(double column, double row) {
    double c = (column - centreColumn) / scale;
    double r = (row - centreRow) / scale;
    return switch (order) {
      case 1 -> new double[] {1, c, r};
      case 2 -> new double[] {1, c, r, c * c, c * r, r * r};
      default ->
          new double[] {1, c, r, c * c, c * r, r * r, c * c * c, c * c * r, c * r * r, r * r * r};
    };
  }

  /** Normal equations by Gauss-Jordan elimination with pivoting; centred and scaled terms. */
  private static double[] fit(double[][] terms, double[] values) {
    int n = terms[0].length;
    double[][] a = new double[n][n + 1];
    for (int p = 0; p < terms.length; p++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          a[i][j] += terms[p][i] * terms[p][j];
        }
        a[i][n] += terms[p][i] * values[p];
      }
    }
    for (int i = 0; i < n; i++) {
      int pivot = i;
      for (int j = i + 1; j < n; j++) {
        if (Math.abs(a[j][i]) > Math.abs(a[pivot][i])) {
          pivot = j;
        }
      }
      double[] row = a[pivot];
      a[pivot] = a[i];
      a[i] = row;
      if (!(Math.abs(row[i]) > 1e-12)) {
        throw oneLine(terms.length);
      }
      for (int j = 0; j < n; j++) {
        double factor = a[j][i] / row[i];
        for (int k = i; j != i && k <= n; k++) {
          a[j][k] -= factor * row[k];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = a[i][n] / a[i][i];
    }
    return solution;
  }
}

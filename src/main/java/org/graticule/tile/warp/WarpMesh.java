package org.graticule.tile.warp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;

/**
 * Where the pixels of an output tile lie in a scene: exact at the nodes of a mesh, bilinear between
 * them. The mesh is refined until the middle of every cell is within an eighth of an output pixel
 * of its exact place; where that takes cells of one pixel and still is not so, because places jump
 * (a scene's antimeridian, the edge of a projection), the cell has its middle's exact place.
 * Immutable.
 */
public final class WarpMesh {
  /** Output pixels; see the class. */
  private static final double TOLERANCE = 0.125;

  private final int size;
  private final int step;
  private final int nodes;
  private final double[] x;
  private final double[] y;

  /** Exact middles of the cells that a jump runs through. */
  private final Map<Integer, Coordinate> torn = new HashMap<>();

  /** The exact place, in scene pixels, of an output position; empty where it has none. */
  @FunctionalInterface
  public interface Exact {
    Optional<Coordinate> at(double column, double row);
  }

  private WarpMesh(int size, int step, Exact exact) {
    this.size = size;
    this.step = step;
    this.nodes = size / step + 1;
    this.x = new double[nodes * nodes];
    this.y = new double[nodes * nodes];
    for (int j = 0; j < nodes; j++) {
      for (int i = 0; i < nodes; i++) {
        Optional<Coordinate> place = exact.at(i * step, j * step);
        x[j * nodes + i] = place.map(c -> c.x).orElse(Double.NaN);
        y[j * nodes + i] = place.map(c -> c.y).orElse(Double.NaN);
      }
    }
  }

  /**
   * @param size of the square output tile, a power of two, at least 32
   */
  public static WarpMesh of(int size, Exact exact) {
    return of(size, size / 16, exact);
  }

  /**
   * @param firstStep output pixels between the nodes of the first try, a power of two: large where
   *     nothing but smooth bending is to be expected, because every node costs an exact place
   */
  public static WarpMesh of(int size, int firstStep, Exact exact) {
    for (int step = firstStep; ; step /= 2) {
      WarpMesh mesh = new WarpMesh(size, step, exact);
      if (mesh.closeTo(exact)) {
        return mesh;
      }
      if (step == 1) {
        mesh.mend(exact);
        return mesh;
      }
    }
  }

  private boolean closeTo(Exact exact) {
    double allowed = TOLERANCE * scale();
    Coordinate between = new Coordinate();
    for (int j = 0; j < nodes - 1; j++) {
      for (int i = 0; i < nodes - 1; i++) {
        double column = (i + 0.5) * step;
        double row = (j + 0.5) * step;
        at(column, row, between);
        if (!close(exact.at(column, row), between, allowed)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean close(Optional<Coordinate> place, Coordinate between, double allowed) {
    boolean known = !Double.isNaN(between.x);
    return place.isPresent() == known && (!known || place.get().distance(between) <= allowed);
  }

  private void mend(Exact exact) {
    double allowed = TOLERANCE * scale();
    Coordinate between = new Coordinate();
    for (int j = 0; j < nodes - 1; j++) {
      for (int i = 0; i < nodes - 1; i++) {
        Optional<Coordinate> place = exact.at(i + 0.5, j + 0.5);
        at(i + 0.5, j + 0.5, between);
        if (!close(place, between, allowed)) {
          torn.put(j * nodes + i, place.orElseGet(() -> new Coordinate(Double.NaN, Double.NaN)));
        }
      }
    }
  }

  /** Scene pixels per output pixel: the median over the cells is what an overview is chosen by. */
  public double scale() {
    double[] lengths = new double[(nodes - 1) * (nodes - 1)];
    int n = 0;
    for (int j = 0; j < nodes - 1; j++) {
      for (int i = 0; i < nodes - 1; i++) {
        int a = j * nodes + i;
        int b = a + nodes + 1;
        double length = Math.hypot(x[b] - x[a], y[b] - y[a]) / (step * Math.sqrt(2));
        if (!Double.isNaN(length)) {
          lengths[n++] = length;
        }
      }
    }
    if (n == 0) {
      return 1;
    }
    Arrays.sort(lengths, 0, n);
    return lengths[n / 2];
  }

  /** The place of an output position in scene pixels; NaN where it has none. */
  public void at(double column, double row, Coordinate place) {
    int i = Math.min((int) (column / step), nodes - 2);
    int j = Math.min((int) (row / step), nodes - 2);
    double u = column / step - i;
    double v = row / step - j;
    int a = j * nodes + i;
    Coordinate exact = torn.isEmpty() ? null : torn.get(a);
    if (exact != null) {
      place.setCoordinate(exact);
      return;
    }
    place.x = mix(x, a, u, v);
    place.y = mix(y, a, u, v);
  }

  private double mix(double[] values, int a, double u, double v) {
    double top = values[a] + u * (values[a + 1] - values[a]);
    double bottom = values[a + nodes] + u * (values[a + nodes + 1] - values[a + nodes]);
    return top + v * (bottom - top);
  }

  /**
   * The least and greatest place of any node: {minX, minY, maxX, maxY}; empty where no node has
   * one.
   */
  public Optional<double[]> bounds() {
    return bounds(0, 0, size);
  }

  /** The same for a square part, whose side is a power of two. */
  Optional<double[]> bounds(int column, int row, int side) {
    double[] box = {
      Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    int lastColumn = (column + side + step - 1) / step;
    int lastRow = (row + side + step - 1) / step;
    for (int j = row / step; j <= lastRow; j++) {
      for (int i = column / step; i <= lastColumn; i++) {
        int n = j * nodes + i;
        include(box, x[n], y[n]);
        Coordinate exact = torn.isEmpty() ? null : torn.get(n);
        if (exact != null && i < lastColumn && j < lastRow) {
          include(box, exact.x, exact.y);
        }
      }
    }
    return box[0] <= box[2] ? Optional.of(box) : Optional.empty();
  }

  private static void include(double[] box, double x, double y) {
    if (!Double.isNaN(x)) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }

  /**
   * The places of the middles of a row's output pixels.
   *
   * @param factor what to multiply scene pixels by
   */
  void row(int column, int row, int n, double factor, Places places) {
    int j = Math.min(row / step, nodes - 2);
    double v = (row + 0.5) / step - j;
    Coordinate place = new Coordinate();
    for (int from = column; from < column + n; ) {
      int i = Math.min(from / step, nodes - 2);
      int to = Math.min((i + 1) * step, column + n);
      int a = j * nodes + i;
      if (torn.containsKey(a)) {
        at(from + 0.5, row + 0.5, place);
        places.xs[from - column] = place.x * factor;
        places.ys[from - column] = place.y * factor;
        from++;
        continue;
      }
      double left = x[a] + v * (x[a + nodes] - x[a]);
      double right = x[a + 1] + v * (x[a + nodes + 1] - x[a + 1]);
      double top = y[a] + v * (y[a + nodes] - y[a]);
      double end = y[a + 1] + v * (y[a + nodes + 1] - y[a + 1]);
      for (int c = from; c < to; c++) {
        double u = (c + 0.5) / step - i;
        places.xs[c - column] = (left + u * (right - left)) * factor;
        places.ys[c - column] = (top + u * (end - top)) * factor;
      }
      from = to;
    }
  }

  /** Whether there is no jump anywhere, so that places within a cell lie on lines. */
  boolean smooth() {
    return torn.isEmpty();
  }

  /**
   * The places of the middles of a row's output pixels as far as they lie on one line.
   *
   * @param column where the row begins
   * @param from first output pixel of the line
   * @param n output pixels in the row
   * @return output pixels on the line
   */
  int line(int column, int row, int from, int n, double factor, Line line) {
    int i = Math.min(from / step, nodes - 2);
    int j = Math.min(row / step, nodes - 2);
    double v = (row + 0.5) / step - j;
    double u = (from + 0.5) / step - i;
    int a = j * nodes + i;
    double left = x[a] + v * (x[a + nodes] - x[a]);
    double right = x[a + 1] + v * (x[a + nodes + 1] - x[a + 1]);
    double top = y[a] + v * (y[a + nodes] - y[a]);
    double end = y[a + 1] + v * (y[a + nodes + 1] - y[a + 1]);
    line.x = (left + u * (right - left)) * factor;
    line.y = (top + u * (end - top)) * factor;
    line.stepX = (right - left) / step * factor;
    line.stepY = (end - top) / step * factor;
    return Math.min((i + 1) * step, column + n) - from;
  }

  public int size() {
    return size;
  }
}

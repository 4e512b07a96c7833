package org.graticule.tile;

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
final class WarpMesh {
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
  interface Exact {
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
  static WarpMesh of(int size, Exact exact) {
    for (int step = size / 16; ; step /= 2) {
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
  double scale() {
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
    java.util.Arrays.sort(lengths, 0, n);
    return lengths[n / 2];
  }

  /** The place of an output position in scene pixels; NaN where it has none. */
  void at(double column, double row, Coordinate place) {
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
  Optional<double[]> bounds() {
    double[] box = {
      Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    for (int n = 0; n < x.length; n++) {
      if (!Double.isNaN(x[n])) {
        box[0] = Math.min(box[0], x[n]);
        box[1] = Math.min(box[1], y[n]);
        box[2] = Math.max(box[2], x[n]);
        box[3] = Math.max(box[3], y[n]);
      }
    }
    return box[0] <= box[2] ? Optional.of(box) : Optional.empty();
  }

  int size() {
    return size;
  }
}

package org.graticule.tile.warp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Where the pixels of an output tile lie in a scene: exact at the nodes of a mesh, bilinear between
 * them. The mesh is halved until a coarser one would have been within a quarter of an output pixel
 * at each of its nodes, so that it is itself well within an eighth; only cells that may touch the
 * scene and are not so close yet cost further exact places. Where that takes cells of one pixel and
 * still is not so, because places jump (a scene's antimeridian, the edge of a projection), the cell
 * has its middle's exact place. Immutable.
 */
public final class WarpMesh {
  /** Output pixels; see the class. */
  private static final double TOLERANCE = 0.125;

  /** Of a mesh whose cells are halved afterwards: what bends evenly is then four times closer. */
  private static final double BEFORE_HALVING = 2 * TOLERANCE;

  private static final Envelope EVERYWHERE =
      new Envelope(
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY);

  private final int size;
  private final int step;
  private final int nodes;
  private final double[] x;
  private final double[] y;

  /** Cells between whose nodes no further exact place is needed. */
  private final boolean[] settled;

  private final Envelope scene;

  /** Exact middles of the cells that a jump runs through. */
  private final Map<Integer, Coordinate> torn = new HashMap<>();

  /** The exact place, in scene pixels, of an output position; empty where it has none. */
  @FunctionalInterface
  public interface Exact {
    Optional<Coordinate> at(double column, double row);
  }

  private WarpMesh(int size, int step, Envelope scene) {
    this.size = size;
    this.step = step;
    this.nodes = size / step + 1;
    this.x = new double[nodes * nodes];
    this.y = new double[nodes * nodes];
    this.settled = new boolean[(nodes - 1) * (nodes - 1)];
    this.scene = scene;
  }

  /**
   * @param size of the square output tile, a power of two, at least 32
   */
  public static WarpMesh of(int size, Exact exact) {
    return of(size, size / 16, EVERYWHERE, exact);
  }

  /**
   * @param firstStep output pixels between the nodes of the first try, a power of two and at least
   *     2: large where nothing but smooth bending is to be expected, because every node costs an
   *     exact place
   * @param scene box of all pixels that there are: places outside need not be close
   */
  public static WarpMesh of(int size, int firstStep, Envelope scene, Exact exact) {
    WarpMesh mesh = new WarpMesh(size, 2 * firstStep, scene);
    for (int n = 0; n < mesh.x.length; n++) {
      mesh.put(n, exact);
    }
    while (mesh.step > 1) {
      mesh = mesh.halved(exact);
      if (mesh.isSettled()) {
        return mesh;
      }
    }
    mesh.mend(exact);
    return mesh;
  }

  private void put(int node, Exact exact) {
    Optional<Coordinate> place = exact.at(node % nodes * step, node / nodes * step);
    x[node] = place.map(c -> c.x).orElse(Double.NaN);
    y[node] = place.map(c -> c.y).orElse(Double.NaN);
  }

  private boolean isSettled() {
    for (boolean one : settled) {
      if (!one) {
        return false;
      }
    }
    return true;
  }

  /** The same with cells of half the side; nodes between settled cells only are not exact. */
  private WarpMesh halved(Exact exact) {
    WarpMesh finer = new WarpMesh(size, step / 2, scene);
    Coordinate between = new Coordinate();
    for (int j = 0; j < finer.nodes; j++) {
      for (int i = 0; i < finer.nodes; i++) {
        int n = j * finer.nodes + i;
        if (i % 2 == 0 && j % 2 == 0) {
          finer.x[n] = x[j / 2 * nodes + i / 2];
          finer.y[n] = y[j / 2 * nodes + i / 2];
        } else if (amongSettled(i, j)) {
          at(i * finer.step, j * finer.step, between);
          finer.x[n] = between.x;
          finer.y[n] = between.y;
        } else {
          finer.put(n, exact);
        }
      }
    }
    for (int j = 0; j < nodes - 1; j++) {
      for (int i = 0; i < nodes - 1; i++) {
        boolean enough = settled[j * (nodes - 1) + i] || settles(i, j, finer);
        int first = 2 * j * (finer.nodes - 1) + 2 * i;
        finer.settled[first] = enough;
        finer.settled[first + 1] = enough;
        finer.settled[first + finer.nodes - 1] = enough;
        finer.settled[first + finer.nodes] = enough;
      }
    }
    return finer;
  }

  /** Whether all cells around a node of the mesh of half the side are settled. */
  private boolean amongSettled(int i, int j) {
    int cells = nodes - 1;
    int left = Math.max(0, (i - 1) / 2);
    int right = Math.min(cells - 1, i / 2);
    int top = Math.max(0, (j - 1) / 2);
    int bottom = Math.min(cells - 1, j / 2);
    return settled[top * cells + left]
        && settled[top * cells + right]
        && settled[bottom * cells + left]
        && settled[bottom * cells + right];
  }

  /** Whether a cell is close to all nodes of the finer mesh, or away from the scene. */
  private boolean settles(int i, int j, WarpMesh finer) {
    Envelope box = new Envelope();
    boolean whole = true;
    boolean close = true;
    Coordinate between = new Coordinate();
    double allowed = BEFORE_HALVING * pixel(i, j);
    for (int n = 0; n < 9; n++) {
      int node = (2 * j + n / 3) * finer.nodes + 2 * i + n % 3;
      if (Double.isNaN(finer.x[node])) {
        whole = false;
      } else {
        box.expandToInclude(finer.x[node], finer.y[node]);
      }
      at((i + n % 3 / 2.0) * step, (j + n / 3 / 2.0) * step, between);
      close &= close(finer.x[node], finer.y[node], between, allowed);
    }
    return close || away(box, whole);
  }

  /**
   * Whether nothing near these places is of the scene.
   *
   * @param whole whether all nodes of the cell have a place, so that it lies between them
   */
  private boolean away(Envelope box, boolean whole) {
    double side = Math.max(box.getWidth(), box.getHeight());
    if (whole) {
      box.expandBy(box.getWidth(), box.getHeight());
    } else {
      box.expandBy(3 * side);
    }
    return side > 0 && !box.intersects(scene);
  }

  private static boolean close(double x, double y, Coordinate between, double allowed) {
    return Double.isNaN(x)
        ? Double.isNaN(between.x)
        : Math.hypot(x - between.x, y - between.y) <= allowed;
  }

  private void mend(Exact exact) {
    double allowed = TOLERANCE * scale();
    Coordinate between = new Coordinate();
    for (int j = 0; j < nodes - 1; j++) {
      for (int i = 0; i < nodes - 1; i++) {
        if (settled[j * (nodes - 1) + i]) {
          continue;
        }
        Coordinate place =
            exact.at(i + 0.5, j + 0.5).orElseGet(() -> new Coordinate(Double.NaN, Double.NaN));
        at(i + 0.5, j + 0.5, between);
        if (!close(place.x, place.y, between, allowed)) {
          torn.put(j * nodes + i, place);
        }
      }
    }
  }

  /** Scene pixels per output pixel in a cell, along the shorter diagonal; NaN without a place. */
  private double pixel(int i, int j) {
    int a = j * nodes + i;
    int d = a + nodes + 1;
    double down = Math.hypot(x[d] - x[a], y[d] - y[a]);
    double up = Math.hypot(x[d - 1] - x[a + 1], y[d - 1] - y[a + 1]);
    return Math.min(down, up) / (step * Math.sqrt(2));
  }

  /** Scene pixels per output pixel: the median over the cells is what an overview is chosen by. */
  public double scale() {
    double[] lengths = new double[(nodes - 1) * (nodes - 1)];
    int all = 0;
    int inScene = 0;
    for (int j = 0; j < nodes - 1; j++) {
      for (int i = 0; i < nodes - 1; i++) {
        double length = pixel(i, j);
        if (!Double.isNaN(length)) {
          lengths[all++] = length;
          if (touchesScene(i, j)) {
            lengths[all - 1] = lengths[inScene];
            lengths[inScene++] = length;
          }
        }
      }
    }
    int n = inScene > 0 ? inScene : all;
    if (n == 0) {
      return 1;
    }
    Arrays.sort(lengths, 0, n);
    return lengths[n / 2];
  }

  private boolean touchesScene(int i, int j) {
    int a = j * nodes + i;
    Envelope box = new Envelope();
    for (int n : new int[] {a, a + 1, a + nodes, a + nodes + 1}) {
      box.expandToInclude(x[n], y[n]);
    }
    return box.intersects(scene);
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

package org.graticule.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;

/**
 * Which pixels of an image lie wholly in an area of the ground. A pixel that its edge passes
 * through, or comes closer to than a quarter of a pixel, does not. Immutable, thread-safe.
 */
public final class PixelArea {
  /** How far the ground and its image may disagree, pixels of full resolution. */
  private static final double MARGIN = 0.25;

  private static final double STRAIGHT = 0.05;
  private static final int DEEPEST = 14;
  private static final int EDGE_STEPS = 8;
  private static final double SAME_PLACE = 1e-6;

  /** How a square of pixels lies to the area. */
  public enum Cover {
    OUTSIDE,
    INSIDE,
    /** Partly inside, or too close to the edge to tell. */
    EDGE
  }

  /** x1, y1, x2, y2 of each edge, in pixels of full resolution. */
  private final double[] edges;

  private final PixelGrid grid;
  private final int[] columns;
  private final byte[][] tiles;

  private PixelArea(double[] edges, TilePyramid pyramid) {
    this.edges = edges;
    this.grid = pyramid.grid();
    this.columns = new int[pyramid.levels()];
    this.tiles = new byte[pyramid.levels()][];
    for (int z = 0; z < tiles.length; z++) {
      columns[z] = pyramid.columns(z);
      double side = (double) pyramid.tileSize() * pyramid.scale(z);
      tiles[z] = raster(side, 0, 0, columns[z], pyramid.rows(z));
    }
  }

  /**
   * @param lonLat polygons, degrees
   * @param near where the image lies, degrees; what of the area is farther off does not matter
   * @return an area without any pixel where the ground cannot be followed into the image
   */
  public static PixelArea of(
      Georeference georeference, TilePyramid pyramid, Geometry lonLat, Envelope near) {
    Envelope wide = new Envelope(near);
    wide.expandBy(0.1 * near.getWidth() + 1e-9, 0.1 * near.getHeight() + 1e-9);
    Geometry clipped = lonLat.intersection(lonLat.getFactory().toGeometry(wide));
    Tracer tracer = new Tracer(georeference);
    boolean followed = true;
    for (Object each : PolygonExtracter.getPolygons(clipped)) {
      Polygon polygon = (Polygon) each;
      followed &= tracer.ring(polygon.getExteriorRing().getCoordinates());
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        followed &= tracer.ring(polygon.getInteriorRingN(i).getCoordinates());
      }
    }
    return new PixelArea(followed ? tracer.edges() : new double[0], pyramid);
  }

  /** How a tile of the pyramid lies; outside where there is no such tile. */
  public Cover tile(int z, int x, int y) {
    if (z < 0 || z >= tiles.length || x < 0 || x >= columns[z] || y < 0) {
      return Cover.OUTSIDE;
    }
    int at = y * columns[z] + x;
    return at < tiles[z].length ? COVERS[tiles[z][at]] : Cover.OUTSIDE;
  }

  private static final Cover[] COVERS = Cover.values();

  /**
   * How a rectangle lies.
   *
   * @param scale pixels of full resolution along the side of one of its pixels
   */
  public Cover cover(int scale, int x, int y, int width, int height) {
    byte[] raster = raster(scale, x, y, width, height);
    for (byte each : raster) {
      if (each != raster[0]) {
        return Cover.EDGE;
      }
    }
    return COVERS[raster[0]];
  }

  /**
   * One byte a pixel, 1 inside and 0 elsewhere, row by row.
   *
   * @param scale pixels of full resolution along the side of one of these
   */
  public byte[] mask(int scale, int x, int y, int width, int height) {
    byte[] raster = raster(scale, x, y, width, height);
    for (int i = 0; i < raster.length; i++) {
      raster[i] = (byte) (raster[i] == Cover.INSIDE.ordinal() ? 1 : 0);
    }
    return raster;
  }

  /** Ordinals of {@link Cover}, for squares of this side. */
  private byte[] raster(double side, int x0, int y0, int width, int height) {
    byte[] out = new byte[width * height];
    double[] near = near((y0 - 1) * side, (y0 + height + 1) * side);
    double[] crossings = new double[near.length / 4];
    for (int row = 0; row < height; row++) {
      int n = crossings(near, within((y0 + row + 0.5) * side, grid.height()), crossings);
      Arrays.sort(crossings, 0, n);
      int passed = 0;
      for (int column = 0; column < width; column++) {
        double x = within((x0 + column + 0.5) * side, grid.width());
        while (passed < n && crossings[passed] <= x) {
          passed++;
        }
        out[row * width + column] =
            (byte) (passed % 2 == 0 ? Cover.OUTSIDE : Cover.INSIDE).ordinal();
      }
    }
    for (int i = 0; i < near.length; i += 4) {
      if (beside(near, i)) {
        continue;
      }
      touch(near, i, side, x0, y0, width, height, out);
    }
    return out;
  }

  /** Of a square that hangs over the image's end, the part that is of the image decides. */
  private static double within(double middle, int end) {
    return Math.min(middle, end - MARGIN);
  }

  /** Whether an edge does not touch the image. */
  private boolean beside(double[] edges, int at) {
    return Math.max(edges[at], edges[at + 2]) < -MARGIN
        || Math.max(edges[at + 1], edges[at + 3]) < -MARGIN
        || Math.min(edges[at], edges[at + 2]) > grid.width() + MARGIN
        || Math.min(edges[at + 1], edges[at + 3]) > grid.height() + MARGIN;
  }

  private double[] near(double top, double bottom) {
    double[] found = new double[edges.length];
    int n = 0;
    for (int i = 0; i < edges.length; i += 4) {
      if (Math.max(edges[i + 1], edges[i + 3]) >= top - MARGIN
          && Math.min(edges[i + 1], edges[i + 3]) <= bottom + MARGIN) {
        System.arraycopy(edges, i, found, n, 4);
        n += 4;
      }
    }
    return Arrays.copyOf(found, n);
  }

  private static int crossings(double[] edges, double y, double[] into) {
    int n = 0;
    for (int i = 0; i < edges.length; i += 4) {
      double y1 = edges[i + 1];
      double y2 = edges[i + 3];
      if (y1 <= y != y2 <= y) {
        into[n++] = edges[i] + (y - y1) / (y2 - y1) * (edges[i + 2] - edges[i]);
      }
    }
    return n;
  }

  /** Marks every square that an edge passes through, or almost. */
  private static void touch(
      double[] edges, int at, double side, int x0, int y0, int width, int height, byte[] out) {
    boolean down = edges[at + 1] <= edges[at + 3];
    double x1 = edges[down ? at : at + 2];
    double y1 = edges[down ? at + 1 : at + 3];
    double x2 = edges[down ? at + 2 : at];
    double y2 = edges[down ? at + 3 : at + 1];
    int first = (int) Math.clamp(Math.floor((y1 - MARGIN) / side) - y0, 0, height);
    int last = (int) Math.clamp(Math.floor((y2 + MARGIN) / side) - y0, -1, height - 1);
    double slope = y2 > y1 ? (x2 - x1) / (y2 - y1) : 0;
    for (int row = first; row <= last; row++) {
      double top = Math.clamp((y0 + row) * side - MARGIN, y1, y2);
      double bottom = Math.clamp((y0 + row + 1) * side + MARGIN, y1, y2);
      double a = y2 > y1 ? x1 + (top - y1) * slope : x1;
      double b = y2 > y1 ? x1 + (bottom - y1) * slope : x2;
      int from = (int) Math.clamp(Math.floor((Math.min(a, b) - MARGIN) / side) - x0, 0, width);
      int to = (int) Math.clamp(Math.floor((Math.max(a, b) + MARGIN) / side) - x0, -1, width - 1);
      if (from <= to) {
        Arrays.fill(out, row * width + from, row * width + to + 1, (byte) Cover.EDGE.ordinal());
      }
    }
  }

  /** Follows rings of longitude and latitude into the image, where they are curves. */
  private static final class Tracer {
    private final Georeference georeference;
    private final List<double[]> found = new ArrayList<>();

    Tracer(Georeference georeference) {
      this.georeference = georeference;
    }

    double[] edges() {
      return found.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** Whether every place of it is known in the image. */
    boolean ring(Coordinate[] ring) {
      for (int i = 0; i + 1 < ring.length; i++) {
        for (int step = 0; step < EDGE_STEPS; step++) {
          Coordinate from = between(ring[i], ring[i + 1], (double) step / EDGE_STEPS);
          Coordinate to = between(ring[i], ring[i + 1], (step + 1.0) / EDGE_STEPS);
          Optional<Coordinate> a = pixel(from);
          Optional<Coordinate> b = pixel(to);
          if (a.isEmpty() || b.isEmpty() || !line(from, to, a.get(), b.get(), 0)) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean line(Coordinate from, Coordinate to, Coordinate a, Coordinate b, int depth) {
      Coordinate middle = between(from, to, 0.5);
      Optional<Coordinate> m = pixel(middle);
      if (m.isEmpty()) {
        return false;
      }
      double off = Math.hypot(m.get().x - (a.x + b.x) / 2, m.get().y - (a.y + b.y) / 2);
      if (off <= STRAIGHT || depth == DEEPEST) {
        found.add(new double[] {a.x, a.y, b.x, b.y});
        return true;
      }
      return line(from, middle, a, m.get(), depth + 1) && line(middle, to, m.get(), b, depth + 1);
    }

    private static Coordinate between(Coordinate a, Coordinate b, double share) {
      // Both ways around give the same place, so that neighbouring pieces meet.
      return share == 0
          ? a
          : share == 1 ? b : new Coordinate(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y));
    }

    /** Empty also where the way back leads elsewhere: a projection may fold. */
    private Optional<Coordinate> pixel(Coordinate lonLat) {
      return georeference
          .lonLatToPixel(lonLat)
          .filter(p -> Double.isFinite(p.x) && Double.isFinite(p.y))
          .filter(p ->
              georeference
                  .toLonLat(p.x, p.y)
                  .filter(back ->
                      Math.abs(Math.IEEEremainder(back.x - lonLat.x, 360)) < SAME_PLACE
                          && Math.abs(back.y - lonLat.y) < SAME_PLACE)
                  .isPresent());
    }
  }
}

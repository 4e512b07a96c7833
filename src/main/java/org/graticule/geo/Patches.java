package org.graticule.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * The outline of an image of which a part has no longitude and latitude: beyond the Earth's limb,
 * or beside a map of the world. Put together of cells, of each of which the part counts that has a
 * place. Used once.
 */
final class Patches {
  private static final int CELLS = 48;
  private static final int HALVINGS = 30;

  /** Square degrees, of what rounding leaves on the other side of the antimeridian. */
  private static final double SLIVER = 1e-7;

  private final Georeference georeference;
  private final PixelGrid grid;
  private final @Nullable Coordinate[][] nodes = new Coordinate[CELLS + 1][CELLS + 1];

  Patches(Georeference georeference, PixelGrid grid) {
    this.georeference = georeference;
    this.grid = grid;
  }

  /** Longitudes may run on beyond half a turn; empty where nothing has a place. */
  Optional<Geometry> outline() {
    for (int row = 0; row <= CELLS; row++) {
      for (int column = 0; column <= CELLS; column++) {
        nodes[row][column] = place(column, row);
      }
    }
    List<Geometry> cells = new ArrayList<>();
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        cell(column, row).ifPresent(cells::add);
      }
    }
    return cells.isEmpty() ? Optional.empty() : Optional.of(OverlayNGRobust.union(cells));
  }

  private Optional<Geometry> cell(int column, int row) {
    int[][] corners = {{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}};
    List<Coordinate> ring = new ArrayList<>();
    for (int side = 0; side < 4; side++) {
      int x0 = column + corners[side][0];
      int y0 = row + corners[side][1];
      int x1 = column + corners[side + 1][0];
      int y1 = row + corners[side + 1][1];
      Coordinate from = nodes[y0][x0];
      if (from != null) {
        ring.add(from);
      }
      if ((from == null) != (nodes[y1][x1] == null)) {
        ring.add(from == null ? end(x1, y1, x0, y0) : end(x0, y0, x1, y1));
      }
    }
    if (ring.size() < 3) {
      return Optional.empty();
    }
    MultiPolygon part =
        Footprint.split(Footprint.outline(ring, () -> ring.getFirst().y > 0).buffer(0));
    List<Polygon> parts = new ArrayList<>();
    for (int i = 0; i < part.getNumGeometries(); i++) {
      if (part.getGeometryN(i) instanceof Polygon polygon && polygon.getArea() > SLIVER) {
        parts.add(polygon);
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(part.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new)));
  }

  /** The last place on the way from a node that has one to one that has none. */
  private Coordinate end(int x0, int y0, int x1, int y1) {
    Coordinate last = nodes[y0][x0];
    double known = 0;
    double unknown = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (known + unknown) / 2;
      Coordinate place = place(x0 + middle * (x1 - x0), y0 + middle * (y1 - y0));
      if (place == null) {
        unknown = middle;
      } else {
        known = middle;
        last = place;
      }
    }
    return last == null ? new Coordinate() : last;
  }

  private @Nullable Coordinate place(double column, double row) {
    return georeference
        .toLonLat(column * grid.width() / CELLS, row * grid.height() / CELLS)
        .filter(lonLat -> Math.abs(lonLat.y) <= 90 + 1e-9)
        .orElse(null);
  }
}

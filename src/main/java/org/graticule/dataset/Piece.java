package org.graticule.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * The part of a label that lies in a chip. Immutable as long as nobody edits its geometry.
 *
 * @param geometry polygons only, valid, in chip pixels, within the chip
 * @param ratio area of the part over the area of the whole, in (0, 1]
 */
public record Piece(MultiPolygon geometry, double ratio) {
  /** Ratios this close to one differ by rounding alone. */
  private static final double WHOLE = 1 - 1e-9;

  /** Cuts a polygon or multipolygon in scene pixels; empty where they share no area. */
  public static Optional<Piece> cut(Geometry whole, Chip chip) {
    Envelope window =
        new Envelope(chip.x(), chip.x() + chip.width(), chip.y(), chip.y() + chip.height());
    if (!window.intersects(whole.getEnvelopeInternal()) || whole.getArea() == 0) {
      return Optional.empty();
    }
    GeometryFactory factory = whole.getFactory();
    Geometry part =
        window.contains(whole.getEnvelopeInternal())
            ? whole
            : OverlayNGRobust.overlay(whole, factory.toGeometry(window), OverlayNG.INTERSECTION);
    // A border that only touches comes back as points and lines beside the polygons.
    List<Polygon> polygons = new ArrayList<>();
    collect(part, polygons);
    if (polygons.isEmpty()) {
      return Optional.empty();
    }
    // A copy: an overlay may hand back vertices of its input.
    MultiPolygon geometry =
        (MultiPolygon) factory.createMultiPolygon(polygons.toArray(Polygon[]::new)).copy();
    double ratio = Math.min(1, geometry.getArea() / whole.getArea());
    geometry.apply(new IntoChip(chip));
    return Optional.of(new Piece(geometry, ratio > WHOLE ? 1 : ratio));
  }

  /** Whether the chip's border cut something off. */
  public boolean truncated() {
    return ratio < 1;
  }

  /** Whether any polygon has a hole, which a list of rings cannot say. */
  public boolean holed() {
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (((Polygon) geometry.getGeometryN(i)).getNumInteriorRing() > 0) {
        return true;
      }
    }
    return false;
  }

  private static void collect(Geometry geometry, List<Polygon> into) {
    switch (geometry) {
      case Polygon polygon when polygon.getArea() > 0 -> into.add(polygon);
      case GeometryCollection several -> {
        for (int i = 0; i < several.getNumGeometries(); i++) {
          collect(several.getGeometryN(i), into);
        }
      }
      default -> {
        // Points, lines and polygons without area carry no pixels.
      }
    }
  }

  /**
   * Moves to the chip's corner; snapping may have left a vertex a hair outside, which is pulled in.
   */
  private record IntoChip(Chip chip) implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence points, int i) {
      points.setOrdinate(i, Coordinate.X, Math.clamp(points.getX(i) - chip.x(), 0.0, chip.width()));
      points.setOrdinate(
          i, Coordinate.Y, Math.clamp(points.getY(i) - chip.y(), 0.0, chip.height()));
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isGeometryChanged() {
      return true;
    }
  }
}

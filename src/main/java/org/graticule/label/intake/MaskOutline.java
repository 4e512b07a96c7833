package org.graticule.label.intake;

import java.util.ArrayList;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.Rle;
import org.graticule.label.rule.Shape;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.operation.overlayng.UnaryUnionNG;

/** Turns a mask into the outline of its pixels, holes included, along the pixels' edges. */
public final class MaskOutline {
  private static final int MOST_RUNS = 200_000;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private MaskOutline() {}

  /**
   * @throws Fault unacceptable, where the mask is empty or too ragged
   */
  public static Shape of(Rle mask) {
    List<Geometry> columns = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < mask.runs().length; i++) {
      if (i % 2 == 1 && mask.runs()[i] > 0) {
        column(mask, at, mask.runs()[i], columns);
      }
      at += mask.runs()[i];
    }
    if (columns.isEmpty() || columns.size() > MOST_RUNS) {
      throw Fault.unacceptable(
          "bad-mask",
          "a mask has 1 to %d runs of pixels, this has %d".formatted(MOST_RUNS, columns.size()));
    }
    Geometry area = UnaryUnionNG.union(FACTORY.buildGeometry(columns), new PrecisionModel(1));
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (int i = 0; i < area.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) area.getGeometryN(i);
      List<Coordinate[]> rings = new ArrayList<>();
      rings.add(corners(polygon.getExteriorRing().getCoordinates()));
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        rings.add(corners(polygon.getInteriorRingN(hole).getCoordinates()));
      }
      parts.add(rings);
    }
    return new Shape(parts.size() > 1, parts);
  }

  /** A run may go on from the foot of one column to the head of the next. */
  private static void column(Rle mask, long first, int length, List<Geometry> columns) {
    long at = first;
    long left = length;
    while (left > 0) {
      int x = (int) (at / mask.height());
      int y = (int) (at % mask.height());
      int rows = (int) Math.min(left, mask.height() - y);
      columns.add(FACTORY.createPolygon(Boxes.ring(x, y, x + 1, y + rows)));
      at += rows;
      left -= rows;
    }
  }

  /** Leaves out the points between pixels of one straight edge. */
  private static Coordinate[] corners(Coordinate[] closed) {
    List<Coordinate> kept = new ArrayList<>();
    int last = closed.length - 1;
    for (int i = 0; i < last; i++) {
      Coordinate before = closed[i == 0 ? last - 1 : i - 1];
      Coordinate after = closed[i + 1];
      boolean straight =
          (before.x == closed[i].x && after.x == closed[i].x)
              || (before.y == closed[i].y && after.y == closed[i].y);
      if (!straight) {
        kept.add(closed[i]);
      }
    }
    kept.add(kept.getFirst().copy());
    return kept.toArray(Coordinate[]::new);
  }
}

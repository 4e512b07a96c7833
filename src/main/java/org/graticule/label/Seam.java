package org.graticule.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.graticule.label.rule.Shape;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Joins again what RFC 7946 cuts in two at the antimeridian: on the picture there is no seam, and
 * two parts that share an edge would be no sound multipolygon. Stateless.
 */
final class Seam {
  /** A point of the cut lies on the edge it was cut from, but for rounding to seven decimals. */
  private static final double ON_EDGE = 0.5;

  private Seam() {}

  /** Whether parts of this shape in longitude and latitude touch the antimeridian. */
  static boolean isOn(Shape lonLat) {
    return lonLat.isArea() && lonLat.multi() && lonLat.parts().stream().anyMatch(Seam::touches);
  }

  private static boolean touches(List<Coordinate[]> part) {
    return part.stream()
        .anyMatch(ring -> {
          for (Coordinate at : ring) {
            if (Math.abs(at.x) == 180) {
              return true;
            }
          }
          return false;
        });
  }

  /** Both sides of the cut become the same place, whatever rounding says. */
  static Coordinate oneSide(Coordinate lonLat) {
    return lonLat.x == -180 ? new Coordinate(180, lonLat.y) : lonLat;
  }

  /**
   * @param lonLat as it was read
   * @param pixels the same, vertex by vertex, its cut points on one side
   * @return the joined shape; the given one where nothing could be joined
   */
  static Shape joined(Shape lonLat, Shape pixels) {
    Geometry parts = pixels.geometry();
    if (parts.getNumGeometries() != pixels.parts().size()) {
      return pixels;
    }
    Geometry joined = OverlayNGRobust.union(parts);
    if (joined.getNumGeometries() == parts.getNumGeometries()) {
      return pixels;
    }
    Set<Coordinate> cut = cut(lonLat, pixels);
    List<List<Coordinate[]>> shape = new ArrayList<>();
    for (int i = 0; i < joined.getNumGeometries(); i++) {
      if (!(joined.getGeometryN(i) instanceof Polygon polygon)) {
        return pixels;
      }
      List<Coordinate[]> rings = new ArrayList<>();
      rings.add(without(cut, polygon.getExteriorRing().getCoordinates()));
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        rings.add(without(cut, polygon.getInteriorRingN(hole).getCoordinates()));
      }
      shape.add(rings);
    }
    return new Shape(shape.size() > 1, shape);
  }

  private static Set<Coordinate> cut(Shape lonLat, Shape pixels) {
    Set<Coordinate> cut = new HashSet<>();
    for (int part = 0; part < lonLat.parts().size(); part++) {
      for (int ring = 0; ring < lonLat.parts().get(part).size(); ring++) {
        Coordinate[] ground = lonLat.parts().get(part).get(ring);
        Coordinate[] pixel = pixels.parts().get(part).get(ring);
        for (int i = 0; i < ground.length; i++) {
          if (Math.abs(ground[i].x) == 180) {
            cut.add(pixel[i]);
          }
        }
      }
    }
    return cut;
  }

  /** Leaves out points of the cut that bend nothing. */
  private static Coordinate[] without(Set<Coordinate> cut, Coordinate[] closed) {
    List<Coordinate> kept = new ArrayList<>();
    int last = closed.length - 1;
    for (int i = 0; i < last; i++) {
      Coordinate before = closed[i == 0 ? last - 1 : i - 1];
      boolean straight =
          cut.contains(closed[i])
              && Distance.pointToSegment(closed[i], before, closed[i + 1]) < ON_EDGE;
      if (!straight) {
        kept.add(closed[i]);
      }
    }
    if (kept.size() < 3) {
      return closed;
    }
    kept.add(kept.getFirst().copy());
    return kept.toArray(Coordinate[]::new);
  }
}

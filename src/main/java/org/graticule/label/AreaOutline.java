package org.graticule.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.image.SceneFacts;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Outlines of areas of work that are drawn, in pixels. */
final class AreaOutline {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private static final int MOST_VERTICES = 2_000;

  /** Square pixels of a drawn part; what is smaller is a slip along a border. */
  private static final double LEAST = 64;

  /** Square pixels below which a part is rounding. */
  private static final double NOTHING = 1e-6;

  private AreaOutline() {}

  /**
   * @param ring vertices as x and y, closed or not
   * @throws Fault unacceptable, {@code bad-outline}
   */
  static Geometry read(List<List<Double>> ring, SceneFacts scene) {
    if (ring.size() < 3 || ring.size() > MOST_VERTICES) {
      throw bad("an outline has 3 to %d vertices, not %d".formatted(MOST_VERTICES, ring.size()));
    }
    List<Coordinate> points = new ArrayList<>();
    for (List<Double> at : ring) {
      points.add(vertex(at, scene));
    }
    if (!points.getFirst().equals2D(points.getLast())) {
      points.add(points.getFirst().copy());
    }
    if (points.size() < 4) {
      throw bad("an outline has 3 vertices at least that differ");
    }
    Polygon drawn = GEOMETRIES.createPolygon(points.toArray(Coordinate[]::new));
    if (!IsValidOp.isValid(drawn)) {
      throw bad("the outline crosses or touches itself");
    }
    return drawn;
  }

  private static Coordinate vertex(List<Double> at, SceneFacts scene) {
    if (at.size() != 2) {
      throw bad("a vertex is x and y");
    }
    double x = at.getFirst();
    double y = at.getLast();
    if (!(x >= 0 && y >= 0 && x <= scene.width() && y <= scene.height())) {
      throw bad(
          "the vertex (%s, %s) lies off the image, which is %d x %d px"
              .formatted(x, y, scene.width(), scene.height()));
    }
    return new Coordinate(x, y);
  }

  private static Fault bad(String message) {
    return Fault.unacceptable("bad-outline", message);
  }

  /** What of it belongs to no area yet; empty where that is next to nothing. */
  static Optional<Geometry> freePart(Geometry drawn, List<Area> others) {
    Geometry free = drawn;
    for (Area other : others) {
      if (other.shape().getEnvelopeInternal().intersects(free.getEnvelopeInternal())) {
        free = OverlayNGRobust.overlay(free, other.shape(), OverlayNG.DIFFERENCE);
      }
    }
    return areas(free, LEAST);
  }

  /** What of an outline lies in each part; parts with nothing of it are left out. */
  static List<Area> cut(Geometry outline, List<Area> parts) {
    List<Area> cut = new ArrayList<>();
    for (Area part : parts) {
      Geometry inside = OverlayNGRobust.overlay(outline, part.shape(), OverlayNG.INTERSECTION);
      areas(inside, NOTHING)
          .ifPresent(shape ->
              cut.add(Area.ready(part.name(), Area.Box.around(shape), shape, part.changed())));
    }
    return cut;
  }

  private static Optional<Geometry> areas(Geometry shape, double least) {
    List<?> found = PolygonExtracter.getPolygons(shape);
    List<Polygon> large = new ArrayList<>();
    for (Object each : found) {
      if (each instanceof Polygon polygon && polygon.getArea() >= least) {
        large.add(polygon);
      }
    }
    return large.isEmpty()
        ? Optional.empty()
        : Optional.of(
            large.size() == 1
                ? large.getFirst()
                : GEOMETRIES.createMultiPolygon(large.toArray(Polygon[]::new)));
  }
}

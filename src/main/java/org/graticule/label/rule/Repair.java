package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Angle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;

/**
 * What a broken outline could become: rings closed, repeats and spikes taken out, crossings
 * resolved, what lies off the image cut away. Only ever a proposal. Immutable.
 *
 * @param shape the proposal; null where nothing would be left
 * @param steps what was done, as codes
 */
public record Repair(@Nullable Shape shape, List<String> steps) {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  public Repair {
    steps = List.copyOf(steps);
  }

  /** Of an area; a line or a point is proposed as it is. */
  public static Repair of(Shape broken, Limits limits, SceneFrame frame) {
    if (!broken.isArea()) {
      return new Repair(broken, List.of());
    }
    List<String> steps = new ArrayList<>();
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (List<Coordinate[]> part : broken.parts()) {
      parts.add(rings(part, limits, steps));
    }
    Geometry fixed = new Shape(true, parts).geometry();
    if (!fixed.isValid()) {
      fixed = GeometryFixer.fix(fixed);
      steps.add("crossings-resolved");
    }
    Envelope image = new Envelope(0, frame.width(), 0, frame.height());
    if (!image.covers(fixed.getEnvelopeInternal())) {
      fixed = Overlay.common(fixed, FACTORY.toGeometry(image));
      steps.add("cut-at-image");
    }
    List<Polygon> areas = new ArrayList<>();
    for (int i = 0; i < fixed.getNumGeometries(); i++) {
      if (fixed.getGeometryN(i) instanceof Polygon polygon && polygon.getArea() > 0) {
        areas.add(polygon);
      }
    }
    if (areas.isEmpty()) {
      return new Repair(null, steps.stream().distinct().toList());
    }
    boolean multi = areas.size() > 1 || broken.multi();
    MultiPolygon all = FACTORY.createMultiPolygon(areas.toArray(Polygon[]::new));
    return new Repair(Shape.of(multi ? all : areas.getFirst()), steps.stream().distinct().toList());
  }

  private static List<Coordinate[]> rings(
      List<Coordinate[]> part, Limits limits, List<String> steps) {
    List<Coordinate[]> rings = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      Ring ring = new Ring(0, i, part.get(i), "");
      if (!ring.isFinite()) {
        steps.add("ring-dropped");
        continue;
      }
      Coordinate[] traced = ring.trace().points();
      if (!ring.isClosed()) {
        steps.add("ring-closed");
      } else if (traced.length < ring.points().length) {
        steps.add("repeats-removed");
      }
      Coordinate[] smooth = withoutSpikes(traced, limits.spikeDegrees());
      if (smooth.length < traced.length) {
        steps.add("spikes-removed");
      }
      if (smooth.length >= 4) {
        rings.add(smooth);
      } else {
        steps.add("ring-dropped");
        if (i == 0) {
          return List.of();
        }
      }
    }
    return rings;
  }

  /** Takes out the tip of every corner that is too sharp, until none is. */
  private static Coordinate[] withoutSpikes(Coordinate[] closed, double degrees) {
    List<Coordinate> points = new ArrayList<>(Arrays.asList(closed));
    if (points.size() < 4) {
      return closed;
    }
    points.removeLast();
    int since = 0;
    int i = 0;
    while (since < points.size() && points.size() > 2) {
      i %= points.size();
      Coordinate before = points.get((i + points.size() - 1) % points.size());
      Coordinate after = points.get((i + 1) % points.size());
      boolean repeat = before.equals2D(points.get(i));
      if (repeat || Math.toDegrees(Angle.angleBetween(before, points.get(i), after)) < degrees) {
        points.remove(i);
        // Both neighbours have a new corner now.
        i = Math.max(0, i - 2);
        since = 0;
      } else {
        i++;
        since++;
      }
    }
    points.add(points.getFirst().copy());
    return points.toArray(Coordinate[]::new);
  }
}

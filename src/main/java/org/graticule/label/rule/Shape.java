package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Rings exactly as they were submitted, before anything is known of them. JTS refuses to build an
 * unclosed ring; a person drawing one deserves to hear of it together with everything else that is
 * wrong, so the rules start here. Immutable as long as nobody writes to the coordinates.
 *
 * @param multi a MultiPolygon was submitted (even one of a single part)
 * @param parts polygons, each a list of rings, the shell first
 */
public record Shape(boolean multi, List<List<Coordinate[]>> parts) {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  public Shape {
    parts = parts.stream().map(List::copyOf).toList();
  }

  /**
   * The rings of a polygon or multipolygon.
   *
   * @throws IllegalArgumentException for any other geometry
   */
  public static Shape of(Geometry geometry) {
    return switch (geometry) {
      case Polygon polygon -> new Shape(false, polygon.isEmpty() ? List.of() : rings(polygon));
      case MultiPolygon many -> {
        List<List<Coordinate[]>> parts = new ArrayList<>();
        for (int i = 0; i < many.getNumGeometries(); i++) {
          parts.addAll(rings((Polygon) many.getGeometryN(i)));
        }
        yield new Shape(true, parts);
      }
      default ->
          throw new IllegalArgumentException(
              "a label is a Polygon or a MultiPolygon, not a " + geometry.getGeometryType());
    };
  }

  private static List<List<Coordinate[]>> rings(Polygon polygon) {
    List<Coordinate[]> rings = new ArrayList<>();
    rings.add(polygon.getExteriorRing().getCoordinates());
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      rings.add(polygon.getInteriorRingN(i).getCoordinates());
    }
    return List.of(rings);
  }

  public int vertexCount() {
    return parts.stream().flatMap(List::stream).mapToInt(ring -> ring.length).sum();
  }

  /**
   * The shape as JTS sees it, for looking at: rings that were left open are closed, rings that
   * bound no area are left out. Equal to what was submitted whenever {@link ValidTopology} finds
   * nothing, and only then fit to be stored.
   */
  public Geometry geometry() {
    List<Polygon> polygons = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      List<LinearRing> rings = new ArrayList<>();
      for (Ring ring : rings(part)) {
        boolean area = ring.isFinite() && ring.trace().isArea();
        if (area) {
          rings.add(FACTORY.createLinearRing(closed(ring)));
        } else if (ring.isShell()) {
          break;
        }
      }
      if (!rings.isEmpty()) {
        LinearRing shell = rings.removeFirst();
        polygons.add(FACTORY.createPolygon(shell, rings.toArray(LinearRing[]::new)));
      }
    }
    if (multi) {
      return FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }
    return polygons.isEmpty() ? FACTORY.createPolygon() : polygons.getFirst();
  }

  private static Coordinate[] closed(Ring ring) {
    Coordinate[] points = ring.points();
    if (ring.isClosed()) {
      return points;
    }
    Coordinate[] closed = Arrays.copyOf(points, points.length + 1);
    closed[points.length] = points[0];
    return closed;
  }

  List<Ring> rings() {
    List<Ring> all = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      all.addAll(rings(part));
    }
    return all;
  }

  private List<Ring> rings(int part) {
    String base = "/geometry/coordinates/" + (multi ? part + "/" : "");
    List<Coordinate[]> rings = parts.get(part);
    List<Ring> named = new ArrayList<>(rings.size());
    for (int i = 0; i < rings.size(); i++) {
      named.add(new Ring(part, i, rings.get(i), base + i));
    }
    return named;
  }
}

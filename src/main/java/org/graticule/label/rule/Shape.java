package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Rings exactly as they were submitted, before anything is known of them. JTS refuses to build an
 * unclosed ring; a person drawing one deserves to hear of it together with everything else that is
 * wrong, so the rules start here. Immutable as long as nobody writes to the coordinates.
 *
 * @param form what the rings are: outlines of areas, lines, or single points
 * @param multi a MultiPolygon (or -LineString, or -Point) was submitted, even one of a single part
 * @param parts each a list of rings, the shell first; a line or a point is a part with one "ring"
 */
public record Shape(Form form, boolean multi, List<List<Coordinate[]>> parts) {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** What a label is drawn as. */
  public enum Form {
    POINT("Point"),
    LINE("LineString"),
    AREA("Polygon");

    private final String geoJson;

    Form(String geoJson) {
      this.geoJson = geoJson;
    }

    /** Name of the GeoJSON geometry of one part. */
    public String geoJson() {
      return geoJson;
    }
  }

  public Shape {
    parts = parts.stream().map(List::copyOf).toList();
  }

  /** An area. */
  public Shape(boolean multi, List<List<Coordinate[]>> parts) {
    this(Form.AREA, multi, parts);
  }

  /**
   * The rings of a geometry.
   *
   * @throws IllegalArgumentException for a mixed collection
   */
  public static Shape of(Geometry geometry) {
    return switch (geometry) {
      case Polygon polygon ->
          new Shape(false, polygon.isEmpty() ? List.of() : List.of(rings(polygon)));
      case MultiPolygon many -> several(Form.AREA, many);
      case LineString line ->
          new Shape(Form.LINE, false, List.of(List.<Coordinate[]>of(line.getCoordinates())));
      case MultiLineString many -> several(Form.LINE, many);
      case Point point ->
          new Shape(Form.POINT, false, List.of(List.<Coordinate[]>of(point.getCoordinates())));
      case MultiPoint many -> several(Form.POINT, many);
      default ->
          throw new IllegalArgumentException(
              "a label is of points, lines or areas, not a " + geometry.getGeometryType());
    };
  }

  private static Shape several(Form form, Geometry many) {
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (int i = 0; i < many.getNumGeometries(); i++) {
      Geometry part = many.getGeometryN(i);
      parts.add(
          part instanceof Polygon polygon
              ? rings(polygon)
              : List.<Coordinate[]>of(part.getCoordinates()));
    }
    return new Shape(form, true, parts);
  }

  private static List<Coordinate[]> rings(Polygon polygon) {
    List<Coordinate[]> rings = new ArrayList<>();
    rings.add(polygon.getExteriorRing().getCoordinates());
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      rings.add(polygon.getInteriorRingN(i).getCoordinates());
    }
    return rings;
  }

  public int vertexCount() {
    return parts.stream().flatMap(List::stream).mapToInt(ring -> ring.length).sum();
  }

  public int longestRing() {
    return parts.stream().flatMap(List::stream).mapToInt(ring -> ring.length).max().orElse(0);
  }

  /** Whether it is of no points at all. */
  public boolean isEmpty() {
    return vertexCount() == 0;
  }

  public boolean isArea() {
    return form == Form.AREA;
  }

  /**
   * The shape as JTS sees it, for looking at: rings that were left open are closed, rings that
   * bound no area are left out. Equal to what was submitted whenever {@link ValidTopology} finds
   * nothing, and only then fit to be stored.
   */
  public Geometry geometry() {
    return switch (form) {
      case AREA -> areas();
      case LINE -> lines();
      case POINT -> points();
    };
  }

  private Geometry areas() {
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

  private Geometry lines() {
    LineString[] lines =
        rings().stream()
            .filter(ring -> ring.isFinite() && ring.points().length > 1)
            .map(ring -> FACTORY.createLineString(ring.points()))
            .toArray(LineString[]::new);
    if (multi) {
      return FACTORY.createMultiLineString(lines);
    }
    return lines.length == 0 ? FACTORY.createLineString() : lines[0];
  }

  private Geometry points() {
    Point[] points =
        rings().stream()
            .filter(ring -> ring.isFinite() && ring.points().length == 1)
            .map(ring -> FACTORY.createPoint(ring.points()[0]))
            .toArray(Point[]::new);
    if (multi) {
      return FACTORY.createMultiPoint(points);
    }
    return points.length == 0 ? FACTORY.createPoint() : points[0];
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
    String base = "/geometry/coordinates" + (multi ? "/" + part : "");
    List<Coordinate[]> rings = parts.get(part);
    List<Ring> named = new ArrayList<>(rings.size());
    for (int i = 0; i < rings.size(); i++) {
      named.add(new Ring(part, i, rings.get(i), isArea() ? base + "/" + i : base));
    }
    return named;
  }
}

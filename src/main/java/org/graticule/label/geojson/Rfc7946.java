package org.graticule.label.geojson;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Brings longitude and latitude into the form RFC 7946 asks for: cut at the antimeridian (section
 * 3.1.9), outlines counter-clockwise and holes clockwise (3.1.6). An edge is taken the short way
 * around; a ring that goes once around the earth encloses the pole of its own hemisphere.
 *
 * <p>Known limit: edges are straight in longitude and latitude, as the RFC defines them.
 */
public final class Rfc7946 {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private Rfc7946() {}

  /**
   * @param lonLat points, lines or polygons, degrees, longitudes within -180..180
   * @return the same place; a new geometry where anything had to change
   */
  public static Geometry normalize(Geometry lonLat) {
    return switch (lonLat.getDimension()) {
      case 0 -> lonLat;
      case 1 -> lines(lonLat);
      default -> areas(lonLat);
    };
  }

  private static Geometry lines(Geometry lonLat) {
    List<LineString> parts = new ArrayList<>();
    for (int i = 0; i < lonLat.getNumGeometries(); i++) {
      Coordinate[] points = unwrapped(lonLat.getGeometryN(i).getCoordinates()).points();
      LineString line = FACTORY.createLineString(points);
      Envelope box = line.getEnvelopeInternal();
      if (box.getMinX() >= -180 && box.getMaxX() <= 180) {
        parts.add(line);
        continue;
      }
      for (Geometry piece : pieces(line)) {
        for (int j = 0; j < piece.getNumGeometries(); j++) {
          if (piece.getGeometryN(j) instanceof LineString part && !part.isEmpty()) {
            parts.add(part);
          }
        }
      }
    }
    return parts.size() == 1 && lonLat instanceof LineString
        ? parts.getFirst()
        : FACTORY.createMultiLineString(parts.toArray(LineString[]::new));
  }

  private static Geometry areas(Geometry lonLat) {
    List<Polygon> parts = new ArrayList<>();
    for (int i = 0; i < lonLat.getNumGeometries(); i++) {
      parts.addAll(cut(unwrap((Polygon) lonLat.getGeometryN(i))));
    }
    if (parts.size() == 1 && lonLat instanceof Polygon) {
      return parts.getFirst();
    }
    return FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
  }

  private static Polygon unwrap(Polygon polygon) {
    LinearRing shell = unwrap(polygon.getExteriorRing());
    LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
    for (int i = 0; i < holes.length; i++) {
      LinearRing hole = unwrap(polygon.getInteriorRingN(i));
      double away = middle(shell) - middle(hole);
      double turns = Math.rint(away / 360);
      holes[i] = (LinearRing) shifted(hole, 360 * turns);
    }
    return FACTORY.createPolygon(shell, holes);
  }

  private static double middle(LinearRing ring) {
    return ring.getEnvelopeInternal().centre().x;
  }

  /** Longitudes run on past 180 instead of jumping, and a pole inside becomes an edge. */
  private static LinearRing unwrap(LinearRing ring) {
    Unwrapped line = unwrapped(ring.getCoordinates());
    List<Coordinate> out = new ArrayList<>(List.of(line.points()));
    if (line.turn() != 0) {
      double pole = Math.copySign(90, ring.getEnvelopeInternal().centre().y);
      out.add(new Coordinate(out.getLast().x, pole));
      out.add(new Coordinate(out.getFirst().x, pole));
      out.add(out.getFirst().copy());
    }
    return FACTORY.createLinearRing(out.toArray(Coordinate[]::new));
  }

  /**
   * @param turn degrees between the longitude it should have ended at and the one it did
   */
  private record Unwrapped(Coordinate[] points, double turn) {}

  private static Unwrapped unwrapped(Coordinate[] points) {
    Coordinate[] out = new Coordinate[points.length];
    double turn = 0;
    for (int i = 0; i < points.length; i++) {
      if (i > 0) {
        double step = points[i].x - points[i - 1].x;
        turn += step > 180 ? -360 : step < -180 ? 360 : 0;
      }
      out[i] = new Coordinate(points[i].x + turn, points[i].y);
    }
    return new Unwrapped(out, turn);
  }

  private static List<Polygon> cut(Polygon polygon) {
    Envelope box = polygon.getEnvelopeInternal();
    if (box.getMinX() >= -180 && box.getMaxX() <= 180) {
      return List.of(oriented(polygon));
    }
    // Around a pole the ring's own start is a seam too, and pieces meet there.
    Geometry joined = OverlayNGRobust.union(FACTORY.buildGeometry(pieces(polygon)));
    List<Polygon> parts = new ArrayList<>();
    for (int i = 0; i < joined.getNumGeometries(); i++) {
      if (joined.getGeometryN(i) instanceof Polygon part && !part.isEmpty()) {
        parts.add(oriented(part));
      }
    }
    return parts;
  }

  /** What lies in each turn around the earth, moved back into -180..180. */
  private static List<Geometry> pieces(Geometry unwrapped) {
    Envelope box = unwrapped.getEnvelopeInternal();
    List<Geometry> pieces = new ArrayList<>();
    int first = (int) Math.floor((box.getMinX() + 180) / 360);
    int last = (int) Math.ceil((box.getMaxX() + 180) / 360) - 1;
    for (int world = first; world <= last; world++) {
      Envelope strip = new Envelope(world * 360d - 180, world * 360d + 180, -90, 90);
      Geometry inside =
          OverlayNGRobust.overlay(unwrapped, FACTORY.toGeometry(strip), OverlayNG.INTERSECTION);
      pieces.add(shifted(inside, -360d * world));
    }
    return pieces;
  }

  private static Geometry shifted(Geometry geometry, double degrees) {
    return degrees == 0
        ? geometry
        : AffineTransformation.translationInstance(degrees, 0).transform(geometry);
  }

  private static Polygon oriented(Polygon polygon) {
    LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = turned(polygon.getInteriorRingN(i), false);
    }
    return FACTORY.createPolygon(turned(polygon.getExteriorRing(), true), holes);
  }

  private static LinearRing turned(LinearRing ring, boolean counterClockwise) {
    boolean is = Orientation.isCCW(ring.getCoordinateSequence());
    return is == counterClockwise ? ring : ring.reverse();
  }
}

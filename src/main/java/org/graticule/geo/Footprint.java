package org.graticule.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** The outline of an image in longitude and latitude: densified, split at the antimeridian. */
final class Footprint {
  private static final int STEPS_PER_EDGE = 32;
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private Footprint() {}

  static Optional<MultiPolygon> of(Georeference georeference, PixelGrid grid) {
    List<Coordinate> places = new ArrayList<>();
    for (double[] pixel : edges(grid)) {
      Optional<Coordinate> lonLat = georeference.toLonLat(pixel[0], pixel[1]);
      if (lonLat.isEmpty() || Math.abs(lonLat.get().y) > 90 + 1e-9) {
        return new Patches(georeference, grid).outline().map(Footprint::split);
      }
      places.add(lonLat.get());
    }
    Geometry outline = outline(places, () -> showsNorthPole(georeference, grid)).buffer(0);
    return Optional.of(split(outline)).filter(footprint -> !footprint.isEmpty());
  }

  private static boolean showsNorthPole(Georeference georeference, PixelGrid grid) {
    return georeference
        .lonLatToPixel(new Coordinate(0, 90))
        .filter(at -> at.x >= 0 && at.y >= 0 && at.x <= grid.width() && at.y <= grid.height())
        .isPresent();
  }

  /**
   * A ring of places, its first one not repeated, or repeated where it comes back to it.
   *
   * @param north whether the pole is the northern one; asked of rings that go around one, since
   *     most systems cannot tell where a pole is
   */
  static Polygon outline(List<Coordinate> places, BooleanSupplier north) {
    List<Coordinate> ring = new ArrayList<>();
    for (Coordinate place : places) {
      double longitude = place.x;
      if (!ring.isEmpty()) {
        // Unwrapped, so that an edge crossing the antimeridian goes on instead of jumping back;
        // a step of exactly half a turn or a whole world is left as it is.
        double previous = ring.getLast().x;
        while (longitude - previous > 180) {
          longitude -= 360;
        }
        while (longitude - previous < -180) {
          longitude += 360;
        }
      }
      ring.add(new Coordinate(longitude, Math.clamp(place.y, -90, 90)));
    }
    closeAroundPole(ring, north);
    return GEOMETRIES.createPolygon(ring.toArray(Coordinate[]::new));
  }

  private static List<double[]> edges(PixelGrid grid) {
    double w = grid.width();
    double h = grid.height();
    double[][] corners = {{0, 0}, {0, h}, {w, h}, {w, 0}, {0, 0}};
    List<double[]> points = new ArrayList<>();
    for (int edge = 0; edge < 4; edge++) {
      for (int step = 0; step < STEPS_PER_EDGE; step++) {
        double t = (double) step / STEPS_PER_EDGE;
        points.add(
            new double[] {
              corners[edge][0] + t * (corners[edge + 1][0] - corners[edge][0]),
              corners[edge][1] + t * (corners[edge + 1][1] - corners[edge][1])
            });
      }
    }
    points.add(corners[4]);
    return points;
  }

  /** A ring that comes back one turn away from its start goes around a pole, and contains it. */
  private static void closeAroundPole(List<Coordinate> ring, BooleanSupplier north) {
    Coordinate first = ring.getFirst();
    Coordinate last = ring.getLast();
    if (Math.abs(last.x - first.x) > 180) {
      double pole = north.getAsBoolean() ? 90 : -90;
      ring.add(new Coordinate(last.x, pole));
      ring.add(new Coordinate(first.x, pole));
    }
    if (ring.getLast().distance(first) < 1e-6) {
      ring.removeLast();
    }
    ring.add(first.copy());
  }

  static MultiPolygon split(Geometry outline) {
    List<Polygon> parts = new ArrayList<>();
    for (int turn = -2; turn <= 2; turn++) {
      Envelope world = new Envelope(-180 + 360.0 * turn, 180 + 360.0 * turn, -90, 90);
      if (world.intersects(outline.getEnvelopeInternal())) {
        Geometry piece =
            AffineTransformation.translationInstance(-360.0 * turn, 0)
                .transform(outline.intersection(GEOMETRIES.toGeometry(world)));
        for (Object part : PolygonExtracter.getPolygons(piece)) {
          parts.add((Polygon) part);
        }
      }
    }
    MultiPolygon whole = GEOMETRIES.createMultiPolygon(parts.toArray(Polygon[]::new));
    return parts.size() < 2 || whole.isValid() ? whole : joined(whole);
  }

  /** Of parts that touch along a meridian, as those around a pole do. */
  private static MultiPolygon joined(MultiPolygon parts) {
    List<?> polygons = PolygonExtracter.getPolygons(OverlayNGRobust.union(parts));
    return GEOMETRIES.createMultiPolygon(
        polygons.stream().map(Polygon.class::cast).toArray(Polygon[]::new));
  }
}

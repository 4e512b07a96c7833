package org.graticule.label;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.geo.Ellipsoid;
import org.graticule.geo.Georeference;
import org.graticule.image.Scene;
import org.graticule.label.geojson.Rfc7946;
import org.graticule.label.rule.Ground;
import org.graticule.label.rule.SceneFrame;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * What labels need to know of the scene they lie on. Immutable.
 *
 * @param markId number of the scene's marking
 * @param frame its size, and its scale where it is known
 */
record LabelScene(
    UUID id, UUID project, String name, int markId, SceneFrame frame, Georeference georeference) {
  private static final int WGS84 = 4326;
  private static final int STEPS = 8;

  static LabelScene of(Scene scene) {
    double[] gsd = scene.facts().gsd();
    double squareMetres = gsd == null ? Double.NaN : gsd[0] * gsd[1];
    Georeference georeference = scene.georeference();
    return new LabelScene(
        scene.id(),
        scene.project(),
        scene.name(),
        scene.markId(),
        new SceneFrame(
            scene.facts().width(),
            scene.facts().height(),
            squareMetres,
            georeference.hasLonLat() ? new OnEllipsoid(georeference) : null),
        georeference);
  }

  private record OnEllipsoid(Georeference georeference) implements Ground {
    @Override
    public double area(Geometry pixels) {
      return lonLat(georeference, pixels).map(Ellipsoid::area).orElse(Double.NaN);
    }

    @Override
    public double length(Geometry pixels) {
      return lonLat(georeference, pixels).map(Ellipsoid::length).orElse(Double.NaN);
    }
  }

  /**
   * Pixels on the ground, vertex by vertex, in the form of RFC 7946; empty where a vertex has no
   * longitude and latitude.
   */
  Optional<Geometry> toLonLat(Geometry pixels) {
    return lonLat(georeference, pixels)
        .map(ground -> {
          Geometry normal = Rfc7946.normalize(ground);
          normal.setSRID(WGS84);
          return normal;
        });
  }

  /** Vertex by vertex, longitudes within -180..180 and an edge the short way around. */
  private static Optional<Geometry> lonLat(Georeference georeference, Geometry pixels) {
    if (!georeference.hasLonLat()) {
      return Optional.empty();
    }
    Geometry ground = pixels.copy();
    for (Coordinate at : distinct(ground)) {
      Optional<Coordinate> lonLat = georeference.toLonLat(at.x, at.y);
      if (lonLat.isEmpty() || Math.abs(lonLat.get().y) > 90) {
        return Optional.empty();
      }
      at.x = Math.IEEEremainder(lonLat.get().x, 360);
      at.y = lonLat.get().y;
    }
    ground.geometryChanged();
    return Optional.of(ground);
  }

  /** Longitude and latitude as a pixel; empty where this scene has none there. */
  Optional<Coordinate> toPixel(Coordinate lonLat) {
    return georeference
        .lonLatToPixel(lonLat)
        .filter(pixel -> Double.isFinite(pixel.x) && Double.isFinite(pixel.y));
  }

  /**
   * Pixels that lie in a box of longitude and latitude, and some around; all of the image where
   * that cannot be said, nothing where it lies elsewhere.
   */
  Envelope reach(Envelope lonLat) {
    Envelope whole = new Envelope(0, frame.width(), 0, frame.height());
    Envelope bounds = new Envelope();
    for (int i = 0; i <= STEPS; i++) {
      for (int j = 0; j <= STEPS; j++) {
        double x = whole.getMaxX() * i / STEPS;
        double y = whole.getMaxY() * j / STEPS;
        georeference.toLonLat(x, y).ifPresent(bounds::expandToInclude);
      }
    }
    // A projection may fold far away: only places near the image are asked for their pixel.
    if (bounds.isNull() || bounds.getWidth() > 180) {
      return whole;
    }
    bounds.expandBy(bounds.getWidth() / STEPS, bounds.getHeight() / STEPS);
    Envelope near = bounds.intersection(lonLat);
    Envelope found = new Envelope();
    for (int i = 0; i <= STEPS && !near.isNull(); i++) {
      for (int j = 0; j <= STEPS; j++) {
        Optional<Coordinate> pixel =
            toPixel(
                new Coordinate(
                    near.getMinX() + near.getWidth() * i / STEPS,
                    near.getMinY() + near.getHeight() * j / STEPS));
        if (pixel.isEmpty()) {
          return whole;
        }
        found.expandToInclude(pixel.get());
      }
    }
    if (!found.isNull()) {
      found.expandBy(1 + Math.max(found.getWidth(), found.getHeight()) / STEPS);
    }
    return found.intersection(whole);
  }

  /** Every coordinate object once: a copied ring may share its first point with its last. */
  private static Iterable<Coordinate> distinct(Geometry geometry) {
    Set<Coordinate> all = Collections.newSetFromMap(new IdentityHashMap<>());
    Collections.addAll(all, geometry.getCoordinates());
    return all;
  }
}

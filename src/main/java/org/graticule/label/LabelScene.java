package org.graticule.label;

import java.util.Optional;
import java.util.UUID;
import org.graticule.geo.Georeference;
import org.graticule.image.Scene;
import org.graticule.label.geojson.Rfc7946;
import org.graticule.label.rule.SceneFrame;
import org.locationtech.jts.geom.Coordinate;
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

  static LabelScene of(Scene scene) {
    double[] gsd = scene.facts().gsd();
    double squareMetres = gsd == null ? Double.NaN : gsd[0] * gsd[1];
    return new LabelScene(
        scene.id(),
        scene.project(),
        scene.name(),
        scene.markId(),
        new SceneFrame(scene.facts().width(), scene.facts().height(), squareMetres),
        scene.georeference());
  }

  /**
   * Pixels on the ground, vertex by vertex, in the form of RFC 7946; empty where a vertex has no
   * longitude and latitude.
   */
  Optional<Geometry> toLonLat(Geometry pixels) {
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
    Geometry normal = Rfc7946.normalize(ground);
    normal.setSRID(WGS84);
    return Optional.of(normal);
  }

  /** Longitude and latitude as a pixel; empty where this scene has none there. */
  Optional<Coordinate> toPixel(Coordinate lonLat) {
    return georeference
        .lonLatToPixel(lonLat)
        .filter(pixel -> Double.isFinite(pixel.x) && Double.isFinite(pixel.y));
  }

  /** Every coordinate object once: a copied ring may share its first point with its last. */
  private static Iterable<Coordinate> distinct(Geometry geometry) {
    java.util.Set<Coordinate> all =
        java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    java.util.Collections.addAll(all, geometry.getCoordinates());
    return all;
  }
}

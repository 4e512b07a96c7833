package org.graticule.tile;

import java.util.Optional;
import org.graticule.geo.Affine;
import org.graticule.image.Scene;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Where on Earth a camera or control points are believed: the ground that the scene shows, and half
 * as much around it. Farther away their polynomials mean nothing, and would show the scene again in
 * places where it is not. Immutable.
 *
 * @param lon degrees, of the scene's middle
 * @param box longitudes less that, and latitudes
 */
record Reach(double lon, Envelope box) {
  private static final int PROBES = 4;

  /** Empty where a transform is good everywhere, or the scene is too large to have a farther. */
  static Optional<Reach> of(Scene scene) {
    boolean everywhere = scene.georeference().mapping().map(Affine.class::isInstance).orElse(true);
    double width = scene.facts().width();
    double height = scene.facts().height();
    Optional<Coordinate> middle =
        everywhere
            ? Optional.empty()
            : scene.georeference().toLonLat(width / 2, height / 2).filter(Reach::known);
    if (middle.isEmpty()) {
      return Optional.empty();
    }
    Envelope box = new Envelope();
    for (int i = 0; i <= PROBES; i++) {
      for (int j = 0; j <= PROBES; j++) {
        scene
            .georeference()
            .toLonLat(width * i / PROBES, height * j / PROBES)
            .filter(Reach::known)
            .ifPresent(c -> box.expandToInclude(turn(c.x - middle.get().x), c.y));
      }
    }
    if (box.getWidth() > 90) {
      return Optional.empty();
    }
    box.expandBy(box.getWidth() / 2, box.getHeight() / 2);
    return Optional.of(new Reach(middle.get().x, box));
  }

  boolean holds(Coordinate lonLat) {
    return box.contains(turn(lonLat.x - lon), lonLat.y);
  }

  private static double turn(double degrees) {
    return Math.IEEEremainder(degrees, 360);
  }

  private static boolean known(Coordinate lonLat) {
    return Double.isFinite(lonLat.x) && Double.isFinite(lonLat.y);
  }
}

package org.graticule.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.geo.Georeference;
import org.locationtech.jts.geom.Coordinate;

/**
 * Longitude and latitude at equal steps from corner to corner of an image, so that a page can tell
 * where the pointer is without knowing every CRS and sensor model. Immutable.
 *
 * @param columns nodes across
 * @param rows nodes down
 * @param lonLat row by row, longitude then latitude, degrees; longitudes run on across the
 *     antimeridian instead of jumping
 */
record PositionMesh(int columns, int rows, List<double[]> lonLat) {
  private static final int NODES = 17;

  /** Empty where any node has no longitude and latitude. */
  static Optional<PositionMesh> of(Scene scene) {
    Georeference georeference = scene.georeference();
    if (!georeference.hasLonLat()) {
      return Optional.empty();
    }
    List<double[]> nodes = new ArrayList<>(NODES * NODES);
    for (int row = 0; row < NODES; row++) {
      for (int column = 0; column < NODES; column++) {
        Optional<Coordinate> at =
            georeference.toLonLat(
                (double) column * scene.facts().width() / (NODES - 1),
                (double) row * scene.facts().height() / (NODES - 1));
        if (at.isEmpty()) {
          return Optional.empty();
        }
        double[] near =
            nodes.isEmpty() ? null : nodes.get(column == 0 ? (row - 1) * NODES : nodes.size() - 1);
        double lon = at.get().x;
        nodes.add(
            new double[] {
              near == null ? lon : near[0] + Math.IEEEremainder(lon - near[0], 360), at.get().y
            });
      }
    }
    return Optional.of(new PositionMesh(NODES, NODES, nodes));
  }
}

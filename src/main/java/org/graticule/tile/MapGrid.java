package org.graticule.tile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.geo.TileMatrixSet;
import org.graticule.image.Scene;
import org.graticule.tile.warp.WarpMesh;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** A tile matrix set with its coordinate reference system. Immutable, thread-safe. */
record MapGrid(TileMatrixSet set, Crs crs) {
  private static final int MERCATOR = 3857;
  private static final int PROBES = 5;
  private static final double EARTH_RADIUS = 6_378_137;

  /** Round the Earth from its first meridian, with a millimetre for rounding. */
  private static final double HALF_WAY = Math.PI * EARTH_RADIUS + 1e-3;

  private static final double NORTHMOST = 90 - 1e-6;

  /** Up to this many degrees a tile bends little enough for few exact places. */
  private static final double SMALL_DEGREES = 0.5;

  /** Every grid that comes with the program, by id; a new one is a file and a name. */
  static Map<String, MapGrid> all() {
    Map<String, MapGrid> grids = new LinkedHashMap<>();
    for (String id : TileMatrixSet.NAMES) {
      TileMatrixSet set = TileMatrixSet.named(id);
      grids.put(id, new MapGrid(set, Crs.ofEpsg(set.epsg())));
    }
    return grids;
  }

  int tileSize(int z) {
    return set.matrices().get(z).tileWidth();
  }

  /**
   * A box of longitudes and latitudes that holds a tile, degrees; the whole width of the Earth
   * where the tile crosses the antimeridian or may hold a pole.
   */
  Envelope lonLat(int z, int x, int y) {
    return lonLat(set.bounds(z, x, y));
  }

  /** The same for any rectangle of ground. */
  Envelope lonLat(Envelope bounds) {
    Envelope box = new Envelope();
    double last = Double.NaN;
    boolean whole =
        crs.geographic() && (bounds.getMinX() < -180 || bounds.getMaxX() > 180)
            || set.epsg() == MERCATOR && Math.max(-bounds.getMinX(), bounds.getMaxX()) > HALF_WAY;
    for (int i = 0; i < PROBES * PROBES; i++) {
      Optional<Coordinate> place =
          lonLat(
              bounds.getMinX() + bounds.getWidth() * (i % PROBES) / (PROBES - 1),
              bounds.getMinY() + bounds.getHeight() * (i / PROBES) / (PROBES - 1));
      if (place.isEmpty()) {
        return new Envelope(-180, 180, -90, 90);
      }
      whole |= Math.abs(place.get().x - last) > 180 && i % PROBES != 0;
      last = place.get().x;
      box.expandToInclude(place.get());
    }
    double more = Math.max(box.getWidth(), box.getHeight()) / PROBES;
    box.expandBy(more);
    return whole || Math.abs(box.getMinY()) > 85 && !crs.geographic() && set.epsg() != MERCATOR
        ? new Envelope(-180, 180, box.getMinY(), box.getMaxY())
        : box;
  }

  /** Where a tile's pixels lie in a scene. */
  WarpMesh mesh(Scene scene, int z, int x, int y) {
    return mesh(scene, set.bounds(z, x, y), tileSize(z));
  }

  /** The same for any rectangle of ground. */
  WarpMesh mesh(Scene scene, Envelope bounds, int size) {
    double degrees = bounds.getWidth() * crs.metresPerUnit().map(m -> m / 111_000).orElse(1.0);
    int firstStep = degrees > SMALL_DEGREES ? size / 16 : size / 4;
    return WarpMesh.of(size, firstStep, pixels(scene), exact(scene, bounds, size));
  }

  static Envelope pixels(Scene scene) {
    return new Envelope(0, scene.facts().width(), 0, scene.facts().height());
  }

  private WarpMesh.Exact exact(Scene scene, Envelope bounds, int size) {
    Georeference georeference = scene.georeference();
    boolean same = georeference.crs().flatMap(Crs::epsg).equals(crs.epsg()) && !crs.geographic();
    double middle = scene.facts().width() / 2.0;
    boolean turns = georeference.crs().map(Crs::geographic).orElse(false);
    Optional<Reach> reach = Reach.of(scene);
    return (column, row) -> {
      double x = bounds.getMinX() + column * bounds.getWidth() / size;
      double y = bounds.getMaxY() - row * bounds.getHeight() / size;
      if (same && reach.isEmpty()) {
        return Optional.of(georeference.toPixel(x, y));
      }
      Optional<Coordinate> lonLat = lonLat(x, y);
      if (lonLat.isEmpty() || reach.isPresent() && !reach.get().holds(lonLat.get())) {
        return Optional.empty();
      }
      return turns
          ? nearest(georeference, lonLat.get(), middle)
          : georeference.lonLatToPixel(lonLat.get());
    };
  }

  /** The web map's sphere in closed form, because it is what is asked for most. */
  private Optional<Coordinate> lonLat(double x, double y) {
    if (set.epsg() == MERCATOR) {
      double lat = Math.toDegrees(2 * Math.atan(Math.exp(y / EARTH_RADIUS)) - Math.PI / 2);
      return Optional.of(new Coordinate(Math.toDegrees(x / EARTH_RADIUS), lat));
    }
    return crs.toLonLat(new Coordinate(x, y)).map(MapGrid::besidePole);
  }

  /** At a pole itself no longitude leads back: ten centimetres beside it each does. */
  private static Coordinate besidePole(Coordinate lonLat) {
    return Math.abs(lonLat.y) > NORTHMOST
        ? new Coordinate(lonLat.x, Math.copySign(NORTHMOST, lonLat.y))
        : lonLat;
  }

  /**
   * A scene across the antimeridian knows the same place under another longitude: the nearest to
   * its middle.
   */
  private static Optional<Coordinate> nearest(
      Georeference georeference, Coordinate lonLat, double middle) {
    List<Coordinate> places = new ArrayList<>();
    for (double turn : new double[] {0, -360, 360}) {
      georeference.lonLatToPixel(new Coordinate(lonLat.x + turn, lonLat.y)).ifPresent(places::add);
    }
    return places.stream()
        .min((a, b) -> Double.compare(Math.abs(a.x - middle), Math.abs(b.x - middle)));
  }
}

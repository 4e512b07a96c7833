package org.graticule.tile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.geo.Georeference;
import org.graticule.geo.TileMatrixSet;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.cog.CogReader;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Tiles of a scene in grids other than its own, rendered on demand and kept for a while.
 * Thread-safe; equal requests are rendered once.
 */
public final class MapTiles {
  private static final double EARTH_RADIUS = 6_378_137;
  private static final int SIZE = 256;

  private final SceneCatalogue catalogue;
  private final DecodedTiles decoded = new DecodedTiles(192L << 20);
  private final Map<String, TileMatrixSet> grids =
      Map.of("WebMercatorQuad", TileMatrixSet.named("WebMercatorQuad"));
  private final Cache<TileKey, Picture> pictures =
      Caffeine.newBuilder()
          .maximumWeight(96L << 20)
          .<TileKey, Picture>weigher((key, picture) -> picture.bytes().length + 64)
          .build();

  private final RenderPool pool;

  public MapTiles(SceneCatalogue catalogue, RenderPool pool) {
    this.catalogue = catalogue;
    this.pool = pool;
  }

  /** The picture, from memory or as soon as a thread of the pool has drawn it. */
  RenderPool.Ticket<Picture> draw(Scene scene, TileKey key) {
    Picture known = pictures.getIfPresent(key);
    return known != null
        ? RenderPool.Ticket.ready(known)
        : pool.submit(key, () -> render(scene, key));
  }

  /**
   * @throws Fault not found where the grid or the tile does not exist; unacceptable where the scene
   *     has no place on Earth
   */
  Picture render(Scene scene, TileKey key) {
    TileMatrixSet grid = grids.get(key.grid());
    if (grid == null || !grid.contains(key.z(), key.x(), key.y())) {
      throw Fault.notFound();
    }
    if (!scene.georeference().hasLonLat()) {
      throw Fault.unacceptable(
          "not-on-a-map", "scene " + scene.id() + " has no known place on Earth; use its own grid");
    }
    return pictures.get(key, k -> draw(scene, k, grid.bounds(k.z(), k.x(), k.y())));
  }

  private Picture draw(Scene scene, TileKey key, Envelope bounds) {
    CogReader reader = catalogue.pyramid(scene);
    WarpMesh mesh = WarpMesh.of(SIZE, exact(scene, bounds));
    Optional<double[]> box = mesh.bounds();
    if (box.isEmpty() || outside(box.get(), scene)) {
      return Picture.NOTHING;
    }
    int maxZoom = reader.pyramid().maxZoom();
    int coarser =
        Math.clamp((int) Math.floor(Math.log(mesh.scale()) / Math.log(2) + 1e-9), 0, maxZoom);
    try {
      SourceWindow window = new SourceWindow(decoded, key, reader, maxZoom - coarser);
      return Warp.of(mesh, window, 1 << coarser, reader.channels())
          .map(Picture::of)
          .orElse(Picture.NOTHING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean outside(double[] box, Scene scene) {
    return box[2] < 0
        || box[3] < 0
        || box[0] > scene.facts().width()
        || box[1] > scene.facts().height();
  }

  private static WarpMesh.Exact exact(Scene scene, Envelope bounds) {
    Georeference georeference = scene.georeference();
    double middle = scene.facts().width() / 2.0;
    return (column, row) -> {
      double x = bounds.getMinX() + column * bounds.getWidth() / SIZE;
      double y = bounds.getMaxY() - row * bounds.getHeight() / SIZE;
      double lon = Math.toDegrees(x / EARTH_RADIUS);
      double lat = Math.toDegrees(2 * Math.atan(Math.exp(y / EARTH_RADIUS)) - Math.PI / 2);
      // A scene across the antimeridian knows the same place under another longitude: take the
      // nearest.
      Optional<Coordinate> best = georeference.lonLatToPixel(new Coordinate(lon, lat));
      if (georeference.crs().map(c -> c.geographic()).orElse(false)) {
        for (double turn : new double[] {-360, 360}) {
          Optional<Coordinate> other = georeference.lonLatToPixel(new Coordinate(lon + turn, lat));
          if (other.isPresent()
              && (best.isEmpty()
                  || Math.abs(other.get().x - middle) < Math.abs(best.get().x - middle))) {
            best = other;
          }
        }
      }
      return best;
    };
  }
}

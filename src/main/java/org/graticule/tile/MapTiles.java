package org.graticule.tile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.tile.render.Rendering;
import org.graticule.tile.render.Tone;
import org.graticule.tile.warp.BlockSource;
import org.graticule.tile.warp.Painter;
import org.graticule.tile.warp.Pixels;
import org.graticule.tile.warp.Warp;
import org.graticule.tile.warp.WarpMesh;
import org.locationtech.jts.geom.Coordinate;

/**
 * Tiles of a scene in any grid and any rendering, drawn on demand and kept for a while.
 * Thread-safe; equal requests are drawn once.
 */
public final class MapTiles {
  private final SceneCatalogue catalogue;
  private final RenderPool pool;
  private final DecodedBlocks decoded = new DecodedBlocks(192L << 20);
  private final Map<String, MapGrid> grids = MapGrid.all();
  private final Cache<TileKey, Picture> pictures =
      Caffeine.newBuilder()
          .maximumWeight(96L << 20)
          .<TileKey, Picture>weigher((key, picture) -> picture.bytes().length + 256)
          .build();
  private final Cache<ToneKey, Painter> tones = Caffeine.newBuilder().maximumSize(200).build();

  /** What a tone depends on. */
  private record ToneKey(UUID scene, int revision, String tone) {}

  public MapTiles(SceneCatalogue catalogue, RenderPool pool) {
    this.catalogue = catalogue;
    this.pool = pool;
  }

  /**
   * The picture, from memory or as soon as a thread of the pool has drawn it.
   *
   * @throws Fault not found where the grid or the tile does not exist; unacceptable where the scene
   *     has no place on Earth
   */
  RenderPool.Ticket<Picture> draw(
      Scene scene, String grid, int z, int x, int y, Rendering rendering) {
    TileKey key = new TileKey(scene.id(), scene.revision(), grid, z, x, y, rendering.canonical());
    require(scene, key);
    Picture known = pictures.getIfPresent(key);
    return known != null
        ? RenderPool.Ticket.ready(known)
        : pool.submit(key, () -> render(scene, key, rendering));
  }

  private void require(Scene scene, TileKey key) {
    if (key.grid().equals(TileKey.NATIVE)) {
      if (!scene.pyramid().contains(key.z(), key.x(), key.y())) {
        throw Fault.notFound();
      }
      return;
    }
    MapGrid grid = grids.get(key.grid());
    if (grid == null || !grid.set().contains(key.z(), key.x(), key.y())) {
      throw Fault.notFound();
    }
    if (!scene.georeference().hasLonLat()) {
      throw Fault.unacceptable(
          "not-on-a-map", "scene " + scene.id() + " has no known place on Earth; use its own grid");
    }
  }

  Picture render(Scene scene, TileKey key, Rendering rendering) {
    require(scene, key);
    Picture picture =
        pixels(scene, key, rendering)
            .map(p -> Picture.of(p, rendering.format(), rendering.background()))
            .orElse(Picture.NOTHING);
    pictures.put(key, picture);
    return picture;
  }

  /** Empty where the tile shows nothing of the scene. */
  Optional<Pixels> pixels(Scene scene, TileKey key, Rendering rendering) {
    try {
      BlockSource source = source(scene, rendering);
      Painter painter = painter(scene, source, rendering);
      WarpMesh mesh = mesh(scene, key);
      Optional<double[]> box = mesh.bounds();
      if (box.isEmpty() || outside(box.get(), scene)) {
        return Optional.empty();
      }
      int maxZoom = source.pyramid().maxZoom();
      int coarser =
          Math.clamp((int) Math.floor(Math.log(mesh.scale()) / Math.log(2) + 1e-9), 0, maxZoom);
      return Warp.draw(mesh, source, maxZoom - coarser, rendering.resampling(), painter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WarpMesh mesh(Scene scene, TileKey key) {
    if (key.grid().equals(TileKey.NATIVE)) {
      int size = scene.pyramid().tileSize();
      double scale = scene.pyramid().scale(key.z());
      return WarpMesh.of(
          size,
          size,
          (column, row) ->
              Optional.of(
                  new Coordinate(
                      (key.x() * (double) size + column) * scale,
                      (key.y() * (double) size + row) * scale)));
    }
    return grids.get(key.grid()).mesh(scene, key.z(), key.x(), key.y());
  }

  private BlockSource source(Scene scene, Rendering rendering) {
    return new DisplayBlocks(scene, catalogue.pyramid(scene), decoded);
  }

  private Painter painter(Scene scene, BlockSource source, Rendering rendering) throws IOException {
    if (rendering.asDisplayed()) {
      return new DisplayPainter(source.bands());
    }
    ToneKey key = new ToneKey(scene.id(), scene.revision(), rendering.tone());
    Painter known = tones.getIfPresent(key);
    if (known == null) {
      known = Tone.of(scene.facts(), source, rendering);
      tones.put(key, known);
    }
    return known;
  }

  private static boolean outside(double[] box, Scene scene) {
    return box[2] < 0
        || box[3] < 0
        || box[0] > scene.facts().width()
        || box[1] > scene.facts().height();
  }
}

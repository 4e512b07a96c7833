package org.graticule.tile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.cog.AnalyticReader;
import org.graticule.tile.render.Rendering;
import org.graticule.tile.render.Tone;
import org.graticule.tile.warp.BlockSource;
import org.graticule.tile.warp.Painter;
import org.graticule.tile.warp.Pixels;
import org.graticule.tile.warp.Warp;
import org.graticule.tile.warp.WarpMesh;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Tiles of a scene in any grid and any rendering, drawn on demand and kept for a while.
 * Thread-safe; equal requests are drawn once.
 */
public final class MapTiles {
  /** Bytes of drawn tiles in memory. */
  private static final long PICTURES = 96L << 20;

  /** Bytes of decoded blocks in memory: an eighth of the heap, as decoding is dearest of all. */
  private static final long BLOCKS = Runtime.getRuntime().maxMemory() / 8;

  private final SceneCatalogue catalogue;
  private final RenderPool pool;
  private final DecodedBlocks decoded = new DecodedBlocks(BLOCKS);
  private final Map<String, MapGrid> grids = MapGrid.all();
  private final Cache<TileKey, Picture> pictures;
  private final @Nullable PictureFiles files;
  private final Cache<ToneKey, Painter> tones = Caffeine.newBuilder().maximumSize(200).build();

  /** What a tone depends on. */
  private record ToneKey(UUID scene, int revision, String part, String tone) {}

  /**
   * @param cache folder for drawn tiles
   * @param cacheBytes most to keep there; 0 keeps none, in memory neither
   */
  public MapTiles(SceneCatalogue catalogue, RenderPool pool, Path cache, long cacheBytes) {
    this.catalogue = catalogue;
    this.pool = pool;
    this.pictures =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytes > 0 ? PICTURES : 0)
            .<TileKey, Picture>weigher((key, picture) -> picture.bytes().length + 256)
            .build();
    this.files = cacheBytes > 0 ? new PictureFiles(cache, cacheBytes) : null;
  }

  /**
   * The picture, from memory or as soon as a thread of the pool has drawn it.
   *
   * @throws Fault not found where the grid or the tile does not exist; unacceptable where the scene
   *     has no place on Earth
   */
  RenderPool.Ticket<Picture> draw(
      Scene scene, String grid, int z, int x, int y, Rendering rendering) {
    TileKey key = TileKey.of(scene, new TilePlace(grid, z, x, y), rendering.canonical());
    require(scene, key);
    Picture known = pictures.getIfPresent(key);
    return known != null
        ? RenderPool.Ticket.ready(known)
        : pool.submit(key, () -> render(scene, key, rendering));
  }

  /** A picture of a rectangle, drawn for this one request; transparent where nothing is. */
  RenderPool.Ticket<Picture> draw(Scene scene, MapWindow window, Rendering rendering) {
    requirePlace(scene);
    grid(window);
    return pool.submit(
        List.of(scene.id(), scene.revision(), scene.seen(), window, rendering.canonical()),
        window.cost(),
        () -> picture(window, pixels(scene, window, rendering), rendering));
  }

  /** A rectangle of what was drawn; transparent where nothing is. */
  static Picture picture(MapWindow window, Optional<Pixels> drawn, Rendering rendering) {
    Pixels pixels = drawn.orElseGet(() -> Pixels.nothing(window.width(), window.height()));
    return Picture.of(pixels, rendering.format(), rendering.background());
  }

  /** Empty where the rectangle shows nothing of the scene. */
  Optional<Pixels> pixels(Scene scene, MapWindow window, Rendering rendering) {
    WarpMesh mesh = grid(window).mesh(scene, window.square(), window.side());
    return pixels(scene, mesh, rendering).map(p -> p.cropped(window.width(), window.height()));
  }

  MapGrid grid(MapWindow window) {
    MapGrid grid = grids.get(window.grid());
    if (grid == null) {
      throw Fault.notFound();
    }
    return grid;
  }

  /** The grid, if the tile exists in it. */
  MapGrid grid(String id, int z, int x, int y) {
    MapGrid grid = grids.get(id);
    if (grid == null || !grid.set().contains(z, x, y)) {
      throw Fault.notFound();
    }
    return grid;
  }

  private void require(Scene scene, TileKey key) {
    if (key.grid().equals(TileKey.NATIVE)) {
      if (!scene.pyramid().contains(key.z(), key.x(), key.y())) {
        throw Fault.notFound();
      }
      return;
    }
    grid(key.grid(), key.z(), key.x(), key.y());
    requirePlace(scene);
  }

  private static void requirePlace(Scene scene) {
    if (!scene.georeference().hasLonLat()) {
      throw Fault.unacceptable(
          "not-on-a-map", "scene " + scene.id() + " has no known place on Earth; use its own grid");
    }
  }

  Picture render(Scene scene, TileKey key, Rendering rendering) {
    require(scene, key);
    Optional<Picture> kept = files == null ? Optional.empty() : files.find(key);
    Picture picture = kept.orElseGet(() -> drawn(scene, key, rendering));
    if (files != null && kept.isEmpty()) {
      files.keep(key, picture);
    }
    pictures.put(key, picture);
    return picture;
  }

  private Picture drawn(Scene scene, TileKey key, Rendering rendering) {
    return pixels(scene, key, rendering)
        .map(p -> Picture.of(p, rendering.format(), rendering.background()))
        .orElse(Picture.NOTHING);
  }

  /** Empty where the tile shows nothing of the scene. */
  Optional<Pixels> pixels(Scene scene, TileKey key, Rendering rendering) {
    return pixels(scene, mesh(scene, key), rendering);
  }

  private Optional<Pixels> pixels(Scene scene, WarpMesh mesh, Rendering rendering) {
    try {
      BlockSource source = source(scene, rendering);
      Painter painter = painter(scene, source, rendering);
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

  /**
   * A window of a level of the scene's own grid, as it is shown; for who looks at it here.
   *
   * @param x its first column, in pixels of the level
   * @param y its first row
   */
  public Pixels window(Scene scene, int z, int x, int y, int width, int height) {
    double scale = scene.pyramid().scale(z);
    int side = Math.max(32, Integer.highestOneBit(Math.max(width, height) * 2 - 1));
    WarpMesh mesh =
        WarpMesh.of(
            side,
            side / 2,
            MapGrid.pixels(scene),
            (column, row) -> Optional.of(new Coordinate((x + column) * scale, (y + row) * scale)));
    return pixels(scene, mesh, Rendering.USUAL)
        .map(drawn -> drawn.cropped(width, height))
        .orElseGet(() -> Pixels.nothing(width, height));
  }

  private WarpMesh mesh(Scene scene, TileKey key) {
    if (key.grid().equals(TileKey.NATIVE)) {
      int size = scene.pyramid().tileSize();
      double scale = scene.pyramid().scale(key.z());
      return WarpMesh.of(
          size,
          size / 2,
          MapGrid.pixels(scene),
          (column, row) ->
              Optional.of(
                  new Coordinate(
                      (key.x() * (double) size + column) * scale,
                      (key.y() * (double) size + row) * scale)));
    }
    return grids.get(key.grid()).mesh(scene, key.z(), key.x(), key.y());
  }

  /** As much of the scene as its reader sees. */
  private BlockSource source(Scene scene, Rendering rendering) {
    BlockSource whole = whole(scene, rendering);
    return scene.part() == null ? whole : new MaskedBlocks(whole, scene.part());
  }

  /** The original's samples where more is asked than what is shown anyway. */
  private BlockSource whole(Scene scene, Rendering rendering) {
    if (!rendering.asDisplayed()) {
      Optional<AnalyticReader> analytic = catalogue.analytic(scene);
      if (analytic.isPresent()) {
        return new AnalyticBlocks(scene, analytic.get(), decoded);
      }
    }
    return new DisplayBlocks(scene, catalogue.pyramid(scene), decoded);
  }

  private Painter painter(Scene scene, BlockSource source, Rendering rendering) throws IOException {
    if (rendering.asDisplayed()) {
      return new DisplayPainter(source.bands());
    }
    ToneKey key = new ToneKey(scene.id(), scene.revision(), scene.seen(), rendering.tone());
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

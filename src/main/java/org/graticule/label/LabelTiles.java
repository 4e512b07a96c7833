package org.graticule.label;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.geo.TileMatrixSet;
import org.graticule.geo.TilePyramid;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.label.LabelTileStore.Cell;
import org.graticule.label.LabelTileStore.State;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Vector tiles of a scene's labels. A tile holds outlines, where there are many their middles, and
 * where there are very many counts of squares, so that its size has a bound however many labels a
 * scene has. Thread-safe.
 */
public final class LabelTiles {
  private static final int MOST_OUTLINES = 3_000;

  /** As many as can be told apart by their shape: about eight pixels for each. */
  private static final int MOST_MIDDLES = 4_000;

  /**
   * Pixels of the tile along the side of a counted square, where the scene's cells allow: room for
   * a sign that tells the class, and how many there are by its size.
   */
  private static final int COUNTED = 16;

  /**
   * Pixels of the scene to one of a tile from which on the counts that are kept of squares are
   * asked first: where they tell of very many labels, none of these is looked at. Millions lie on
   * more pages than memory holds.
   */
  private static final double FAR = 4;

  private static final int CACHE_BYTES = 64 << 20;

  private final Database database;
  private final Policy policy;
  private final SceneCatalogue catalogue;
  private final Layers layers;
  private final Marks marks;
  private final LabelEvents events;
  private final TileMatrixSet mercator = TileMatrixSet.named("WebMercatorQuad");
  private final LabelTileStore store = new LabelTileStore();
  private final Cache<Key, byte[]> drawn =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_BYTES)
          .weigher((Key key, byte[] tile) -> 200 + tile.length)
          .build();

  public LabelTiles(
      Database database,
      Policy policy,
      SceneCatalogue catalogue,
      Layers layers,
      Marks marks,
      Clock clock) {
    this.database = database;
    this.policy = policy;
    this.catalogue = catalogue;
    this.layers = layers;
    this.marks = marks;
    this.events = new LabelEvents(clock);
  }

  /**
   * Which tile.
   *
   * @param grid {@code native} or {@code WebMercatorQuad}
   * @param layers empty for all that the caller may see
   * @param classes empty for all
   */
  record Ask(String grid, int z, int x, int y, List<UUID> layers, List<Integer> classes) {}

  /**
   * A tile.
   *
   * @param open whether a browser may keep it
   * @param bytes empty where the caller's copy is still good
   */
  record Answer(String etag, boolean open, Optional<byte[]> bytes) {}

  /** Squares with labels in a tile, and where they are in it. */
  private record Counted(List<Cell> cells, List<Coordinate> places) {
    long total() {
      return cells.stream().mapToLong(Cell::count).sum();
    }
  }

  private record Key(
      UUID scene, long version, Ask ask, List<Integer> marks, List<UUID> layers, String part) {}

  /**
   * @param known ETag of the caller's copy
   */
  Answer tile(Subject by, UUID sceneId, Ask ask, Optional<String> known) {
    Scene scene = catalogue.get(by, Action.LABEL_READ, sceneId);
    policy.requireShown(by, Action.LABEL_READ, scene.project(), scene.id(), scene.markId());
    LabelScene ground = LabelScene.of(scene);
    return database
        .as(by)
        .read(tx -> {
          Sight sight = layers.sight(tx, by, scene.project(), scene.id());
          LabelTile tile = tile(scene.pyramid(), ground, ask, sight);
          State state = store.state(tx, sceneId, scene.markId(), sight);
          Key key =
              new Key(
                  sceneId,
                  state.version(),
                  ask,
                  List.of(sight.marks()),
                  List.of(tile.layers()),
                  scene.seen());
          String etag =
              "\"%d-%08x%08x%s\""
                  .formatted(
                      state.version(),
                      key.marks().hashCode(),
                      key.layers().hashCode(),
                      scene.seen());
          tx.record(events.tileRead(by, ground, ask));
          boolean open = state.uniform() && marks.isLowest(scene.markId()) && scene.part() == null;
          return known.filter(etag::equals).isPresent()
              ? new Answer(etag, open, Optional.empty())
              : new Answer(
                  etag, open, Optional.of(drawn.get(key, missing -> draw(tx, scene, tile))));
        });
  }

  private LabelTile tile(TilePyramid pyramid, LabelScene scene, Ask ask, Sight sight) {
    UUID[] chosen =
        ask.layers().isEmpty()
            ? sight.layers()
            : Arrays.stream(sight.layers()).filter(ask.layers()::contains).toArray(UUID[]::new);
    return switch (ask.grid()) {
      case "native" -> {
        Envelope bounds = pixels(pyramid, ask);
        yield new LabelTile(scene.id(), false, bounds, bounds, 1, sight, chosen, ask.classes());
      }
      case "WebMercatorQuad" -> {
        Envelope bounds = mercator.bounds(ask.z(), ask.x(), ask.y());
        double pixel = metresPerPixel(scene);
        yield new LabelTile(
            scene.id(),
            true,
            bounds,
            scene.reach(lonLat(bounds)),
            pixel,
            sight,
            chosen,
            ask.classes());
      }
      default -> throw Fault.notFound();
    };
  }

  private static Envelope lonLat(Envelope metres) {
    return new Envelope(
        LabelTile.lonLat(metres.getMinX(), metres.getMinY()),
        LabelTile.lonLat(metres.getMaxX(), metres.getMaxY()));
  }

  private static Envelope pixels(TilePyramid pyramid, Ask ask) {
    if (ask.z() >= pyramid.levels()
        || ask.x() >= pyramid.columns(ask.z())
        || ask.y() >= pyramid.rows(ask.z())) {
      throw Fault.notFound();
    }
    double side = (double) pyramid.tileSize() * pyramid.scale(ask.z());
    return new Envelope(ask.x() * side, (ask.x() + 1) * side, ask.y() * side, (ask.y() + 1) * side);
  }

  /** In the middle of the scene. */
  private static double metresPerPixel(LabelScene scene) {
    double x = scene.frame().width() / 2.0;
    double y = scene.frame().height() / 2.0;
    Optional<Coordinate> here = scene.georeference().toLonLat(x, y).map(LabelTile::metres);
    Optional<Coordinate> there = scene.georeference().toLonLat(x + 1, y).map(LabelTile::metres);
    if (here.isEmpty() || there.isEmpty()) {
      throw Fault.unacceptable(
          "no-ground", "This scene has no longitude and latitude; ask for the grid native.");
    }
    return Math.max(here.get().distance(there.get()), 1e-9);
  }

  private byte[] draw(Tx tx, Scene scene, LabelTile tile) {
    if (scene.part() == null && tile.scale() >= FAR) {
      Counted counted = counted(tx, scene, tile);
      if (counted.total() > MOST_MIDDLES) {
        return store.points(tx, counted.cells(), counted.places());
      }
    }
    return store
        .outlines(tx, tile, MOST_OUTLINES)
        .orElseGet(() -> {
          if (store.count(tx, tile, MOST_MIDDLES + 1) <= MOST_MIDDLES) {
            return store.middles(tx, tile);
          }
          Counted counted = counted(tx, scene, tile);
          return store.points(tx, counted.cells(), counted.places());
        });
  }

  private Counted counted(Tx tx, Scene whole, LabelTile tile) {
    LabelScene scene = LabelScene.of(whole);
    int side = (int) Math.max(1, Math.floor(tile.scale() * COUNTED / LabelTileStore.CELL));
    Counted counted = new Counted(new ArrayList<>(), new ArrayList<>());
    for (Cell cell : store.cells(tx, tile, side)) {
      place(scene, tile, cell)
          .map(tile::within)
          .ifPresent(place -> {
            if (place.x >= 0 && place.x < 1 && place.y >= 0 && place.y < 1) {
              counted.cells().add(cell);
              counted.places().add(place);
            }
          });
    }
    return counted;
  }

  private static Optional<Coordinate> place(LabelScene scene, LabelTile tile, Cell cell) {
    double x = Math.min(cell.x(), scene.frame().width());
    double y = Math.min(cell.y(), scene.frame().height());
    return tile.mercator()
        ? scene.georeference().toLonLat(x, y).map(LabelTile::metres)
        : Optional.of(new Coordinate(x, y));
  }
}

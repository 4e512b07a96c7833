package org.graticule.app.auditing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.graticule.geo.Crs;
import org.graticule.geo.TileMatrixSet;
import org.graticule.geo.TilePyramid;
import org.graticule.image.Scene;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.overlayng.CoverageUnion;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Where on the ground an event was: the tile, window or pixel it names, by the georeference its
 * scene has now. Thread-safe.
 *
 * <p>Known limits: what lies across the antimeridian is told as the box between its corners.
 */
public final class Ground {
  private static final GeometryFactory WGS84 =
      new GeometryFactory(new org.locationtech.jts.geom.PrecisionModel(), 4326);
  private static final double METRES_PER_DEGREE = 111_320;

  private final Function<UUID, Optional<Scene>> catalogue;
  private final Cache<UUID, Optional<Scene>> scenes =
      Caffeine.newBuilder().maximumSize(5_000).expireAfterWrite(Duration.ofMinutes(5)).build();
  private final Map<String, Optional<TileMatrixSet>> grids = new ConcurrentHashMap<>();

  /**
   * A place.
   *
   * @param area longitude and latitude, degrees
   * @param detail metres a pixel, of what was shown; the finest where that was several pictures
   * @param tiles each picture of the area by itself, where an event tells of several
   */
  record Place(Geometry area, double detail, @Nullable GeometryCollection tiles) {
    Place(Geometry area, double detail) {
      this(area, detail, null);
    }
  }

  /**
   * @param catalogue finds any scene, whoever may see it
   */
  public Ground(Function<UUID, Optional<Scene>> catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Empty for what is nowhere, and for scenes without a place.
   *
   * @throws RuntimeException if the scene cannot be looked up now: what is indexed without its
   *     place is never found by it
   */
  Optional<Place> of(Event event) {
    Scene scene = scene(event.scene()).orElse(null);
    try {
      if (event.type().equals("mosaic.read")) {
        return tile(event, null);
      }
      return scene == null || !scene.georeference().hasLonLat()
          ? Optional.empty()
          : onScene(event, scene);
    } catch (RuntimeException e) {
      // What cannot be placed is still on the log, only not on the map; the events after it are.
      return Optional.empty();
    }
  }

  /** Name of a scene, for a reader who dominates its mark. */
  Optional<String> name(@Nullable UUID scene, Subject reader) {
    return scene(scene).filter(found -> reader.dominates(found.markId())).map(Scene::name);
  }

  private Optional<Scene> scene(@Nullable UUID id) {
    try {
      return id == null ? Optional.empty() : scenes.get(id, catalogue);
    } catch (Fault fault) {
      if (fault.kind() != Fault.Kind.NOT_FOUND) {
        throw fault;
      }
      return Optional.empty();
    }
  }

  private Optional<Place> onScene(Event event, Scene scene) {
    return switch (event.type()) {
      case "tile.read", "tile.seen", "tile.span-opened", "tile.span-cut" ->
          "native".equals(event.facts().get("grid"))
              ? nativeTiles(event, scene)
              : tile(event, scene);
      case "map.read" -> window(event);
      case "pixel.read" -> pixels(scene, number(event, "column"), number(event, "row"), 1, 1, 1);
      case "statistics.read" -> {
        double x = number(event, "x0");
        double y = number(event, "y0");
        yield pixels(scene, x, y, number(event, "x1") - x, number(event, "y1") - y, 1);
      }
      case "chip.exported", "outline.read" ->
          pixels(
              scene,
              number(event, "column"),
              number(event, "row"),
              number(event, "width"),
              number(event, "height"),
              1);
      case "thumbnail.read" -> whole(scene, Math.max(1, scene.facts().width() / 256.0));
      default -> whole(scene, 1);
    };
  }

  private static Optional<Place> whole(Scene scene, double scale) {
    return pixels(scene, 0, 0, scene.facts().width(), scene.facts().height(), scale);
  }

  private static Optional<Place> nativeTiles(Event event, Scene scene) {
    TilePyramid pyramid = scene.pyramid();
    int z = (int) number(event, "z");
    double side = (double) pyramid.tileSize() * pyramid.scale(z);
    List<Place> places = new ArrayList<>();
    for (SeenTiles.Box tiles : SeenTiles.of(event, pyramid.columns(z), pyramid.rows(z))) {
      double x = tiles.x() * side;
      double y = tiles.y() * side;
      double width = Math.min(tiles.width() * side, scene.facts().width() - x);
      double height = Math.min(tiles.height() * side, scene.facts().height() - y);
      pixels(scene, x, y, width, height, pyramid.scale(z)).ifPresent(places::add);
    }
    return together(event, places);
  }

  /** Tiles as one place, which is exactly what they cover. */
  private static Optional<Place> together(Event event, List<Place> tiles) {
    if (!event.type().equals("tile.seen")) {
      return tiles.stream().findFirst();
    }
    // What only touches the scene shows none of it.
    List<Place> shown = tiles.stream().filter(tile -> tile.area().getDimension() == 2).toList();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    List<Geometry> areas = shown.stream().map(Place::area).toList();
    return Optional.of(
        new Place(
            union(areas),
            shown.stream().mapToDouble(Place::detail).min().orElseThrow(),
            WGS84.createGeometryCollection(GeometryFactory.toGeometryArray(areas))));
  }

  /** Of tiles that share their edges to the last bit; those that were bent or cut may not. */
  private static Geometry union(List<Geometry> areas) {
    try {
      Geometry union = CoverageUnion.union(WGS84.buildGeometry(areas));
      if (union.isValid()) {
        return union;
      }
    } catch (TopologyException e) {
      // The slow way can do it.
    }
    return OverlayNGRobust.union(areas);
  }

  private static Optional<Place> pixels(
      Scene scene, double x, double y, double width, double height, double scale) {
    double[][] corners = {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}};
    Coordinate[] ring = new Coordinate[5];
    for (int i = 0; i < 5; i++) {
      Optional<Coordinate> at = scene.georeference().toLonLat(corners[i][0], corners[i][1]);
      if (at.isEmpty()) {
        return Optional.empty();
      }
      ring[i] = at.get();
    }
    return place(ring, metresPerPixel(ring, width, height) * scale);
  }

  /**
   * The coarser of both ways: at a pole a pixel may be nothing across.
   *
   * @param ring corners of so many pixels, from the upper left one rightward
   */
  static double metresPerPixel(Coordinate[] ring, double width, double height) {
    double across = metres(ring[0], ring[1]) / Math.max(1, width);
    double down = metres(ring[0], ring[3]) / Math.max(1, height);
    return Math.max(across, down);
  }

  /**
   * The short way round, as on a sphere that is flat there: good for what is as small as a tile.
   */
  private static double metres(Coordinate from, Coordinate to) {
    double east = Math.IEEEremainder(to.x - from.x, 360);
    double middle = Math.toRadians((from.y + to.y) / 2);
    return Math.hypot(east * Math.cos(middle), to.y - from.y) * METRES_PER_DEGREE;
  }

  /** Tiles of a grid on the ground: of each, only what the scene covers was seen. */
  private Optional<Place> tile(Event event, @Nullable Scene scene) {
    Optional<TileMatrixSet> grid =
        grids.computeIfAbsent(String.valueOf(event.facts().get("grid")), Ground::grid);
    int z = (int) number(event, "z");
    if (grid.isEmpty() || z >= grid.get().matrices().size()) {
      return Optional.empty();
    }
    TileMatrixSet.Matrix matrix = grid.get().matrices().get(z);
    double side = matrix.cellSize() * matrix.tileWidth();
    Optional<PreparedGeometry> image =
        scene == null
            ? Optional.empty()
            : whole(scene, 1).map(all -> PreparedGeometryFactory.prepare(all.area()));
    if (scene != null && image.isEmpty()) {
      return Optional.empty();
    }
    List<Place> places = new ArrayList<>();
    for (SeenTiles.Box tiles : SeenTiles.of(event, matrix.columns(), matrix.rows())) {
      double left = matrix.originX() + tiles.x() * side;
      double top = matrix.originY() - tiles.y() * side;
      double right = matrix.originX() + (tiles.x() + tiles.width()) * side;
      double bottom = matrix.originY() - (tiles.y() + tiles.height()) * side;
      box(grid.get().epsg(), left, bottom, right, top, matrix.cellSize())
          .map(tile -> image.map(area -> within(tile, area)).orElse(tile))
          .filter(tile -> !tile.area().isEmpty())
          .ifPresent(places::add);
    }
    return together(event, places);
  }

  private static Place within(Place tile, PreparedGeometry image) {
    if (image.covers(tile.area())) {
      return tile;
    }
    Geometry seen = tile.area().intersection(image.getGeometry());
    // One picture stays one: where a bent image cuts it in two, with what is between.
    return new Place(seen.getNumGeometries() > 1 ? seen.convexHull() : seen, tile.detail());
  }

  private static Optional<TileMatrixSet> grid(String name) {
    return TileMatrixSet.NAMES.contains(name)
        ? Optional.of(TileMatrixSet.named(name))
        : Optional.empty();
  }

  private static Optional<Place> window(Event event) {
    String[] box = String.valueOf(event.facts().get("bbox")).split(",");
    String crs = String.valueOf(event.facts().get("grid")).replaceAll("\\D", "");
    double[] at = new double[4];
    for (int i = 0; i < 4; i++) {
      at[i] = Double.parseDouble(box[i]);
    }
    int epsg = crs.isEmpty() ? 4326 : Integer.parseInt(crs);
    return box(epsg, at[0], at[1], at[2], at[3], (at[2] - at[0]) / number(event, "width"));
  }

  private static Optional<Place> box(
      int epsg, double left, double bottom, double right, double top, double cell) {
    Coordinate[] ring = {
      new Coordinate(left, top),
      new Coordinate(right, top),
      new Coordinate(right, bottom),
      new Coordinate(left, bottom),
      new Coordinate(left, top)
    };
    double metres = cell;
    if (epsg == 4326) {
      metres = cell * METRES_PER_DEGREE;
    } else {
      Crs crs = Crs.ofEpsg(epsg);
      for (int i = 0; i < ring.length; i++) {
        ring[i] = crs.toLonLat(ring[i]).orElseThrow(IllegalArgumentException::new);
      }
      if (epsg == 3857) {
        metres = cell * Math.cos(Math.toRadians((ring[0].y + ring[2].y) / 2));
      }
    }
    return place(ring, metres);
  }

  private static Optional<Place> place(Coordinate[] ring, double detail) {
    Coordinate[] flat = new Coordinate[ring.length];
    for (int i = 0; i < ring.length; i++) {
      flat[i] =
          new Coordinate(
              Math.max(-180, Math.min(180, ring[i].x)), Math.max(-90, Math.min(90, ring[i].y)));
    }
    Geometry area = WGS84.createPolygon(flat);
    return Optional.of(new Place(area.isValid() ? area : area.getEnvelope(), detail));
  }

  private static double number(Event event, String fact) {
    if (event.facts().get(fact) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(event.type() + " has no " + fact);
  }
}

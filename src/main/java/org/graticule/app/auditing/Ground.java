package org.graticule.app.auditing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
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
import org.locationtech.jts.geom.GeometryFactory;

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
   * @param detail metres a pixel, of what was shown
   */
  record Place(Geometry area, double detail) {}

  /**
   * @param catalogue finds any scene, whoever may see it
   */
  public Ground(Function<UUID, Optional<Scene>> catalogue) {
    this.catalogue = catalogue;
  }

  /** Empty for what is nowhere, and for scenes without a place. */
  Optional<Place> of(Event event) {
    try {
      if (event.type().equals("mosaic.read")) {
        return tile(event, null);
      }
      Scene scene = scene(event.scene()).orElse(null);
      return scene == null || !scene.georeference().hasLonLat()
          ? Optional.empty()
          : onScene(event, scene);
    } catch (Fault | IllegalArgumentException | ArithmeticException e) {
      // What cannot be placed is still on the log, only not on the map.
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
    } catch (Fault gone) {
      return Optional.empty();
    }
  }

  private Optional<Place> onScene(Event event, Scene scene) {
    return switch (event.type()) {
      case "tile.read", "tile.seen", "tile.span-opened" ->
          "native".equals(event.facts().get("grid"))
              ? nativeTile(event, scene)
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

  private static Optional<Place> nativeTile(Event event, Scene scene) {
    TilePyramid pyramid = scene.pyramid();
    int z = (int) number(event, "z");
    double side = (double) pyramid.tileSize() * pyramid.scale(z);
    double x = number(event, "x") * side;
    double y = number(event, "y") * side;
    double across = event.facts().containsKey("tiles") ? number(event, "width") * side : side;
    double down = event.facts().containsKey("tiles") ? number(event, "height") * side : side;
    return pixels(
        scene,
        x,
        y,
        Math.min(across, scene.facts().width() - x),
        Math.min(down, scene.facts().height() - y),
        pyramid.scale(z));
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

  /** A tile of a grid on the ground. */
  private Optional<Place> tile(Event event, @Nullable Scene scene) {
    Optional<TileMatrixSet> grid =
        grids.computeIfAbsent(String.valueOf(event.facts().get("grid")), Ground::grid);
    int z = (int) number(event, "z");
    if (grid.isEmpty() || z >= grid.get().matrices().size()) {
      return Optional.empty();
    }
    TileMatrixSet.Matrix matrix = grid.get().matrices().get(z);
    boolean several = event.facts().containsKey("tiles");
    double side = matrix.cellSize() * matrix.tileWidth();
    double left = matrix.originX() + number(event, "x") * side;
    double top = matrix.originY() - number(event, "y") * side;
    double right = left + (several ? number(event, "width") : 1) * side;
    double bottom = top - (several ? number(event, "height") : 1) * side;
    Optional<Place> place = box(grid.get().epsg(), left, bottom, right, top, matrix.cellSize());
    // Of a large tile only what the scene covers was seen.
    return scene == null
        ? place
        : place.flatMap(tile ->
            whole(scene, 1)
                .map(all -> new Place(tile.area().intersection(all.area()), tile.detail()))
                .filter(seen -> !seen.area().isEmpty()));
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

package org.graticule.service.wmts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.geo.TileMatrixSet;
import org.graticule.http.Json;
import org.graticule.http.Reply;
import org.graticule.image.Scene;
import org.graticule.image.Scenes;
import org.graticule.image.values.PixelValues;
import org.graticule.image.values.Values;
import org.graticule.service.Grids;
import org.graticule.tile.TilePlace;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Values under a pixel of a tile, as a GeoJSON collection of one place, or of none. Thread-safe.
 */
public final class FeatureInfo {
  private final Scenes scenes;
  private final Values values;

  public FeatureInfo(Scenes scenes, Values values) {
    this.scenes = scenes;
    this.values = values;
  }

  /**
   * @param i column in the tile
   * @param j row in the tile
   */
  Reply at(Subject by, UUID project, UUID id, Grids.Grid grid, TilePlace tile, int i, int j) {
    Scene scene = scenes.see(by, Action.TILE_READ, id);
    if (!scene.project().equals(project)) {
      throw Fault.notFound();
    }
    Coordinate lonLat = lonLat(grid, tile, i, j);
    ObjectNode found = Json.object().put("type", "FeatureCollection");
    ArrayNode features = found.putArray("features");
    Optional<Coordinate> pixel = scene.georeference().lonLatToPixel(lonLat);
    boolean inside =
        pixel.isPresent()
            && pixel.get().x >= 0
            && pixel.get().y >= 0
            && pixel.get().x < scene.facts().width()
            && pixel.get().y < scene.facts().height();
    if (inside) {
      features.add(feature(values.identify(by, id, pixel.get().x, pixel.get().y), lonLat));
    }
    return Reply.ok(found);
  }

  private static Coordinate lonLat(Grids.Grid grid, TilePlace tile, int i, int j) {
    Envelope bounds = grid.set().bounds(tile.z(), tile.x(), tile.y());
    TileMatrixSet.Matrix matrix = grid.set().matrices().get(tile.z());
    if (i >= matrix.tileWidth() || j >= matrix.tileHeight()) {
      throw new Fault(
          Fault.Kind.MALFORMED,
          "PointIJOutOfRange",
          "I %d and J %d must be less than %d".formatted(i, j, matrix.tileWidth()),
          Map.of("locator", i >= matrix.tileWidth() ? "I" : "J"));
    }
    double x = bounds.getMinX() + (i + 0.5) * matrix.cellSize();
    double y = bounds.getMaxY() - (j + 0.5) * matrix.cellSize();
    return grid.crs().toLonLat(new Coordinate(x, y)).orElseThrow(Fault::notFound);
  }

  private static ObjectNode feature(PixelValues told, Coordinate lonLat) {
    ObjectNode feature = Json.object().put("type", "Feature");
    feature
        .putObject("geometry")
        .put("type", "Point")
        .putArray("coordinates")
        .add(lonLat.x)
        .add(lonLat.y);
    ObjectNode properties = feature.putObject("properties");
    properties.put("scene", told.scene().toString()).put("revision", told.revision());
    properties.put("column", told.column()).put("row", told.row());
    properties.put("valid", told.valid()).put("exact", told.exact());
    for (PixelValues.Band band : told.bands()) {
      String name = "b" + band.band() + band.name().map(n -> " " + n).orElse("");
      properties.put(name, band.value().orElse(null));
    }
    return feature;
  }
}

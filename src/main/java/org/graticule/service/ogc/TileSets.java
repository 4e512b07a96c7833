package org.graticule.service.ogc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.graticule.http.Json;
import org.graticule.service.GridCover;
import org.graticule.service.Grids;

/** Tile sets and tile matrix sets as OGC's 2D Tile Matrix Set and Tile Set Metadata has them. */
final class TileSets {
  static final String REL = "http://www.opengis.net/def/rel/ogc/1.0/";
  static final String JSON = "application/json";

  private TileSets() {}

  static ObjectNode link(String rel, String href, String type) {
    return Json.object().put("rel", rel).put("href", href).put("type", type);
  }

  /** One tile set as an item of a list. */
  static ObjectNode summary(String base, String tiles, Grids.Grid grid) {
    ObjectNode set = Json.object().put("title", grid.json().path("title").asText());
    set.put("dataType", "map").put("crs", grid.json().path("crs").asText());
    set.put("tileMatrixSetURI", grid.json().path("uri").asText());
    ArrayNode links = set.putArray("links");
    links.add(link("self", tiles + "/" + grid.id(), JSON));
    links.add(link(REL + "tiling-scheme", base + "/tileMatrixSets/" + grid.id(), JSON));
    return set;
  }

  /**
   * @param query of a tile's address, without the question mark
   */
  static ObjectNode whole(
      String base, String tiles, Grids.Grid grid, Optional<GridCover> cover, String query) {
    ObjectNode set = summary(base, tiles, grid);
    ArrayNode links = (ArrayNode) set.get("links");
    for (String format : new String[] {"png", "jpeg"}) {
      String template = tiles + "/" + grid.id() + "/{tileMatrix}/{tileRow}/{tileCol}?" + query;
      links.add(
          link("item", template + (query.isEmpty() ? "" : "&") + "f=" + format, "image/" + format)
              .put("templated", true));
    }
    cover.ifPresent(c -> {
      ArrayNode limits = set.putArray("tileMatrixSetLimits");
      for (int z = c.minZoom(); z <= c.maxZoom(); z++) {
        GridCover.Range range = c.range(grid.set(), z);
        limits
            .addObject()
            .put("tileMatrix", Integer.toString(z))
            .put("minTileRow", range.firstRow())
            .put("maxTileRow", range.lastRow())
            .put("minTileCol", range.firstColumn())
            .put("maxTileCol", range.lastColumn());
      }
      ObjectNode box = set.putObject("boundingBox");
      box.putArray("lowerLeft").add(c.bounds().west()).add(c.bounds().south());
      box.putArray("upperRight").add(c.bounds().east()).add(c.bounds().north());
      box.put("crs", "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
    });
    return set;
  }
}

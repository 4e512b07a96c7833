package org.graticule.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.graticule.geo.Crs;
import org.graticule.geo.TileMatrixSet;

/** The tile matrix sets there are, in the order of their list. Immutable, thread-safe. */
public final class Grids {
  private final Map<String, Grid> all = new LinkedHashMap<>();

  /**
   * One of them.
   *
   * @param json as in its file, which is how OGC API tells of it
   * @param crs of the ground
   */
  public record Grid(TileMatrixSet set, JsonNode json, Crs crs) {
    public String id() {
      return set.id();
    }

    /** As OWS writes the name of the CRS. */
    public String crsUrn() {
      String uri = json.path("crs").asText();
      return uri.endsWith("CRS84")
          ? "urn:ogc:def:crs:OGC:1.3:CRS84"
          : "urn:ogc:def:crs:EPSG::" + set.epsg();
    }
  }

  public Grids() {
    JsonMapper mapper = new JsonMapper();
    for (String id : TileMatrixSet.NAMES) {
      String file = "/org/graticule/data/tiles/" + id + ".json";
      try (InputStream in = TileMatrixSet.class.getResourceAsStream(file)) {
        JsonNode json = mapper.readTree(in);
        TileMatrixSet set = TileMatrixSet.of(json);
        all.put(id, new Grid(set, json, Crs.ofEpsg(set.epsg())));
      } catch (IOException e) {
        throw new UncheckedIOException("reading " + file, e);
      }
    }
  }

  public Iterable<Grid> all() {
    return all.values();
  }

  public List<String> names() {
    return List.copyOf(all.keySet());
  }

  public Optional<Grid> find(String id) {
    return Optional.ofNullable(all.get(id));
  }
}

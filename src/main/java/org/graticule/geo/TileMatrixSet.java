package org.graticule.geo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.graticule.fault.Fault;
import org.locationtech.jts.geom.Envelope;

/**
 * A tile grid on the ground as OGC's Two Dimensional Tile Matrix Set (17-083r4) describes it, read
 * from {@code tiles/*.json}. Only north-up sets with the origin in the upper left corner.
 * Immutable.
 *
 * @param id for URLs
 * @param epsg the CRS
 * @param matrices index is the zoom, coarsest first
 */
public record TileMatrixSet(String id, int epsg, List<Matrix> matrices) {
  /**
   * One zoom level.
   *
   * @param cellSize ground units per pixel
   * @param originX ground x of the upper left corner
   * @param originY ground y of the upper left corner
   */
  public record Matrix(
      double cellSize,
      double originX,
      double originY,
      int tileWidth,
      int tileHeight,
      int columns,
      int rows) {}

  /** Every set that comes with the program; a new one is a file and a name here. */
  public static final List<String> NAMES =
      List.of("WebMercatorQuad", "WorldCRS84Quad", "UTM33WGS84Quad");

  private static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
  private static final int WGS84 = 4326;

  public TileMatrixSet {
    matrices = List.copyOf(matrices);
    for (Matrix m : matrices) {
      // What the warp's meshes are made for.
      if (m.tileWidth() != m.tileHeight()
          || m.tileWidth() < 32
          || Integer.bitCount(m.tileWidth()) != 1) {
        throw new IllegalArgumentException(
            "tile matrix set %s has tiles of %d x %d; allowed: squares of a power of two from 32"
                .formatted(id, m.tileWidth(), m.tileHeight()));
      }
    }
  }

  /** Reads one of the sets that come with the program, for example {@code WebMercatorQuad}. */
  public static TileMatrixSet named(String id) {
    String file = "/org/graticule/data/tiles/" + id + ".json";
    try (InputStream in = TileMatrixSet.class.getResourceAsStream(file)) {
      if (in == null || !id.matches("[A-Za-z0-9]+")) {
        throw Fault.notFound();
      }
      return of(new JsonMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  public static TileMatrixSet of(JsonNode json) {
    List<Matrix> matrices = new ArrayList<>();
    // Places are written in the order of the axes on paper; here x comes first.
    boolean northFirst = json.path("orderedAxes").path(0).asText().matches("(?i)lat|n|northing|y");
    for (JsonNode m : json.path("tileMatrices")) {
      matrices.add(
          new Matrix(
              m.path("cellSize").doubleValue(),
              m.path("pointOfOrigin").path(northFirst ? 1 : 0).doubleValue(),
              m.path("pointOfOrigin").path(northFirst ? 0 : 1).doubleValue(),
              m.path("tileWidth").intValue(),
              m.path("tileHeight").intValue(),
              m.path("matrixWidth").intValue(),
              m.path("matrixHeight").intValue()));
    }
    String crs = json.path("crs").asText();
    return new TileMatrixSet(
        json.path("id").asText(),
        crs.equals(CRS84) ? WGS84 : Integer.parseInt(crs.substring(crs.lastIndexOf('/') + 1)),
        matrices);
  }

  public boolean contains(int z, int x, int y) {
    return z >= 0
        && z < matrices.size()
        && x >= 0
        && y >= 0
        && x < matrices.get(z).columns()
        && y < matrices.get(z).rows();
  }

  /** The ground a tile shows, in units of the CRS. */
  public Envelope bounds(int z, int x, int y) {
    if (!contains(z, x, y)) {
      throw Fault.notFound();
    }
    Matrix m = matrices.get(z);
    double width = m.tileWidth() * m.cellSize();
    double height = m.tileHeight() * m.cellSize();
    return new Envelope(
        m.originX() + x * width,
        m.originX() + (x + 1) * width,
        m.originY() - (y + 1) * height,
        m.originY() - y * height);
  }
}

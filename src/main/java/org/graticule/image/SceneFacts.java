package org.graticule.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.graticule.geo.Georeference;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;

/**
 * Everything learned about an image while it was ingested; plain data, as JSON beside the pyramid.
 * Immutable.
 *
 * @param format description of the original, for people
 * @param sha256 of the original file, hex; empty where the decoder says it, who is not asked
 * @param bytes length of the original file
 * @param bands including alpha
 * @param sampleType of the original
 * @param nodata the value that means no data, as text ({@code nan} is one); null without
 * @param georeference where the pixels are
 * @param gsd metres on the ground per pixel {across, down}; null where unknown
 * @param footprintLonLat WKT MULTIPOLYGON in WGS 84 longitude, latitude; null where unknown
 * @param statistics per band, without alpha
 * @param validFraction share of pixels that have data
 * @param masked whether any pixel has none
 * @param acquisition when and how it was taken
 * @param bandNames one a band as the file says it, empty strings where it says nothing
 * @param accuracy of the georeference on the ground, metres, root mean square; null where unknown
 * @param marking banner that the file itself carries; null where it carries none
 * @param stretch value shown as black and as white per display channel
 * @param displayBands bands shown as gray or as red, green, blue
 * @param tileSize of the pyramid
 * @param levels of the pyramid
 * @param profile name of the tile profile
 * @param displayBytes length of the pyramid
 * @param losslessBytes length of the lossless pyramid; 0 where the display pyramid holds all
 * @param adopted whether the tiles of the original were taken over as they are
 * @param part which image of the original this is, from 0
 * @param parts all images of the original, for people; empty where it holds no other
 */
public record SceneFacts(
    String format,
    String sha256,
    long bytes,
    int width,
    int height,
    int bands,
    boolean alpha,
    SampleType sampleType,
    @Nullable String nodata,
    Georeference.Form georeference,
    double @Nullable [] gsd,
    @Nullable String footprintLonLat,
    List<BandStatistics> statistics,
    double validFraction,
    boolean masked,
    Acquisition acquisition,
    List<String> bandNames,
    @Nullable Double accuracy,
    @Nullable String marking,
    List<Range> stretch,
    List<Integer> displayBands,
    int tileSize,
    int levels,
    String profile,
    long displayBytes,
    long losslessBytes,
    boolean adopted,
    int part,
    List<String> parts) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Facts that an older version wrote know nothing of parts. */
  public SceneFacts {
    parts = (Object) parts == null ? List.of() : List.copyOf(parts);
  }

  /** Values shown as 0 and as 255. */
  public record Range(double low, double high) {}

  /** Loads what {@link #toJson} needs: the first call takes a tenth of a second otherwise. */
  static void prepare() {
    JSON.writerFor(SceneFacts.class);
  }

  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the pixels of both lie at the same places on the ground. */
  boolean liesAs(SceneFacts other) {
    return JSON.valueToTree(georeference).equals(JSON.valueToTree(other.georeference));
  }

  /** The same of a file that carries this marking. */
  SceneFacts marked(@Nullable String banner) {
    return with("marking", banner);
  }

  /** The same of the original with this hash, which whoever kept it knows. */
  SceneFacts of(String hash) {
    return with("sha256", hash);
  }

  /** The same without what is of the whole image, for whoever sees a part of it. */
  SceneFacts of(Geometry footprint) {
    ObjectNode tree = JSON.valueToTree(this);
    tree.put("footprintLonLat", polygons(footprint).toText());
    tree.putArray("statistics");
    tree.put("validFraction", 1);
    tree.put("sha256", "");
    tree.put("bytes", 0);
    tree.put("displayBytes", 0);
    // Whether there is a lossless pyramid decides how values are read.
    tree.put("losslessBytes", Math.min(losslessBytes, 1));
    ((ObjectNode) tree.get("acquisition")).putNull("cloudCover");
    return fromJson(tree.toString());
  }

  private static Geometry polygons(Geometry found) {
    List<?> polygons = PolygonExtracter.getPolygons(found);
    return found.getFactory().createMultiPolygon(polygons.toArray(Polygon[]::new));
  }

  private SceneFacts with(String component, @Nullable String value) {
    ObjectNode tree = JSON.valueToTree(this);
    tree.put(component, value);
    return fromJson(tree.toString());
  }

  public static SceneFacts fromJson(String json) {
    try {
      return JSON.readValue(json, SceneFacts.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the facts of a scene: " + e.getOriginalMessage(), e);
    }
  }
}

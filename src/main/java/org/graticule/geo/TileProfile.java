package org.graticule.geo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.graticule.fault.Fault;

/**
 * How tiles of a scene are made, read from {@code tiles/profile-*.json}. Immutable.
 *
 * @param name as in the file name
 * @param tileSize pixels along the side
 * @param codec {@code jpeg}
 * @param quality JPEG quality, 1 to 100
 * @param chroma {@code 4:2:0} or {@code 4:4:4} (keeps small red objects crisp, a third larger)
 */
public record TileProfile(
    String name,
    @JsonProperty("tile_size") int tileSize,
    String codec,
    int quality,
    Chroma chroma) {

  /** How many pixels share one colour sample. */
  public enum Chroma {
    /** Two by two. */
    @JsonProperty("4:2:0")
    QUARTER,
    /** Each pixel its own. */
    @JsonProperty("4:4:4")
    FULL
  }

  public TileProfile {
    if (quality < 1 || quality > 100 || !codec.equals("jpeg") || tileSize % 16 != 0) {
      throw Fault.unacceptable(
          "bad-tile-profile",
          "tile profile %s: codec %s, quality %d, tile size %d; allowed: jpeg, 1 to 100, multiples of 16"
              .formatted(name, codec, quality, tileSize));
    }
  }

  /** Reads one of the profiles that come with the program, for example {@code default}. */
  public static TileProfile named(String name) {
    String file = "/org/graticule/data/tiles/profile-" + name + ".json";
    try (InputStream in = TileProfile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw Fault.unacceptable(
            "bad-tile-profile", "tile profile '" + name + "'; allowed: the files tiles/profile-*");
      }
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build()
          .readValue(in, TileProfile.class);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}

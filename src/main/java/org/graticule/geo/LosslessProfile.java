package org.graticule.geo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.graticule.fault.Fault;

/**
 * How lossless tiles of a scene are made, read from {@code tiles/lossless-*.json}. Immutable.
 *
 * @param name as in the file name
 * @param tileSize pixels along the side
 * @param codec of the tiles
 * @param level of compression, 1 (fast) to 19 with zstd, to 9 with deflate
 */
public record LosslessProfile(
    String name, @JsonProperty("tile_size") int tileSize, Codec codec, int level) {

  /** Name of the one that most tile profiles have. */
  public static final String STANDARD = "zstd";

  /** What the bytes of a tile are packed with, after prediction. */
  public enum Codec {
    @JsonProperty("zstd")
    ZSTD,
    @JsonProperty("deflate")
    DEFLATE
  }

  public LosslessProfile {
    int highest = codec == Codec.ZSTD ? 19 : 9;
    if (level < 1 || level > highest || tileSize % 16 != 0) {
      throw Fault.unacceptable(
          "bad-tile-profile",
          "tile profile %s: level %d, tile size %d; allowed: 1 to %d, multiples of 16"
              .formatted(name, level, tileSize, highest));
    }
  }

  /** One of the profiles that come with the program. */
  public static LosslessProfile named(String name) {
    String file = "/org/graticule/data/tiles/lossless-" + name + ".json";
    try (InputStream in = LosslessProfile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw Fault.unacceptable(
            "bad-tile-profile",
            "lossless profile '" + name + "'; allowed: the files tiles/lossless-*");
      }
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build()
          .readValue(in, LosslessProfile.class);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}

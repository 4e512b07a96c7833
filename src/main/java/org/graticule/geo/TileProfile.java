package org.graticule.geo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.graticule.fault.Fault;

/**
 * How tiles of a scene are made, read from {@code tiles/profile-*.json}. Immutable.
 *
 * @param name as in the file name
 * @param tileSize pixels along the side
 * @param codec {@code jpeg}
 * @param quality JPEG quality, 1 to 100
 * @param chroma {@code 4:2:0} or {@code 4:4:4} (keeps small red objects crisp, a third larger)
 * @param lossless {@code needed} or {@code always} (plain 8-bit scenes then take three times the
 *     room)
 * @param losslessProfile name of the {@link LosslessProfile} of that pyramid
 */
public record TileProfile(
    String name,
    int tileSize,
    String codec,
    int quality,
    Chroma chroma,
    Lossless lossless,
    String losslessProfile) {

  /** Which scenes keep a lossless pyramid beside the one that is shown. */
  public enum Lossless {
    /** Those whose samples the shown one cannot stand for. */
    NEEDED,
    /** All: values and chips of plain 8-bit scenes are then those of the original. */
    ALWAYS
  }

  /** How many pixels share one colour sample. */
  public enum Chroma {
    /** Two by two. */
    QUARTER("4:2:0"),
    /** Each pixel its own. */
    FULL("4:4:4");

    private final String written;

    Chroma(String written) {
      this.written = written;
    }
  }

  public TileProfile {
    if (quality < 1 || quality > 100 || !codec.equals("jpeg") || tileSize % 16 != 0) {
      throw Fault.unacceptable(
          "bad-tile-profile",
          "tile profile %s: codec %s, quality %d, tile size %d; allowed: jpeg, 1 to 100, multiples of 16"
              .formatted(name, codec, quality, tileSize));
    }
  }

  /** One with a lossless pyramid where it is needed. */
  public TileProfile(String name, int tileSize, String codec, int quality, Chroma chroma) {
    this(name, tileSize, codec, quality, chroma, Lossless.NEEDED, LosslessProfile.STANDARD);
  }

  /**
   * Reads one of the profiles that come with the program, for example {@code default}. Token by
   * token: each decoder does it first of all, and to load data binding takes a tenth of a second.
   */
  public static TileProfile named(String name) {
    String file = "/org/graticule/data/tiles/profile-" + name + ".json";
    try (InputStream in = TileProfile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw Fault.unacceptable(
            "bad-tile-profile", "tile profile '" + name + "'; allowed: the files tiles/profile-*");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private static TileProfile read(InputStream in) throws IOException {
    Map<String, String> said = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        said.put(name, json.getText());
      }
    }
    String chroma = said.getOrDefault("chroma", "");
    return new TileProfile(
        said.getOrDefault("name", ""),
        Integer.parseInt(said.getOrDefault("tile_size", "0")),
        said.getOrDefault("codec", ""),
        Integer.parseInt(said.getOrDefault("quality", "0")),
        Arrays.stream(Chroma.values())
            .filter(known -> known.written.equals(chroma))
            .findFirst()
            .orElseThrow(() ->
                Fault.unacceptable(
                    "bad-tile-profile", "chroma '" + chroma + "'; allowed: 4:2:0, 4:4:4")),
        switch (said.getOrDefault("lossless", "needed")) {
          case "needed" -> Lossless.NEEDED;
          case "always" -> Lossless.ALWAYS;
          default ->
              throw Fault.unacceptable(
                  "bad-tile-profile",
                  "lossless '" + said.get("lossless") + "'; allowed: needed, always");
        },
        said.getOrDefault("lossless_profile", LosslessProfile.STANDARD));
  }
}

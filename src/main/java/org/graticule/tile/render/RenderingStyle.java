package org.graticule.tile.render;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.graticule.fault.Fault;

/**
 * A rendering with a name, read from {@code styles/rendering-*.json}. Immutable.
 *
 * @param name as in the file name
 * @param title for people
 * @param description what it is good for
 * @param appliesTo which scenes it is offered for
 * @param rendering the parameters it stands for, by the names a request uses
 */
public record RenderingStyle(
    String name,
    String title,
    String description,
    @JsonProperty("applies_to") AppliesTo appliesTo,
    Map<String, String> rendering) {

  /** Every style there is; a new one is a file and a name here. */
  public static final List<String> NAMES =
      List.of("natural", "false-colour", "ndvi", "ndwi", "sar-db", "gray");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What a scene must have.
   *
   * @param bands names it must have
   * @param sensors kinds it is made for, for people
   */
  public record AppliesTo(List<String> bands, List<String> sensors) {
    public AppliesTo {
      bands = List.copyOf(bands);
      sensors = List.copyOf(sensors);
    }
  }

  public RenderingStyle {
    rendering = Map.copyOf(rendering);
  }

  /**
   * @throws Fault unacceptable where there is no such style
   */
  public static RenderingStyle named(String name) {
    if (!NAMES.contains(name)) {
      throw Fault.unacceptable(
          "bad-style",
          "style '%s'; allowed: %s".formatted(Words.clip(name), String.join(", ", NAMES)));
    }
    String file = "/org/graticule/data/styles/rendering-" + name + ".json";
    try (InputStream in = RenderingStyle.class.getResourceAsStream(file)) {
      return JSON.readValue(in, RenderingStyle.class);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}

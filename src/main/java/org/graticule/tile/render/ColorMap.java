package org.graticule.tile.render;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.graticule.fault.Fault;

/**
 * Colours for single values, read from {@code styles/colormap-*.json}: evenly spaced stops, mixed
 * in between. Immutable.
 *
 * @param name as in the file name
 * @param title for people
 * @param stops {@code #rrggbb}, darkest value first, at least two
 */
public record ColorMap(String name, String title, List<String> stops) {
  /** Every colour map there is; a new one is a file and a name here. */
  public static final List<String> NAMES =
      List.of("gray", "viridis", "magma", "terrain", "rdylgn", "rdbu", "blues");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public ColorMap {
    stops = List.copyOf(stops);
    if (stops.size() < 2 || !stops.stream().allMatch(s -> s.matches("#[0-9a-fA-F]{6}"))) {
      throw new IllegalArgumentException("colour map " + name + " has bad stops");
    }
  }

  /**
   * @throws Fault unacceptable where there is no such colour map
   */
  public static ColorMap named(String name) {
    if (!NAMES.contains(name)) {
      throw Fault.unacceptable(
          "bad-colormap",
          "colormap '%s'; allowed: %s".formatted(Words.clip(name), String.join(", ", NAMES)));
    }
    String file = "/org/graticule/data/styles/colormap-" + name + ".json";
    try (InputStream in = ColorMap.class.getResourceAsStream(file)) {
      return JSON.readValue(in, ColorMap.class);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** 256 colours, three bytes each. */
  public byte[] table() {
    byte[] table = new byte[3 * 256];
    for (int i = 0; i < 256; i++) {
      double place = i / 255.0 * (stops.size() - 1);
      int below = Math.min((int) place, stops.size() - 2);
      double share = place - below;
      int from = Integer.parseInt(stops.get(below).substring(1), 16);
      int to = Integer.parseInt(stops.get(below + 1).substring(1), 16);
      for (int c = 0; c < 3; c++) {
        int shift = 16 - 8 * c;
        double a = from >> shift & 0xff;
        double b = to >> shift & 0xff;
        table[3 * i + c] = (byte) Math.rint(a + share * (b - a));
      }
    }
    return table;
  }
}

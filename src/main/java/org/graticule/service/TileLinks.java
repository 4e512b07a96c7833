package org.graticule.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;

/** Addresses of tiles and pictures, always with the pixels' revision. */
public final class TileLinks {
  /** How the pixels of any picture can be drawn. */
  public static final List<String> DRAWING =
      List.of("style", "bands", "expression", "stretch", "gamma", "colormap", "db", "resampling");

  /** What a rendered tile may be asked for; taken over from the query that asked for the link. */
  private static final List<String> RENDERING =
      Stream.concat(DRAWING.stream(), Stream.of("format", "background")).toList();

  private static final int LONGEST = 500;

  private TileLinks() {}

  /** {@code v=3&style=x}: the revision, and what of the query is about rendering. */
  static String query(Scene scene, Map<String, String> asked) {
    StringBuilder query = new StringBuilder("?v=").append(scene.revision());
    for (String name : RENDERING) {
      String value = asked.get(name);
      if (value != null) {
        if (value.length() > LONGEST) {
          throw Fault.malformed("bad-query", name + " has more than " + LONGEST + " characters");
        }
        query.append('&').append(name).append('=').append(encode(value));
      }
    }
    return query.toString();
  }

  static String scene(String root, Scene scene) {
    return root + "/api/v1/scenes/" + scene.id();
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

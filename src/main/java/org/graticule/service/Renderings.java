package org.graticule.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.graticule.image.Scene;
import org.graticule.tile.render.RenderingStyle;

/** Named renderings as protocols offer them: the scene's own first, then what fits its bands. */
public final class Renderings {
  /** As the scene was made to be shown. */
  public static final String DEFAULT = "default";

  private Renderings() {}

  public static List<String> of(Scene scene) {
    List<String> names = new ArrayList<>(List.of(DEFAULT));
    Set<String> bands = Set.copyOf(scene.facts().bandNames());
    for (String name : RenderingStyle.NAMES) {
      if (bands.containsAll(RenderingStyle.named(name).appliesTo().bands())) {
        names.add(name);
      }
    }
    return names;
  }

  public static boolean known(String name) {
    return name.equals(DEFAULT) || RenderingStyle.NAMES.contains(name);
  }

  public static String title(String name) {
    return name.equals(DEFAULT) ? "As delivered" : RenderingStyle.named(name).title();
  }
}

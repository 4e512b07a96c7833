package org.graticule.image.upload;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which files belong to which image, by their names. */
final class Sidecars {
  /** Endings that no image has, with what a file so named becomes beside its image. */
  private static final List<Ending> ENDINGS =
      List.of(
          new Ending("\\.msk", ".msk"),
          new Ending("\\.prj", ".prj"),
          new Ending("\\.(wld|tfw|tifw|tiffw|jgw|jpgw|jpegw|pgw|pngw|j2w|jp2w|bpw|gfw)", ".wld"));

  private record Ending(String pattern, String suffix) {}

  private Sidecars() {}

  static boolean isSidecar(String name) {
    return ending(name).isPresent();
  }

  /** What the name of a sidecar is beside its image; empty where it does not belong to it. */
  static Optional<String> suffix(String image, String name) {
    String whole = image.toLowerCase(Locale.ROOT);
    int dot = whole.lastIndexOf('.');
    String stem = dot > 0 ? whole.substring(0, dot) : whole;
    String beside = name.toLowerCase(Locale.ROOT);
    return ending(name)
        .filter(ending -> {
          String rest = beside.replaceFirst(ending.pattern + "$", "");
          return rest.equals(whole) || rest.equals(stem);
        })
        .map(Ending::suffix);
  }

  private static Optional<Ending> ending(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().filter(e -> lower.matches(".+" + e.pattern)).findFirst();
  }
}

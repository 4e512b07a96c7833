package org.graticule.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file beside an image that belongs to it. It travels with the image under the image's name and
 * the suffix, whatever it was called before.
 */
public enum Sidecar {
  /** A mask of the image's size, as a TIFF. */
  MASK(".msk", List.of()),
  /** Six lines of an affine transform, in any of its names. */
  WORLD(
      ".wld",
      List.of(
          "wld", "tfw", "tifw", "tiffw", "jgw", "jpgw", "jpegw", "pgw", "pngw", "j2w", "jp2w",
          "bpw", "bmpw", "gfw", "gifw")),
  /** WKT of the CRS of a world file. */
  PROJECTION(".prj", List.of("prj")),
  /** A rational polynomial camera. */
  CAMERA(".rpc", List.of("rpb", "_rpc.txt")),
  /** What bare samples are, in ENVI's words. */
  HEADER(".hdr", List.of("hdr"));

  private final String suffix;
  private final List<String> endings;

  Sidecar(String suffix, List<String> endings) {
    this.suffix = suffix;
    this.endings = endings;
  }

  private static String dotted(String ending) {
    return ending.startsWith("_") ? ending : "." + ending;
  }

  /** With its dot; at the end of the image's whole name. */
  public String suffix() {
    return suffix;
  }

  /** The one of this kind among the sidecars of an image. */
  public Optional<Path> of(Path image, List<Path> sidecars) {
    String name = image.getFileName().toString();
    return sidecars.stream()
        .filter(sidecar ->
            named(name, sidecar.getFileName().toString()).filter(this::equals).isPresent())
        .findFirst();
  }

  /** All that lie in the folder of an image, one of a kind. */
  public static Map<Sidecar, Path> beside(Path image) throws IOException {
    Map<Sidecar, Path> found = new EnumMap<>(Sidecar.class);
    try (Stream<Path> files = Files.list(image.toAbsolutePath().getParent())) {
      files
          .sorted()
          .forEach(file ->
              named(image.getFileName().toString(), file.getFileName().toString())
                  .ifPresent(kind -> found.putIfAbsent(kind, file)));
    }
    return found;
  }

  /** Whether a file of this name can only belong to an image, whichever that is. */
  public static boolean isSidecar(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .anyMatch(kind ->
            lower.endsWith(kind.suffix)
                || kind.endings.stream().anyMatch(ending -> lower.endsWith(dotted(ending))));
  }

  /** What a file beside an image is by its name, ignoring case; empty where it is none of these. */
  public static Optional<Sidecar> named(String image, String beside) {
    String whole = image.toLowerCase(Locale.ROOT);
    String name = beside.toLowerCase(Locale.ROOT);
    int dot = whole.lastIndexOf('.');
    String stem = dot > 0 ? whole.substring(0, dot) : whole;
    for (Sidecar kind : values()) {
      boolean byStem = kind.endings.stream().anyMatch(ending -> name.equals(stem + dotted(ending)));
      if (name.equals(whole + kind.suffix) || byStem) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

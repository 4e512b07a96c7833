package org.graticule.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.geo.Rpc;
import org.jspecify.annotations.Nullable;

/**
 * The georeference that sidecars of an image give: a camera, else a world file of six lines, from
 * pixel centres, with a {@code .prj} for its CRS. Stateless.
 */
public final class PlaceBeside {
  private static final int MOST_BYTES = 1 << 16;
  private static final Pattern CODE = Pattern.compile("(?i)\\s*EPSG:(\\d{1,6})\\s*");

  private PlaceBeside() {}

  /**
   * Empty without a camera or a world file: a CRS alone gives no place.
   *
   * @throws Fault {@code bad-georeference}
   */
  public static Optional<Georeference> of(Path image, List<Path> sidecars) throws IOException {
    Optional<Rpc> camera = CameraFile.of(image, sidecars);
    if (camera.isPresent()) {
      return camera.map(Georeference::of);
    }
    Optional<Path> world = Sidecar.WORLD.of(image, sidecars);
    if (world.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> projection = Sidecar.PROJECTION.of(image, sidecars);
    Crs crs = projection.isPresent() ? crs(text(projection.get())) : null;
    return Optional.of(Georeference.of(crs, affine(text(world.get()))));
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static Affine affine(String text) {
    String[] lines = text.strip().split("\\s+");
    double[] v = new double[6];
    try {
      for (int i = 0; i < 6; i++) {
        v[i] = Double.parseDouble(lines[i].replace(',', '.'));
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw Fault.unacceptable(
          "bad-georeference",
          "the world file says %s; allowed: six numbers"
              .formatted(Arrays.toString(Arrays.copyOf(lines, Math.min(6, lines.length)))));
    }
    return new Affine(v[4], v[0], v[2], v[5], v[1], v[3]).shifted(-0.5, -0.5);
  }

  private static @Nullable Crs crs(String text) {
    Matcher code = CODE.matcher(text);
    if (code.matches()) {
      return Crs.ofEpsg(Integer.parseInt(code.group(1)));
    }
    return text.isBlank() ? null : Crs.ofWkt(text.strip());
  }
}

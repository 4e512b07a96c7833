package org.graticule.image.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.graticule.geo.PixelGrid;
import org.graticule.image.ImageFormat;
import org.graticule.image.ImageSource;
import org.graticule.image.Sidecar;
import org.graticule.image.gdal.GdalDataset;
import org.graticule.image.gdal.GdalSource;

/**
 * ENVI: raw samples that only the header beside them tells what they are. Every byte that the
 * header promises must be there.
 */
public final class Envi implements ImageFormat {
  private static final int MOST_WORDS = 1 << 20;

  /** Bits of the types: byte, 16, 32-bit integers, floats, complex, unsigned, 64-bit integers. */
  private static final Map<Long, Integer> BITS =
      Map.ofEntries(
          Map.entry(1L, 8),
          Map.entry(2L, 16),
          Map.entry(3L, 32),
          Map.entry(4L, 32),
          Map.entry(5L, 64),
          Map.entry(6L, 64),
          Map.entry(9L, 128),
          Map.entry(12L, 16),
          Map.entry(13L, 32),
          Map.entry(14L, 64),
          Map.entry(15L, 64));

  private final Path header;
  private final Map<String, String> items;

  private Envi(Path header, Map<String, String> items) {
    this.header = header;
    this.items = items;
  }

  /** Of an image with such a header beside it, which says that the samples are bare. */
  public static Optional<ImageFormat> beside(Path image, List<Path> sidecars) throws IOException {
    Optional<Path> header = Sidecar.HEADER.of(image, sidecars);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    String text;
    try (InputStream in = Files.newInputStream(header.get())) {
      text = new String(in.readNBytes(MOST_WORDS), StandardCharsets.ISO_8859_1);
    }
    Map<String, String> items = items(text);
    boolean bare = items.getOrDefault("file type", "envi standard").equals("envi standard");
    return text.startsWith("ENVI") && bare
        ? Optional.of(new Envi(header.get(), items))
        : Optional.empty();
  }

  /** Lines of key = value; what is in braces may go over several and is not looked at here. */
  private static Map<String, String> items(String text) {
    Map<String, String> items = new HashMap<>();
    boolean inside = false;
    for (String line : text.split("[\\r\\n]+")) {
      int sign = line.indexOf('=');
      if (!inside && sign > 0) {
        String key = line.substring(0, sign).strip().toLowerCase(Locale.ROOT);
        items.putIfAbsent(key, line.substring(sign + 1).strip().toLowerCase(Locale.ROOT));
      }
      inside = (inside || line.indexOf('{') >= 0) && line.indexOf('}') < 0;
    }
    return items;
  }

  @Override
  public String name() {
    return "ENVI";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    return false;
  }

  @Override
  public PixelGrid size(Path file) throws IOException {
    try (HeaderBytes bytes = HeaderBytes.open(file, name())) {
      long width = number(bytes, "samples", -1, Integer.MAX_VALUE);
      long height = number(bytes, "lines", -1, Integer.MAX_VALUE);
      long bands = number(bytes, "bands", 1, 256);
      long type = number(bytes, "data type", 1, 15);
      long offset = number(bytes, "header offset", 0, Long.MAX_VALUE);
      Integer bits = BITS.get(type);
      String interleave = items.getOrDefault("interleave", "bsq");
      if (bits == null || !List.of("bsq", "bil", "bip").contains(interleave)) {
        throw bytes.broken(
            "data type %d, interleave %s".formatted(type, interleave.replaceAll("[^a-z0-9]", "?")),
            "types 1 to 6, 9, 12 to 15; bsq, bil, bip");
      }
      if (number(bytes, "file compression", 0, 1) != 0) {
        throw bytes.broken("file compression is 1", "0");
      }
      PixelGrid grid = bytes.size(width, height, (int) bands, bands * bits);
      if (grid.pixels() * bands * bits / 8 > bytes.length() - offset) {
        throw bytes.broken(
            "%d x %d samples in %d bands of %d bits from byte %d of %d"
                .formatted(width, height, bands, bits, offset, bytes.length()),
            "all of them in the file");
      }
      return grid;
    }
  }

  private long number(HeaderBytes bytes, String key, long absent, long most) {
    String text = items.getOrDefault(key, Long.toString(absent));
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused as any other that will not do.
    }
    String shown = text.replaceAll("[^ -~]", "?");
    throw bytes.broken(
        key + " is " + shown.substring(0, Math.min(40, shown.length())), "0 to " + most);
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    PixelGrid grid = size(file);
    return GdalSource.open(
        name(),
        grid,
        GdalSource.Beside.of(file, sidecars),
        () -> GdalDataset.open(file, List.of(header), List.of("ENVI")));
  }
}

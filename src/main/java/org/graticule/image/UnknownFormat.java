package org.graticule.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.graticule.fault.Fault;

/** Tells what a file is that no format recognises, as far as its first bytes show it. Stateless. */
final class UnknownFormat {
  private static final int BYTES = 8;
  private static final int LETTERS = 40;
  private static final int LEAST_LETTERS = 4;

  /** What people send instead of images, by what it begins with (in Latin-1). */
  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("PK\3\4", "a ZIP archive");
    KNOWN.put("\u001f\u008b", "packed by gzip");
    KNOWN.put("7z\u00bc\u00af", "a 7-Zip archive");
    KNOWN.put("%PDF", "a PDF document");
    KNOWN.put("\u0089HDF", "an HDF5 file");
    KNOWN.put("CDF\1", "a netCDF file");
    KNOWN.put("CDF\2", "a netCDF file");
    KNOWN.put("CDF\5", "a netCDF file");
    KNOWN.put("GRIB", "a GRIB file");
    KNOWN.put("<VRT", "a VRT, which names other files");
    KNOWN.put("SQLite format 3", "an SQLite database, such as a GeoPackage");
  }

  private UnknownFormat() {}

  /**
   * @param head the first bytes of the file
   */
  static Fault of(ByteBuffer head) {
    byte[] bytes = new byte[head.remaining()];
    head.get(bytes);
    return new Fault(
        Fault.Kind.UNSUPPORTED,
        "unknown-format",
        "the file is "
            + what(bytes)
            + "; allowed, by what is in the file, whatever it is called: "
            + ImageFormats.ALL.stream().map(ImageFormat::name).collect(Collectors.joining(", ")));
  }

  private static String what(byte[] bytes) {
    if (bytes.length == 0) {
      return "empty";
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String known =
        KNOWN.entrySet().stream()
            .filter(kind -> text.startsWith(kind.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("of no known format");
    return known + ": it begins with " + shown(text, bytes);
  }

  /** As text as far as it is some, else byte by byte. */
  private static String shown(String text, byte[] bytes) {
    int letters = 0;
    while (letters < Math.min(LETTERS, text.length()) && letter(text.charAt(letters))) {
      letters++;
    }
    if (letters == text.length() || letters >= LEAST_LETTERS) {
      return "the text \"" + text.substring(0, letters).strip().replaceAll("\\s+", " ") + '"';
    }
    StringBuilder hex = new StringBuilder("the bytes");
    for (int i = 0; i < Math.min(BYTES, bytes.length); i++) {
      hex.append(" %02x".formatted(bytes[i]));
    }
    return hex.toString();
  }

  private static boolean letter(char c) {
    return c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t';
  }
}

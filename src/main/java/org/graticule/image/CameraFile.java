package org.graticule.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;
import org.graticule.geo.Rpc;

/**
 * A rational polynomial camera in a file beside its image: {@code _RPC.TXT} with one number a line,
 * or {@code .RPB} with lists in parentheses. Stateless.
 */
public final class CameraFile {
  private static final int MOST_BYTES = 1 << 16;
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\s*([A-Z_]+?)(?:_(\\d+))?\\s*:\\s*(\\S+)");
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*=\\s*(?:\\(([^)]*)\\)|([^;]*));");

  /** What the second kind calls things, by what the first does. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("lineOffset", "LINE_OFF"),
          Map.entry("sampOffset", "SAMP_OFF"),
          Map.entry("latOffset", "LAT_OFF"),
          Map.entry("longOffset", "LONG_OFF"),
          Map.entry("heightOffset", "HEIGHT_OFF"),
          Map.entry("lineScale", "LINE_SCALE"),
          Map.entry("sampScale", "SAMP_SCALE"),
          Map.entry("latScale", "LAT_SCALE"),
          Map.entry("longScale", "LONG_SCALE"),
          Map.entry("heightScale", "HEIGHT_SCALE"),
          Map.entry("lineNumCoef", "LINE_NUM_COEFF"),
          Map.entry("lineDenCoef", "LINE_DEN_COEFF"),
          Map.entry("sampNumCoef", "SAMP_NUM_COEFF"),
          Map.entry("sampDenCoef", "SAMP_DEN_COEFF"),
          Map.entry("errBias", "ERR_BIAS"),
          Map.entry("errRand", "ERR_RAND"));

  private CameraFile() {}

  /**
   * Empty without such a file.
   *
   * @throws Fault {@code bad-georeference} where it is no camera
   */
  public static Optional<Rpc> of(Path image, List<Path> sidecars) throws IOException {
    Optional<Path> file = Sidecar.CAMERA.of(image, sidecars);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
      return Optional.of(
          Rpc.ofItems(text.contains("lineOffset") ? fields(text) : lines(text))
              .orElseThrow(() ->
                  Fault.unacceptable(
                      "bad-georeference",
                      "the file of the camera has no coefficients; allowed: RPC.TXT or RPB")));
    }
  }

  private static Map<String, String> lines(String text) {
    Map<String, String> items = new HashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    for (Matcher line = LINE.matcher(text.toUpperCase(Locale.ROOT)); line.find(); ) {
      if (line.group(2) == null) {
        items.put(line.group(1), line.group(3));
      } else {
        lists.computeIfAbsent(line.group(1), name -> new ArrayList<>()).add(line.group(3));
      }
    }
    lists.forEach((name, values) -> items.put(name, String.join(" ", values)));
    return items;
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> items = new HashMap<>();
    for (Matcher field = FIELD.matcher(text); field.find(); ) {
      String name = NAMES.get(field.group(1));
      if (name != null) {
        String list = field.group(2);
        items.put(name, list == null ? field.group(3) : list.replace(',', ' '));
      }
    }
    return items;
  }
}

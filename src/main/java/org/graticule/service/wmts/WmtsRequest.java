package org.graticule.service.wmts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.graticule.service.Renderings;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request by query: names in any case, each once, values exactly as written.
 * Immutable.
 */
final class WmtsRequest {
  /** Media types of tiles and the words that rendering knows them by. */
  static final Map<String, String> FORMATS = formats();

  static final String INFO_FORMAT = "application/json";

  private final Map<String, String> values = new TreeMap<>();

  private static Map<String, String> formats() {
    Map<String, String> formats = new LinkedHashMap<>();
    formats.put("image/png", "png");
    formats.put("image/jpeg", "jpeg");
    return formats;
  }

  /**
   * @param pairs name and value, in the order of the query
   */
  WmtsRequest(Iterable<Map.Entry<String, String>> pairs) {
    for (Map.Entry<String, String> pair : pairs) {
      String name = pair.getKey().toUpperCase(Locale.ROOT);
      if (values.put(name, pair.getValue()) != null) {
        throw ExceptionReport.invalid(name, pair.getValue(), "given once");
      }
    }
  }

  String need(String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw ExceptionReport.missing(name);
    }
    return value;
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  String oneOf(String name, List<String> allowed) {
    String value = need(name);
    if (!allowed.contains(value)) {
      throw ExceptionReport.invalid(name, value, "one of " + String.join(", ", allowed));
    }
    return value;
  }

  int whole(String name) {
    return whole(name, need(name));
  }

  static int whole(String name, String text) {
    try {
      if (text.matches("[0-9]{1,9}")) {
        return Integer.parseInt(text);
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw ExceptionReport.invalid(name, text, "a whole number from 0");
  }

  /** The style, an empty one being the default as the standard has it. */
  String style() {
    String style = values.getOrDefault("STYLE", Renderings.DEFAULT);
    return style(style.isEmpty() ? Renderings.DEFAULT : style);
  }

  static String style(String name) {
    if (!Renderings.known(name)) {
      throw ExceptionReport.invalid("STYLE", name, "one that the capabilities name");
    }
    return name;
  }
}

package org.graticule.http;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;

/** Numbers in queries, read strictly: what is not plainly one is refused by name. */
public final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,20}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][+-]?\\d{1,3})?");

  private Numbers() {}

  /** One number within a range, both ends included. */
  public static double decimal(String name, String text, double least, double most) {
    if (DECIMAL.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw Fault.malformed(
        "bad-number", "%s \"%s\" must be %s to %s".formatted(name, clip(text), least, most));
  }

  /** Several numbers between commas. */
  public static double[] decimals(String name, String text, int count, double most) {
    String[] parts = text.split(",", -1);
    if (parts.length != count) {
      throw Fault.malformed(
          "bad-number", "%s \"%s\" must be %d numbers".formatted(name, clip(text), count));
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = decimal(name, parts[i], -most, most);
    }
    return values;
  }

  /** Several whole numbers between commas, none negative. */
  public static int[] whole(String name, String text, int count) {
    String[] parts = text.split(",", -1);
    int[] values = new int[parts.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        values[i] = Integer.parseInt(parts[i]);
      }
    } catch (NumberFormatException e) {
      values = new int[0];
    }
    if (values.length != count || Arrays.stream(values).anyMatch(v -> v < 0)) {
      throw Fault.malformed(
          "bad-number",
          "%s \"%s\" must be %d whole numbers from 0".formatted(name, clip(text), count));
    }
    return values;
  }

  private static String clip(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}

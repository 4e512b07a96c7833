package org.graticule.image.nitf;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.image.Acquisition;
import org.jspecify.annotations.Nullable;

/**
 * How an image was taken, from its subheader and the records USE00A, STDIDC, CSEXRA, PIAIMC, ACFTB
 * and AIMIDB. What does not read as it should is left out: these fields are for information.
 */
public final class NitfAcquisition {
  private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final Pattern FIRST =
      Pattern.compile("(\\d{2})(\\d{2})(\\d{2})(\\d{2})Z([A-Za-z]{3})(\\d{2})");
  private static final DateTimeFormatter FIRST_DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("ddHHmmssMMM")
          .appendValueReduced(ChronoField.YEAR, 2, 2, 1960)
          .toFormatter(Locale.ROOT);

  private static final double INCH = 0.0254;
  private static final double FOOT = 0.3048;

  private NitfAcquisition() {}

  public static Acquisition of(NitfImage image) {
    Map<String, String> records = image.extensions();
    String use = records.getOrDefault("USE00A", "");
    String identity = records.getOrDefault("STDIDC", "");
    String exploitation = records.getOrDefault("CSEXRA", "");
    String analysis = records.getOrDefault("PIAIMC", "");
    String aircraft = records.getOrDefault("ACFTB", "");
    String mission = records.getOrDefault("AIMIDB", "");
    return new Acquisition(
        either(time(image.taken()), time(field(identity, 0, 14)), time(field(mission, 0, 14))),
        either(words(identity, 14, 14), words(aircraft, 20, 10), words(mission, 18, 10)),
        either(
            words(exploitation, 0, 6),
            words(analysis, 16, 18),
            words(aircraft, 46, 6),
            blank(image.source())),
        either(words(aircraft, 0, 20)),
        within(number(analysis, 0, 3), 0, 100),
        either(within(number(use, 21, 5), 0, 90), within(number(exploitation, 94, 6), 0, 90)),
        within(number(exploitation, 100, 7), 0, 360),
        either(within(number(use, 97, 5), -90, 90), within(number(exploitation, 116, 7), -90, 90)),
        either(within(number(use, 102, 5), 0, 360), within(number(exploitation, 109, 7), 0, 360)),
        either(
            metres(number(use, 3, 5), INCH),
            metres(number(exploitation, 45, 5), INCH),
            metres(number(analysis, 337, 7), INCH),
            spacing(aircraft)),
        null,
        null,
        null);
  }

  /** Of rows, where it is a length. */
  private static @Nullable Double spacing(String aircraft) {
    return switch (field(aircraft, 164, 1)) {
      case "f" -> metres(number(aircraft, 157, 7), FOOT);
      case "m" -> metres(number(aircraft, 157, 7), 1);
      default -> null;
    };
  }

  private static @Nullable Double metres(@Nullable Double length, double unit) {
    return length == null ? null : within(Math.round(length * unit * 1e4) / 1e4, 1e-4, 1e5);
  }

  /** The first that is known. */
  @SafeVarargs
  private static <T> @Nullable T either(@Nullable T... values) {
    return Arrays.stream(values).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** ISO 8601 in UTC without its zone; fields that are not known to the second are left out. */
  static @Nullable String time(String field) {
    String text = field.strip();
    Matcher first = FIRST.matcher(text);
    try {
      if (first.matches()) {
        String date = text.replaceFirst("Z", "");
        return LocalDateTime.parse(date, FIRST_DATE).toString();
      }
      if (text.matches("\\d{8}[-\\d]{6}")) {
        return LocalDateTime.parse(text.replace('-', '0'), DIGITS).toString();
      }
    } catch (DateTimeException e) {
      return null;
    }
    return null;
  }

  /** Empty where the record is shorter. */
  private static String field(String record, int at, int width) {
    return record.length() < at + width ? "" : record.substring(at, at + width);
  }

  private static @Nullable String words(String record, int at, int width) {
    return blank(field(record, at, width));
  }

  private static @Nullable String blank(String text) {
    String stripped = NitfFields.shown(text.strip());
    return stripped.isEmpty() || stripped.equalsIgnoreCase("unknown") ? null : stripped;
  }

  private static @Nullable Double number(String record, int at, int width) {
    try {
      return Double.valueOf(field(record, at, width).strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double within(@Nullable Double value, double least, double most) {
    return value != null && value >= least && value <= most ? value : null;
  }
}

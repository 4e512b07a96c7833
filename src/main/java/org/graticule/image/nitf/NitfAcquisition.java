package org.graticule.image.nitf;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.image.Acquisition;
import org.jspecify.annotations.Nullable;

/**
 * How an image was taken, from its subheader and the records USE00A, STDIDC and CSEXRA. What does
 * not read as it should is left out: these fields are for information.
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

  private NitfAcquisition() {}

  public static Acquisition of(NitfImage image) {
    Map<String, String> records = image.extensions();
    String use = records.getOrDefault("USE00A", "");
    String identity = records.getOrDefault("STDIDC", "");
    String exploitation = records.getOrDefault("CSEXRA", "");
    Double obliquity = within(number(use, 21, 5), 0, 90);
    return new Acquisition(
        time(image.taken()),
        words(identity, 14, 14),
        words(exploitation, 0, 6) == null ? blank(image.source()) : words(exploitation, 0, 6),
        null,
        null,
        obliquity == null ? within(number(exploitation, 94, 6), 0, 90) : obliquity,
        within(number(exploitation, 100, 7), 0, 360),
        within(number(use, 97, 5), -90, 90),
        within(number(use, 102, 5), 0, 360));
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

  private static @Nullable String words(String record, int at, int width) {
    return record.length() < at + width ? null : blank(record.substring(at, at + width));
  }

  private static @Nullable String blank(String text) {
    String stripped = NitfFields.shown(text.strip());
    return stripped.isEmpty() || stripped.equalsIgnoreCase("unknown") ? null : stripped;
  }

  private static @Nullable Double number(String record, int at, int width) {
    try {
      return record.length() < at + width
          ? null
          : Double.valueOf(record.substring(at, at + width).strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double within(@Nullable Double value, double least, double most) {
    return value != null && value >= least && value <= most ? value : null;
  }
}

package org.graticule.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.graticule.fault.Fault;

/** Moments in queries and cursors, of the years that every part of the system can hold. */
public final class Times {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Times() {}

  /** RFC 3339, with any offset. */
  public static Instant instant(String name, String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
        return time;
      }
    } catch (DateTimeException e) {
      // Answered below.
    }
    throw Fault.malformed(
        "bad-time",
        "%s \"%s\" must be like 2026-01-31T09:00:00Z, of the years 1 to 9999"
            .formatted(name, text.length() > 60 ? text.substring(0, 60) + "..." : text));
  }
}

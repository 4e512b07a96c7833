package org.graticule.label.rule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a submission: an answer, not an exception. Immutable.
 *
 * @param code stable, lower-case, hyphenated
 * @param severity whether it refuses the submission
 * @param message names the thing, the bad value and what is allowed
 * @param place where on the image; null where the problem has no place
 * @param pointer RFC 6901 JSON pointer into what was submitted; starts at the feature, or at the
 *     request once {@link #under} has prefixed it
 */
public record Violation(
    String code, Severity severity, String message, @Nullable Place place, String pointer) {

  /** What a violation does to the submission. */
  public enum Severity {
    /** Refuses it. */
    ERROR,
    /** Is kept with it and shown. */
    WARNING
  }

  static Violation error(String code, String message, @Nullable Place place, String pointer) {
    return new Violation(code, Severity.ERROR, message, place, pointer);
  }

  static Violation warning(String code, String message, @Nullable Place place, String pointer) {
    return new Violation(code, Severity.WARNING, message, place, pointer);
  }

  public boolean refuses() {
    return severity == Severity.ERROR;
  }

  /** The same, as severe as this. */
  Violation as(Severity other) {
    return new Violation(code, other, message, place, pointer);
  }

  /** The same violation, seen from a document that holds the feature at {@code prefix}. */
  public Violation under(String prefix) {
    return new Violation(code, severity, message, place, prefix + pointer);
  }

  /** A measure for a message: four significant digits or two decimals, whichever says more. */
  static String figure(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Math.abs(value) >= 1
        ? String.format(Locale.ROOT, "%.2f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}

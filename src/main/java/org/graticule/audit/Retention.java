package org.graticule.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * How long records are kept, in whole months.
 *
 * @param active how long they can be searched, > 0
 * @param archived how long they then stay on the log, >= 0
 */
public record Retention(int active, int archived) {

  /** The profiles there are, beside keeping everything. */
  public static final List<Retention> PROFILES =
      List.of(new Retention(6, 12), new Retention(12, 18));

  /**
   * Reads {@code 6+12}, {@code 12+18} or {@code forever}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Optional<Retention> parse(String text) {
    if (text.equals("forever")) {
      return Optional.empty();
    }
    return Optional.of(
        PROFILES.stream()
            .filter(profile -> profile.toString().equals(text))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("forever, 6+12 or 12+18 months are needed")));
  }

  /** What was recorded before this moment is only archived. */
  public Instant activeFrom(Instant now) {
    return now.atZone(ZoneOffset.UTC).minusMonths(active).toInstant();
  }

  /** What was recorded before this moment may go. */
  public Instant keptFrom(Instant now) {
    return now.atZone(ZoneOffset.UTC).minusMonths((long) active + archived).toInstant();
  }

  @Override
  public String toString() {
    return active + "+" + archived;
  }
}

package org.graticule.label;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far an area of work is. */
enum AreaState {
  READY,
  SUBMITTED,
  ACCEPTED,
  REJECTED,
  UNUSABLE;

  /** As the contract and the database write it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<AreaState> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  /** Whether it says what somebody else thinks of the work. */
  boolean isVerdict() {
    return switch (this) {
      case ACCEPTED, REJECTED -> true;
      case READY, SUBMITTED, UNUSABLE -> false;
    };
  }
}

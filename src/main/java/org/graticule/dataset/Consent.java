package org.graticule.dataset;

import java.util.Locale;

/** Whether a published version may leave, as far as that takes a second person. */
public enum Consent {
  /** The project's rules ask for nobody. */
  NOT_NEEDED,
  NEEDED,
  ASKED,
  GIVEN;

  /** As the contract writes it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean lets() {
    return this == NOT_NEEDED || this == GIVEN;
  }
}

package org.graticule.access;

import java.util.Locale;

/** How somebody proved who they are when a session began. */
public enum Way {
  PASSWORD,
  OIDC,
  CERTIFICATE;

  /** As written in the contract and the database. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Way parse(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}

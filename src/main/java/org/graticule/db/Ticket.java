package org.graticule.db;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a transaction shows the database to say whom it acts for: random, so that nobody who can
 * only run SQL can make one up. The database keeps its hash. Immutable.
 */
public record Ticket(String secret) {
  /** Shows nothing: no row of content is seen with it. */
  public static final Ticket NONE = new Ticket("");

  /** A new one; good for nothing until the registrar has written down whose it is. */
  public static Ticket random(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new Ticket(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Override
  public String toString() {
    return "Ticket[...]";
  }
}

package org.graticule.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, and from where, as the log names them.
 *
 * @param actor stable id of the account, or {@code "-"}
 * @param actorName the name signed in with
 * @param source the address, or {@code "local"}
 * @param session keyed hash of the session, null outside one
 */
public record Origin(String actor, String actorName, String source, @Nullable String session) {

  /** The server itself, or an operator at its console. */
  public static Origin local(String name) {
    return new Origin("-", name, "local", null);
  }

  /** Somebody not signed in. */
  public static Origin unknown(String name, String source) {
    return new Origin("-", name, source, null);
  }
}

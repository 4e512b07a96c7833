package org.graticule.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who can sign in.
 *
 * @param systemRole role over the whole system, null for none
 * @param level name of the highest level they may see
 * @param accesses tokens and group members they hold
 */
public record Account(
    UUID id,
    String username,
    String displayName,
    @Nullable Role systemRole,
    String level,
    List<String> accesses,
    boolean active,
    @Nullable Instant lastSignIn) {

  public Account {
    accesses = List.copyOf(accesses);
  }
}

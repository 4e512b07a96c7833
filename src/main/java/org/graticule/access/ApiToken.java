package org.graticule.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that a program acts with for its owner. The secret is not here: nobody has it but whoever
 * was shown it once.
 *
 * @param name what the owner calls it
 * @param project the only project it is good for; null for all of the owner's
 * @param actions what it is good for, as far as the owner may do it
 * @param used when it was last used, to some minutes; null for never
 * @param revoked null while it is good
 */
public record ApiToken(
    UUID id,
    UUID account,
    String name,
    @Nullable UUID project,
    Set<Action> actions,
    Instant created,
    Instant expires,
    @Nullable Instant used,
    @Nullable Instant revoked) {

  public ApiToken {
    actions = Set.copyOf(actions);
  }

  boolean goodAt(Instant now) {
    return revoked == null && expires.isAfter(now);
  }
}

package org.graticule.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's being signed in, without the token that would let another be.
 *
 * @param source address it began from
 * @param agent the browser's own description of itself, clipped
 * @param seen when it was last used, as far as the database knows
 * @param previous when the account had signed in before, null for the first time
 * @param failures failed attempts between then and its beginning
 */
public record Session(
    UUID id,
    UUID account,
    Way way,
    String source,
    String agent,
    Instant created,
    Instant seen,
    Instant expires,
    @Nullable Instant previous,
    int failures) {}

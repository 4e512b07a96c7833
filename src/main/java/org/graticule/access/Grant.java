package org.graticule.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody holds in a project, and who gave it.
 *
 * @param area GeoJSON of the ground that it is limited to; null where it is not
 */
public record Grant(
    String username,
    String displayName,
    Role role,
    String grantedBy,
    Instant at,
    @Nullable String area) {}

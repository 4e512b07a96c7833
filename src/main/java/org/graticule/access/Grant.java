package org.graticule.access;

import java.time.Instant;

/** A role that somebody holds in a project, and who gave it. */
public record Grant(String username, String displayName, Role role, String grantedBy, Instant at) {}

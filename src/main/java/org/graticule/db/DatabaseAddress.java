package org.graticule.db;

import org.graticule.config.Secret;

/** Where a PostGIS database is and as whom to enter it. */
public record DatabaseAddress(String url, String user, Secret password) {}

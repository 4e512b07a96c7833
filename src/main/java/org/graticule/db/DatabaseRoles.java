package org.graticule.db;

/**
 * The two roles that a server enters its database as.
 *
 * @param app reads and writes content as far as the row policies show it the rows; owns nothing and
 *     reads neither accounts nor grants nor tickets
 * @param registrar keeps accounts, sessions, grants and tickets; sees no content
 */
public record DatabaseRoles(DatabaseAddress app, DatabaseAddress registrar) {}

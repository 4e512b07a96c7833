package org.graticule.label;

import java.time.Instant;
import java.util.UUID;

/**
 * One person's seat at a scene, in one tab. Immutable.
 *
 * @param tab chosen by the tab, for as long as it is open
 * @param token rises with every change of hands; a save under an older one is refused
 * @param expires unless it is renewed; after that another tab may take it unasked
 */
public record Lease(
    UUID scene,
    UUID account,
    String username,
    UUID tab,
    long token,
    Instant taken,
    Instant expires) {}

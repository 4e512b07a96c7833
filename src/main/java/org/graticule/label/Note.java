package org.graticule.label;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody says about a place of a scene. Immutable.
 *
 * @param x pixels of the scene; a note may lie beside the image
 * @param y pixels of the scene
 * @param text 1 to 2,000 characters
 * @param done nothing is left to do about it
 */
record Note(
    UUID id,
    double x,
    double y,
    String text,
    boolean done,
    UUID account,
    String username,
    Instant created,
    Instant changed) {}

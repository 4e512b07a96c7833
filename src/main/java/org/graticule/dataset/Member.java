package org.graticule.dataset;

/**
 * One file of an archive, as it is found after unpacking.
 *
 * @param name path inside the archive, forward slashes
 * @param bytes length
 * @param sha256 lower-case hex
 */
public record Member(String name, long bytes, String sha256) {}

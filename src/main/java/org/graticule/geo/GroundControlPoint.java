package org.graticule.geo;

/**
 * A pixel whose place on the ground is known.
 *
 * @param column pixel column, outer-corner convention
 * @param row pixel row
 * @param x ground x (east or longitude), in units of the CRS
 * @param y ground y (north or latitude)
 */
public record GroundControlPoint(double column, double row, double x, double y) {}

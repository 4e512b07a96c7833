package org.graticule.label.rule;

import org.locationtech.jts.geom.Coordinate;

/**
 * A spot on the image that a person can be taken to. Immutable.
 *
 * @param x pixels to the right of the outer corner of the upper-left pixel
 * @param y pixels down from the outer corner of the upper-left pixel
 */
public record Place(double x, double y) {
  static Place of(Coordinate at) {
    return new Place(at.x, at.y);
  }
}

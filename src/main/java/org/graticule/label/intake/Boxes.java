package org.graticule.label.intake;

import org.locationtech.jts.geom.Coordinate;

/** Upright boxes as rings, clockwise on the picture from the upper left. */
final class Boxes {
  private Boxes() {}

  static Coordinate[] ring(double left, double top, double right, double bottom) {
    return new Coordinate[] {
      new Coordinate(left, top),
      new Coordinate(right, top),
      new Coordinate(right, bottom),
      new Coordinate(left, bottom),
      new Coordinate(left, top)
    };
  }
}

package org.graticule.label.rule;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** What two sound areas have in common. */
final class Overlay {
  private Overlay() {}

  static Geometry common(Geometry a, Geometry b) {
    return OverlayNGRobust.overlay(a, b, OverlayNG.INTERSECTION);
  }

  static double area(Geometry a, Geometry b) {
    return common(a, b).getArea();
  }
}

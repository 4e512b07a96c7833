package org.graticule.label.rule;

import org.locationtech.jts.geom.Geometry;

/**
 * A candidate's size on the ground, worked out when a rule first asks. On the ellipsoid, where the
 * scene can say; else from the area of one pixel. Used by one thread.
 */
final class Measures {
  private final Geometry geometry;
  private final SceneFrame frame;
  private double area = Double.NEGATIVE_INFINITY;
  private double length = Double.NEGATIVE_INFINITY;

  Measures(Geometry geometry, SceneFrame frame) {
    this.geometry = geometry;
    this.frame = frame;
  }

  /** Square metres; NaN where there is no ground. */
  double area() {
    if (area == Double.NEGATIVE_INFINITY) {
      Ground ground = frame.ground();
      area =
          ground == null
              ? geometry.getArea() * frame.squareMetresPerPixel()
              : ground.area(geometry);
    }
    return area;
  }

  /** Metres; NaN where there is no ground. */
  double length() {
    if (length == Double.NEGATIVE_INFINITY) {
      Ground ground = frame.ground();
      length =
          ground == null
              ? geometry.getLength() * Math.sqrt(frame.squareMetresPerPixel())
              : ground.length(geometry);
    }
    return length;
  }
}

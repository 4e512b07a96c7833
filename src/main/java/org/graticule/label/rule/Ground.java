package org.graticule.label.rule;

import org.locationtech.jts.geom.Geometry;

/** Measures shapes of one scene on the ellipsoid. Thread-safe. */
public interface Ground {
  /** Square metres; NaN where the shape has no place on the ground. */
  double area(Geometry pixels);

  /** Metres along a line, or around an area; NaN where the shape has no place on the ground. */
  double length(Geometry pixels);
}

package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.jspecify.annotations.Nullable;

/** GeoTools hands a place to write into, or none. */
final class Places {
  private Places() {}

  static Point2D at(double x, double y, @Nullable Point2D into) {
    if (into == null) {
      return new Point2D.Double(x, y);
    }
    into.setLocation(x, y);
    return into;
  }
}

package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;

/**
 * O. Winkel's third: the mean of Aitoff's map and of an equirectangular one, of a sphere of one
 * semi-major axis. The way back solves the way there. Immutable.
 */
public final class WinkelTripel extends Plane {
  private static final int MOST_ROUNDS = 50;
  private static final double ENOUGH = 1e-13;
  private static final double BIT = 1e-6;

  private final double cosine;

  private WinkelTripel(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.cosine = Math.cos(Math.toRadians(own(Provider.STANDARD_PARALLEL_1)));
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    double distance = Math.acos(Math.cos(phi) * Math.cos(lambda / 2));
    double stretch = distance < 1e-9 ? 1 : distance / Math.sin(distance);
    double aitoff = 2 * Math.cos(phi) * Math.sin(lambda / 2) * stretch;
    return new Point2D.Double((aitoff + lambda * cosine) / 2, (Math.sin(phi) * stretch + phi) / 2);
  }

  @Override
  Point2D.Double back(double x, double y) {
    double lambda = Math.clamp(x, -Math.PI, Math.PI);
    double phi = Math.clamp(y, -Math.PI / 2, Math.PI / 2);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Point2D.Double at = there(lambda, phi);
      double dx = x - at.x;
      double dy = y - at.y;
      if (Math.hypot(dx, dy) < ENOUGH) {
        return new Point2D.Double(lambda, phi);
      }
      double sideways = lambda > 0 ? -BIT : BIT;
      double upwards = phi > 0 ? -BIT : BIT;
      Point2D.Double beside = there(lambda + sideways, phi);
      Point2D.Double above = there(lambda, phi + upwards);
      double xl = (beside.x - at.x) / sideways;
      double yl = (beside.y - at.y) / sideways;
      double xp = (above.x - at.x) / upwards;
      double yp = (above.y - at.y) / upwards;
      double area = xl * yp - xp * yl;
      lambda = Math.clamp(lambda + (dx * yp - dy * xp) / area, -Math.PI, Math.PI);
      phi = Math.clamp(phi + (dy * xl - dx * yl) / area, -Math.PI / 2, Math.PI / 2);
    }
    return new Point2D.Double(Double.NaN, Double.NaN);
  }

  /** Found by GeoTools. */
  public static final class Provider extends Method {
    public Provider() {
      super(WinkelTripel::new, new String[] {WorldMap.OWN + "Winkel Tripel"}, STANDARD_PARALLEL_1);
    }
  }
}

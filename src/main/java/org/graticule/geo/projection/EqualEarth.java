package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;

/**
 * Equal Earth for the ellipsoid (EPSG 1078; B. Šavrič, T. Patterson and B. Jenny, 2018), which
 * GeoTools has for a sphere only. Immutable.
 */
public final class EqualEarth extends Plane {
  /** Not what the registry calls it, by which GeoTools' own is found. */
  public static final String METHOD = "Equal Earth of an ellipsoid";

  private static final double A1 = 1.340264;
  private static final double A2 = -0.081106;
  private static final double A3 = 0.000893;
  private static final double A4 = 0.003796;
  private static final double HALF_ROOT_3 = Math.sqrt(3) / 2;
  private static final int MOST_ROUNDS = 15;
  private static final double ENOUGH = 1e-14;

  private final AuthalicSphere sphere;

  private EqualEarth(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.sphere = new AuthalicSphere(excentricity);
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    double theta = Math.asin(HALF_ROOT_3 * Math.sin(sphere.authalic(phi)));
    double x = lambda * Math.cos(theta) / (HALF_ROOT_3 * slope(theta));
    return new Point2D.Double(sphere.radius() * x, sphere.radius() * height(theta));
  }

  /** Beyond the poles, and beside them, is no place: not a number. */
  @Override
  Point2D.Double back(double x, double y) {
    double height = y / sphere.radius();
    double theta = height / A1;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double step = (height - height(theta)) / slope(theta);
      theta += step;
      if (Math.abs(step) < ENOUGH) {
        break;
      }
    }
    double lambda = x / sphere.radius() * HALF_ROOT_3 * slope(theta) / Math.cos(theta);
    double authalic = Math.asin(Math.sin(theta) / HALF_ROOT_3);
    boolean beside = Math.abs(lambda) > Math.PI * (1 + 1e-9);
    return new Point2D.Double(beside ? Double.NaN : lambda, sphere.geographic(authalic));
  }

  private static double height(double theta) {
    double t2 = theta * theta;
    return theta * (A1 + t2 * (A2 + t2 * t2 * (A3 + t2 * A4)));
  }

  private static double slope(double theta) {
    double t2 = theta * theta;
    return A1 + t2 * (3 * A2 + t2 * t2 * (7 * A3 + 9 * t2 * A4));
  }

  /** Found by GeoTools. */
  public static final class Provider extends Method {
    public Provider() {
      super(EqualEarth::new, new String[] {METHOD});
    }
  }
}

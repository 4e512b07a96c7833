package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;

/**
 * Lambert's cylinder of equal area for the ellipsoid (EPSG 9835), as of EASE-Grid 2.0. Immutable.
 */
public final class EqualAreaCylinder extends Plane {
  /** As the EPSG registry has it. */
  public static final String METHOD = "Lambert Cylindrical Equal Area";

  private final AuthalicSphere sphere;

  /** Radius of the parallel of true length, in semi-major axes. */
  private final double parallel;

  private EqualAreaCylinder(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.sphere = new AuthalicSphere(excentricity);
    double trueLatitude = Math.toRadians(own(Provider.STANDARD_PARALLEL_1));
    double es = excentricity * Math.sin(trueLatitude);
    this.parallel = Math.cos(trueLatitude) / Math.sqrt(1 - es * es);
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    return new Point2D.Double(lambda * parallel, sphere.zone(phi) / (2 * parallel));
  }

  @Override
  Point2D.Double back(double x, double y) {
    double authalic = Math.asin(2 * y * parallel / sphere.hemisphere());
    return new Point2D.Double(x / parallel, sphere.geographic(authalic));
  }

  /** Found by GeoTools. */
  public static final class Provider extends Method {
    public Provider() {
      super(EqualAreaCylinder::new, new String[] {METHOD, "9835"}, STANDARD_PARALLEL_1);
    }
  }
}

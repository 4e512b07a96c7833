package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;
import org.geotools.referencing.operation.projection.ProjectionException;

/**
 * The sinusoidal map of a sphere or an ellipsoid (J. P. Snyder, Map Projections, 1987, p. 247 and
 * 248), beside and beyond whose edge is no place: GeoTools' own goes on there, on the other side of
 * the Earth. Immutable.
 */
public final class Sinusoidal extends Plane {
  private final double pole;

  private Sinusoidal(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.pole = mlfn(Math.PI / 2, 1, 0);
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    double sine = Math.sin(phi);
    return new Point2D.Double(lambda * parallel(phi), mlfn(phi, sine, Math.cos(phi)));
  }

  @Override
  Point2D.Double back(double x, double y) {
    double phi = latitude(y);
    return new Point2D.Double(WorldMap.longitude(x, parallel(phi)), phi);
  }

  private double latitude(double y) {
    if (Math.abs(y) > pole) {
      return Double.NaN;
    }
    try {
      return inv_mlfn(y);
    } catch (ProjectionException noPlace) {
      return Double.NaN;
    }
  }

  /** Radius of a parallel. */
  private double parallel(double phi) {
    double es = excentricity * Math.sin(phi);
    return Math.cos(phi) / Math.sqrt(1 - es * es);
  }

  /** Found by GeoTools. */
  public static final class Provider extends Method {
    public Provider() {
      super(Sinusoidal::new, new String[] {WorldMap.OWN + "Sinusoidal"});
    }
  }
}

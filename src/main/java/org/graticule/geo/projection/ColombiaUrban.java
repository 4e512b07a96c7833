package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptor;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;
import si.uom.SI;

/**
 * A plane at the height of a city, by which Colombia maps its own (EPSG 1052; IOGP guidance note
 * 7-2). The way back solves the way there, so that a round trip is exact. Immutable.
 */
public final class ColombiaUrban extends Plane {
  private static final int ROUNDS = 6;

  /** Of the plane above the ellipsoid, in semi-major axes. */
  private final double height;

  private final double across;
  private final double bend;

  private ColombiaUrban(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.height = own(Provider.HEIGHT) / semiMajor;
    this.across = 1 + height / primeVertical(latitudeOfOrigin);
    this.bend =
        Math.tan(latitudeOfOrigin)
            / (2 * meridian(latitudeOfOrigin) * primeVertical(latitudeOfOrigin));
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    double along = lambda * primeVertical(phi) * Math.cos(phi);
    return new Point2D.Double(across * along, northing(along, phi));
  }

  @Override
  Point2D.Double back(double x, double y) {
    double along = x / across;
    double phi = latitudeOfOrigin;
    for (int round = 0; round < ROUNDS; round++) {
      phi += (y - northing(along, phi)) / (meridian(phi) + height);
    }
    return new Point2D.Double(along / (primeVertical(phi) * Math.cos(phi)), phi);
  }

  private double northing(double along, double phi) {
    double raised = 1 + height / meridian((phi + latitudeOfOrigin) / 2);
    return raised * meridian(latitudeOfOrigin) * (phi - latitudeOfOrigin + bend * along * along);
  }

  /** Radius of curvature along the parallel. */
  private double primeVertical(double phi) {
    double es = excentricity * Math.sin(phi);
    return 1 / Math.sqrt(1 - es * es);
  }

  /** Radius of curvature along the meridian. */
  private double meridian(double phi) {
    return (1 - excentricitySquared) * Math.pow(primeVertical(phi), 3);
  }

  /** Found by GeoTools. */
  public static final class Provider extends Method {
    private static final ParameterDescriptor<Double> HEIGHT =
        createDescriptor(
            names("Projection plane origin height", "1039"), 0, -20_000, 20_000, SI.METRE);

    public Provider() {
      super(
          ColombiaUrban::new, new String[] {"Colombia Urban", "1052"}, LATITUDE_OF_ORIGIN, HEIGHT);
    }
  }
}

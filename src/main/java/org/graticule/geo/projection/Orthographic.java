package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;

/**
 * The Earth from infinitely far away (EPSG 9840; IOGP guidance note 7-2), which GeoTools has for a
 * sphere only. Immutable.
 */
public final class Orthographic extends Seen {
  /** Not what the registry calls it, by which GeoTools' own is found. */
  public static final String METHOD = "Orthographic of an ellipsoid";

  private final double[] origin;
  private final double[] north;

  /** Towards the eye. */
  private final double[] up;

  private Orthographic(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    double sine = Math.sin(latitudeOfOrigin);
    double cosine = Math.cos(latitudeOfOrigin);
    this.origin = point(0, latitudeOfOrigin);
    this.north = new double[] {-sine, 0, cosine};
    this.up = new double[] {cosine, 0, sine};
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    double[] point = point(lambda, phi);
    if (facing(point, up) < 0) {
      return new Point2D.Double(Double.NaN, Double.NaN);
    }
    double y = (point[0] - origin[0]) * north[0] + (point[2] - origin[2]) * north[2];
    return new Point2D.Double(point[1], y);
  }

  @Override
  Point2D.Double back(double x, double y) {
    double[] eye = {origin[0] + y * north[0] + 2 * up[0], x, origin[2] + y * north[2] + 2 * up[2]};
    return met(eye, new double[] {-up[0], 0, -up[2]});
  }

  /** Found by GeoTools. */
  public static final class Provider extends Method {
    public Provider() {
      super(Orthographic::new, new String[] {METHOD}, LATITUDE_OF_ORIGIN);
    }
  }
}

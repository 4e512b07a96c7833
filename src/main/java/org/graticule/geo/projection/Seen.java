package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;

/**
 * The Earth as it is seen from space, which ends at its limb. Points have their origin at the
 * Earth's middle, x through the central meridian, z through the pole, in semi-major axes.
 */
abstract class Seen extends Plane {
  private final double polar2;

  Seen(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.polar2 = 1 - excentricitySquared;
  }

  final double[] point(double lambda, double phi) {
    double sine = Math.sin(phi);
    double normal = 1 / Math.sqrt(1 - excentricitySquared * sine * sine);
    double across = normal * Math.cos(phi);
    return new double[] {
      across * Math.cos(lambda), across * Math.sin(lambda), normal * polar2 * sine
    };
  }

  /** How far the ellipsoid's surface at a point looks into a direction; below 0 it looks away. */
  final double facing(double[] point, double[] towards) {
    return point[0] * towards[0] + point[1] * towards[1] + point[2] * towards[2] / polar2;
  }

  /** Longitude and latitude of the first point that a line of sight meets; none beside the limb. */
  final Point2D.Double met(double[] eye, double[] along) {
    double a = facing(along, along);
    double b = facing(eye, along);
    double c = facing(eye, eye) - 1;
    double t = (-b - Math.sqrt(b * b - a * c)) / a;
    double x = eye[0] + t * along[0];
    double y = eye[1] + t * along[1];
    double z = eye[2] + t * along[2];
    return new Point2D.Double(Math.atan2(y, x), Math.atan2(z, polar2 * Math.hypot(x, y)));
  }
}

package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptor;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;
import si.uom.SI;
import tech.units.indriya.AbstractUnit;

/**
 * The Earth by the scan angles of a satellite above the equator, times its height (CGMS 03,
 * 4.4.3.2; GOES-R product definition, volume 3, 5.1.2.8). Which of both angles turns first is told
 * by the axis that the instrument sweeps. Immutable.
 */
public final class Geostationary extends Seen {
  /** Not what GeoTools' own is found by, which knows one sweep and mistakes some ellipsoids. */
  public static final String METHOD = "Geostationary Satellite by its sweep";

  /** As Esri has it: 0 for y (Meteosat, Himawari), 1 for x (GOES-R). */
  public static final String SWEEP = "Option";

  private final double height;
  private final boolean sweepsX;

  private Geostationary(ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.height = own(Provider.HEIGHT) / semiMajor;
    this.sweepsX = own(Provider.OPTION) == 1;
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    double[] point = point(lambda, phi);
    double[] sight = {1 + height - point[0], -point[1], -point[2]};
    if (facing(point, sight) < 0) {
      return new Point2D.Double(Double.NaN, Double.NaN);
    }
    double ahead = sight[0];
    double right = point[1];
    double up = point[2];
    return sweepsX
        ? angles(Math.atan(right / Math.hypot(up, ahead)), Math.atan(up / ahead))
        : angles(Math.atan(right / ahead), Math.atan(up / Math.hypot(right, ahead)));
  }

  private Point2D.Double angles(double across, double up) {
    return new Point2D.Double(height * across, height * up);
  }

  @Override
  Point2D.Double back(double x, double y) {
    double right = Math.tan(x / height);
    double up = Math.tan(y / height);
    double[] along =
        sweepsX
            ? new double[] {-1, right * Math.hypot(1, up), up}
            : new double[] {-1, right, up * Math.hypot(1, right)};
    return met(new double[] {1 + height, 0, 0}, along);
  }

  /** Found by GeoTools. */
  public static final class Provider extends Method {
    private static final ParameterDescriptor<Double> HEIGHT =
        createDescriptor(names("satellite_height", "Height"), Double.NaN, 1, 1e12, SI.METRE);

    private static final ParameterDescriptor<Double> OPTION =
        createDescriptor(names(SWEEP), 0, 0, 1, AbstractUnit.ONE);

    public Provider() {
      super(Geostationary::new, new String[] {METHOD}, HEIGHT, OPTION);
    }
  }
}

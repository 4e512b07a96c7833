package org.graticule.geo;

import org.graticule.geo.projection.AuthalicSphere;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryComponentFilter;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Areas and lengths on the WGS 84 ellipsoid. Areas are those of great circles on the sphere of
 * equal area, at authalic latitudes (J. P. Snyder, Map Projections, 1987, p. 16): exact along
 * meridians and the equator, and within a hundred thousandth of those of geodesics for whatever an
 * image shows. Lengths are those of geodesics (T. Vincenty, 1975), half a millimetre. Stateless.
 */
public final class Ellipsoid {
  private static final double A = 6_378_137;
  private static final double F = 1 / 298.257223563;
  private static final double B = A * (1 - F);
  private static final AuthalicSphere SPHERE = new AuthalicSphere(Math.sqrt(F * (2 - F)));
  private static final double R2 = Math.pow(A * SPHERE.radius(), 2);
  private static final int MOST_ROUNDS = 100;

  private Ellipsoid() {}

  /**
   * Square metres of all areas together; holes are taken out whatever their direction.
   *
   * @param lonLat degrees, edges the short way around; of lines and points the area is 0
   */
  public static double area(Geometry lonLat) {
    double area = 0;
    for (int i = 0; i < lonLat.getNumGeometries(); i++) {
      if (lonLat.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        area += area(polygon.getExteriorRing());
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          area -= area(polygon.getInteriorRingN(hole));
        }
      }
    }
    return area;
  }

  /**
   * Metres along all lines, or around all rings.
   *
   * @param lonLat degrees
   */
  public static double length(Geometry lonLat) {
    double[] length = new double[1];
    lonLat.apply(
        (GeometryComponentFilter)
            part -> {
              if (part instanceof LineString line) {
                for (int i = 1; i < line.getNumPoints(); i++) {
                  length[0] += distance(line.getCoordinateN(i - 1), line.getCoordinateN(i));
                }
              }
            });
    return length[0];
  }

  /** Between each edge and the equator lies a spherical excess; around a pole they do not close. */
  private static double area(LineString ring) {
    double excess = 0;
    double turn = 0;
    for (int i = 1; i < ring.getNumPoints(); i++) {
      Coordinate a = ring.getCoordinateN(i - 1);
      Coordinate b = ring.getCoordinateN(i);
      double along = Math.IEEEremainder(b.x - a.x, 360);
      double ta = Math.tan(SPHERE.authalic(Math.toRadians(a.y)) / 2);
      double tb = Math.tan(SPHERE.authalic(Math.toRadians(b.y)) / 2);
      excess += 2 * Math.atan2(Math.tan(Math.toRadians(along) / 2) * (ta + tb), 1 + ta * tb);
      turn += along;
    }
    double area = Math.abs(excess) * R2;
    return Math.abs(turn) > 180 ? 2 * Math.PI * R2 - area : area;
  }

  /** Vincenty's inverse; between places nearly opposite each other, where it fails, half a turn. */
  private static double distance(Coordinate a, Coordinate b) {
    double along = Math.toRadians(Math.IEEEremainder(b.x - a.x, 360));
    double u1 = Math.atan((1 - F) * Math.tan(Math.toRadians(a.y)));
    double u2 = Math.atan((1 - F) * Math.tan(Math.toRadians(b.y)));
    double lambda = along;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double x = Math.cos(u2) * Math.sin(lambda);
      double y = Math.cos(u1) * Math.sin(u2) - Math.sin(u1) * Math.cos(u2) * Math.cos(lambda);
      double sinSigma = Math.hypot(x, y);
      if (sinSigma == 0) {
        return 0;
      }
      double cosSigma =
          Math.sin(u1) * Math.sin(u2) + Math.cos(u1) * Math.cos(u2) * Math.cos(lambda);
      double sigma = Math.atan2(sinSigma, cosSigma);
      double sinAlpha = Math.cos(u1) * Math.cos(u2) * Math.sin(lambda) / sinSigma;
      double cos2 = 1 - sinAlpha * sinAlpha;
      double middle = cos2 == 0 ? 0 : cosSigma - 2 * Math.sin(u1) * Math.sin(u2) / cos2;
      double c = F / 16 * cos2 * (4 + F * (4 - 3 * cos2));
      double m2 = 2 * middle * middle - 1;
      double next =
          along + (1 - c) * F * sinAlpha * (sigma + c * sinSigma * (middle + c * cosSigma * m2));
      if (Math.abs(next - lambda) < 1e-12) {
        return metres(sigma, sinSigma, cosSigma, middle, cos2);
      }
      lambda = next;
    }
    return Math.PI * A;
  }

  private static double metres(
      double sigma, double sinSigma, double cosSigma, double middle, double cos2) {
    double v = cos2 * (A * A - B * B) / (B * B);
    double big = 1 + v / 16384 * (4096 + v * (-768 + v * (320 - 175 * v)));
    double small = v / 1024 * (256 + v * (-128 + v * (74 - 47 * v)));
    double m2 = 2 * middle * middle - 1;
    double bend =
        small
            * sinSigma
            * (middle
                + small
                    / 4
                    * (cosSigma * m2
                        - small
                            / 6
                            * middle
                            * (4 * sinSigma * sinSigma - 3)
                            * (4 * middle * middle - 3)));
    return B * big * (sigma - bend);
  }
}

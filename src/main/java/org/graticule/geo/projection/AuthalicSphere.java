package org.graticule.geo.projection;

/**
 * The sphere that has an ellipsoid's area, zone by zone (J. P. Snyder, Map Projections, 1987, p. 16
 * and 17). Angles are radians, areas and lengths in semi-major axes of the ellipsoid. Immutable.
 *
 * @param eccentricity of the ellipsoid, 0 for a sphere
 */
public record AuthalicSphere(double eccentricity) {
  private static final int MOST_ROUNDS = 15;
  private static final double ENOUGH = 1e-14;

  /** Half of the area between the equator and this latitude for each radian of longitude. */
  public double zone(double latitude) {
    return q(Math.sin(latitude));
  }

  public double hemisphere() {
    return q(1);
  }

  public double radius() {
    return Math.sqrt(hemisphere() / 2);
  }

  /** Latitude on this sphere of a latitude on the ellipsoid. */
  public double authalic(double latitude) {
    return Math.asin(Math.clamp(zone(latitude) / hemisphere(), -1.0, 1.0));
  }

  /** Latitude on the ellipsoid of a latitude on this sphere, by Newton's method. */
  public double geographic(double authalic) {
    double zone = hemisphere() * Math.sin(authalic);
    double latitude = authalic;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double cosine = Math.cos(latitude);
      if (cosine < 1e-9) {
        break;
      }
      double es = eccentricity * Math.sin(latitude);
      double step =
          (zone - zone(latitude))
              * Math.pow(1 - es * es, 2)
              / (2 * (1 - eccentricity * eccentricity) * cosine);
      latitude = Math.clamp(latitude + step, -Math.PI / 2, Math.PI / 2);
      if (Math.abs(step) < ENOUGH) {
        break;
      }
    }
    return latitude;
  }

  private double q(double sine) {
    double e = eccentricity;
    if (e == 0) {
      return 2 * sine;
    }
    double es = e * sine;
    return (1 - e * e) * (sine / (1 - es * es) + Math.log((1 + es) / (1 - es)) / (2 * e));
  }
}

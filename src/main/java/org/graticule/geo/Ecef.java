package org.graticule.geo;

import org.locationtech.jts.geom.Coordinate;

/**
 * A place or a way in metres along axes that turn with the Earth: to longitude 0 and to 90 degrees
 * east on the equator, and to the north pole, from the middle of WGS 84.
 */
public record Ecef(double x, double y, double z) {
  private static final double A = 6_378_137;
  private static final double F = 1 / 298.257223563;
  private static final double B = A * (1 - F);
  private static final double E2 = F * (2 - F);

  public Ecef plus(Ecef other) {
    return new Ecef(x + other.x, y + other.y, z + other.z);
  }

  public Ecef minus(Ecef other) {
    return plus(other.times(-1));
  }

  public Ecef times(double factor) {
    return new Ecef(factor * x, factor * y, factor * z);
  }

  public double dot(Ecef other) {
    return x * other.x + y * other.y + z * other.z;
  }

  public Ecef cross(Ecef other) {
    return new Ecef(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  public double length() {
    return Math.sqrt(dot(this));
  }

  /** Degrees. */
  public Coordinate lonLat() {
    return new Coordinate(Math.toDegrees(Math.atan2(y, x)), Math.toDegrees(latitude()));
  }

  /** Metres above the ellipsoid. */
  public double height() {
    double latitude = latitude();
    double sine = Math.sin(latitude);
    return Math.hypot(x, y) * Math.cos(latitude) + z * sine - A * Math.sqrt(1 - E2 * sine * sine);
  }

  /** Straight up, one metre. */
  public Ecef up() {
    double latitude = latitude();
    double longitude = Math.atan2(y, x);
    return new Ecef(
        Math.cos(latitude) * Math.cos(longitude),
        Math.cos(latitude) * Math.sin(longitude),
        Math.sin(latitude));
  }

  /** Radians, by B. R. Bowring's formula (1976), exact to micrometres near the ground. */
  private double latitude() {
    double across = Math.hypot(x, y);
    double reduced = Math.atan2(z * A, across * B);
    return Math.atan2(
        z + E2 / (1 - E2) * B * Math.pow(Math.sin(reduced), 3),
        across - E2 * A * Math.pow(Math.cos(reduced), 3));
  }
}

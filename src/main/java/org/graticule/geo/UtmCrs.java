package org.graticule.geo;

import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;

/**
 * A zone of UTM on WGS 84, by Krüger's series to the fourth power of the third flattening
 * (coefficients: Karney, Transverse Mercator with an accuracy of a few nanometers, 2011, equations
 * 35 and 36): good to a micrometre in and around its zone. Immutable and thread-safe.
 */
final class UtmCrs extends Crs {
  private static final int NORTH = 32_600;
  private static final int SOUTH = 32_700;
  private static final double A = 6_378_137;
  private static final double F = 1 / 298.257223563;
  private static final double SCALE = 0.9996;
  private static final double EAST = 500_000;
  private static final double E2 = F * (2 - F);
  private static final double E = Math.sqrt(E2);
  private static final double N = F / (2 - F);
  private static final double N2 = N * N;
  private static final double N3 = N2 * N;
  private static final double N4 = N3 * N;

  /** Radius of the circle as long as a meridian, scaled. */
  private static final double R = SCALE * A / (1 + N) * (1 + N2 / 4 + N4 / 64);

  private static final double[] FORWARD = {
    N / 2 - N2 * 2 / 3 + N3 * 5 / 16 + N4 * 41 / 180,
    N2 * 13 / 48 - N3 * 3 / 5 + N4 * 557 / 1440,
    N3 * 61 / 240 - N4 * 103 / 140,
    N4 * 49_561 / 161_280
  };
  private static final double[] BACKWARD = {
    N / 2 - N2 * 2 / 3 + N3 * 37 / 96 - N4 / 360,
    N2 / 48 + N3 / 15 - N4 * 437 / 1440,
    N3 * 17 / 480 - N4 * 37 / 840,
    N4 * 4397 / 161_280
  };

  private final int zone;
  private final boolean south;

  UtmCrs(int epsg) {
    super(epsg);
    this.south = epsg > SOUTH;
    this.zone = epsg - (south ? SOUTH : NORTH);
  }

  static boolean knows(int epsg) {
    return epsg > NORTH && epsg <= NORTH + 60 || epsg > SOUTH && epsg <= SOUTH + 60;
  }

  @Override
  public String wkt() {
    return RegisteredCrs.registered((south ? SOUTH : NORTH) + zone).wkt();
  }

  @Override
  String name() {
    return "WGS 84 / UTM zone " + zone + (south ? "S" : "N");
  }

  @Override
  public boolean geographic() {
    return false;
  }

  @Override
  public boolean hasLonLat() {
    return true;
  }

  @Override
  public Optional<Double> metresPerUnit() {
    return Optional.of(1.0);
  }

  @Override
  public Optional<Double> radius() {
    return Optional.of(A);
  }

  private double meridian() {
    return 6 * zone - 183;
  }

  private double falseNorthing() {
    return south ? 10_000_000 : 0;
  }

  @Override
  public Optional<Coordinate> toLonLat(Coordinate ground) {
    double xi = (ground.y - falseNorthing()) / R;
    double eta = (ground.x - EAST) / R;
    double north = xi;
    double east = eta;
    for (int j = 1; j <= BACKWARD.length; j++) {
      north -= BACKWARD[j - 1] * Math.sin(2 * j * xi) * Math.cosh(2 * j * eta);
      east -= BACKWARD[j - 1] * Math.cos(2 * j * xi) * Math.sinh(2 * j * eta);
    }
    double side = Math.sinh(east);
    double along = Math.cos(north);
    double latitude = Math.atan(geographic(Math.sin(north) / Math.hypot(side, along)));
    double longitude = meridian() + Math.toDegrees(Math.atan2(side, along));
    return finite(Math.IEEEremainder(longitude, 360), Math.toDegrees(latitude));
  }

  @Override
  public Optional<Coordinate> fromLonLat(Coordinate lonLat) {
    if (Math.abs(lonLat.y) > 90) {
      return Optional.empty();
    }
    double turn = Math.toRadians(Math.IEEEremainder(lonLat.x - meridian(), 360));
    double t = conformal(Math.tan(Math.toRadians(lonLat.y)));
    double xi = Math.atan2(t, Math.cos(turn));
    double eta = asinh(Math.sin(turn) / Math.hypot(t, Math.cos(turn)));
    double north = xi;
    double east = eta;
    for (int j = 1; j <= FORWARD.length; j++) {
      north += FORWARD[j - 1] * Math.sin(2 * j * xi) * Math.cosh(2 * j * eta);
      east += FORWARD[j - 1] * Math.cos(2 * j * xi) * Math.sinh(2 * j * eta);
    }
    return finite(EAST + R * east, falseNorthing() + R * north)
        .filter(place -> leadsBack(place, lonLat));
  }

  /** Tangent of the conformal latitude, from that of the geographic one (Karney, equation 7). */
  private static double conformal(double tangent) {
    double secant = Math.hypot(1, tangent);
    double sigma = Math.sinh(E * atanh(E * tangent / secant));
    return tangent * Math.hypot(1, sigma) - sigma * secant;
  }

  /** The other way, by Newton's method (Karney, equations 19 to 21). */
  private static double geographic(double conformal) {
    double tangent = conformal;
    for (int i = 0; i < 4; i++) {
      double known = conformal(tangent);
      double t2 = tangent * tangent;
      tangent +=
          (conformal - known)
              / Math.hypot(1, known)
              * (1 + (1 - E2) * t2)
              / ((1 - E2) * Math.sqrt(1 + t2));
    }
    return tangent;
  }

  private static double atanh(double x) {
    return Math.log1p(2 * x / (1 - x)) / 2;
  }

  private static double asinh(double x) {
    double size = Math.abs(x);
    return Math.copySign(Math.log1p(size + size * size / (1 + Math.hypot(1, size))), x);
  }

  private static Optional<Coordinate> finite(double x, double y) {
    boolean finite = Double.isFinite(x) && Double.isFinite(y);
    return finite ? Optional.of(new Coordinate(x, y)) : Optional.empty();
  }
}

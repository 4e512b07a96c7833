package org.graticule.geo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * A rational polynomial camera: WGS 84 longitude, latitude and ellipsoidal height to pixels, each
 * the quotient of two cubic polynomials (RPC00B, STDI-0002 appendix E). The way to the ground holds
 * the height at the camera's mean and solves for longitude and latitude by Newton's method, so that
 * a round trip is exact. Immutable.
 *
 * <p>Known limits: ground at other heights is off by the height times the tangent of the look
 * angle; outside the camera's domain there may be no place, which is NaN.
 *
 * @param line offset and scale of rows, pixel centres at whole numbers
 * @param sample the same of columns
 * @param latitude the same in degrees
 * @param longitude the same in degrees
 * @param height the same in metres above the ellipsoid; the offset is the scene's mean height
 * @param lineNumerator 20 coefficients
 * @param lineDenominator 20 coefficients
 * @param sampleNumerator 20 coefficients
 * @param sampleDenominator 20 coefficients
 * @param errorBias metres, root mean square, the same for all points; null where unknown
 * @param errorRandom metres, root mean square, of each point; null where unknown
 */
public record Rpc(
    Range line,
    Range sample,
    Range latitude,
    Range longitude,
    Range height,
    List<Double> lineNumerator,
    List<Double> lineDenominator,
    List<Double> sampleNumerator,
    List<Double> sampleDenominator,
    @Nullable Double errorBias,
    @Nullable Double errorRandom)
    implements PixelToGround {

  private static final int TERMS = 20;
  private static final int NEWTON_STEPS = 40;
  private static final double ENOUGH_PIXELS = 1e-7;

  /** A step in normalised coordinates for derivatives: about half a pixel of a common scene. */
  private static final double STEP = 1e-4;

  /**
   * @param offset middle of the values
   * @param scale half their extent
   */
  public record Range(double offset, double scale) {
    double normalised(double value) {
      return (value - offset) / scale;
    }

    double value(double normalised) {
      return normalised * scale + offset;
    }
  }

  public Rpc {
    for (Range range : List.of(line, sample, latitude, longitude, height)) {
      boolean fits =
          Double.isFinite(range.offset()) && Double.isFinite(range.scale()) && range.scale() != 0;
      if (!fits) {
        throw bad("a scale of " + range.scale() + " at " + range.offset(), "not 0, finite");
      }
    }
    lineNumerator = checked(lineNumerator);
    lineDenominator = checked(lineDenominator);
    sampleNumerator = checked(sampleNumerator);
    sampleDenominator = checked(sampleDenominator);
  }

  private static List<Double> checked(List<Double> terms) {
    if (terms.size() != TERMS || !terms.stream().allMatch(Double::isFinite)) {
      throw bad(terms.size() + " coefficients", "20 finite ones");
    }
    return List.copyOf(terms);
  }

  private static Fault bad(String what, String allowed) {
    return Fault.unacceptable(
        "bad-georeference",
        "rational polynomial camera with %s; allowed: %s".formatted(what, allowed));
  }

  /**
   * From the 92 numbers of a TIFF's RPCCoefficientTag.
   *
   * @throws Fault {@code bad-georeference}
   */
  public static Rpc ofTiffTag(double[] v) {
    if (v.length != 92) {
      throw bad(v.length + " numbers", "92");
    }
    return new Rpc(
        new Range(v[2], v[7]),
        new Range(v[3], v[8]),
        new Range(v[4], v[9]),
        new Range(v[5], v[10]),
        new Range(v[6], v[11]),
        terms(v, 12),
        terms(v, 32),
        terms(v, 52),
        terms(v, 72),
        v[0] > 0 ? v[0] : null,
        v[1] > 0 ? v[1] : null);
  }

  /** The same numbers back; -1 is an error that is not known. */
  public double[] toTiffTag() {
    return DoubleStream.concat(
            DoubleStream.of(
                errorBias == null ? -1 : errorBias,
                errorRandom == null ? -1 : errorRandom,
                line.offset(),
                sample.offset(),
                latitude.offset(),
                longitude.offset(),
                height.offset(),
                line.scale(),
                sample.scale(),
                latitude.scale(),
                longitude.scale(),
                height.scale()),
            Stream.of(lineNumerator, lineDenominator, sampleNumerator, sampleDenominator)
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue))
        .toArray();
  }

  private static List<Double> terms(double[] values, int from) {
    return Arrays.stream(values, from, from + TERMS).boxed().toList();
  }

  /**
   * From names and values as GDAL's metadata domain RPC has them.
   *
   * @return empty where the items are no camera
   * @throws Fault {@code bad-georeference} where they are a broken one
   */
  public static Optional<Rpc> ofItems(Map<String, String> items) {
    if (!items.containsKey("LINE_NUM_COEFF")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Rpc(
              range(items, "LINE"),
              range(items, "SAMP"),
              range(items, "LAT"),
              range(items, "LONG"),
              range(items, "HEIGHT"),
              terms(items, "LINE_NUM_COEFF"),
              terms(items, "LINE_DEN_COEFF"),
              terms(items, "SAMP_NUM_COEFF"),
              terms(items, "SAMP_DEN_COEFF"),
              error(items, "ERR_BIAS"),
              error(items, "ERR_RAND")));
    } catch (NumberFormatException e) {
      throw bad("a value that is no number: " + e.getMessage(), "numbers");
    }
  }

  private static Range range(Map<String, String> items, String name) {
    return new Range(
        first(items.getOrDefault(name + "_OFF", "")),
        first(items.getOrDefault(name + "_SCALE", "")));
  }

  /** Some writers put a unit behind the number. */
  private static double first(String text) {
    return Double.parseDouble(text.strip().split("\\s+")[0]);
  }

  private static List<Double> terms(Map<String, String> items, String name) {
    String text = items.getOrDefault(name, "").strip();
    return Arrays.stream(text.split("\\s+")).map(Double::parseDouble).toList();
  }

  private static @Nullable Double error(Map<String, String> items, String name) {
    double value = items.containsKey(name) ? first(items.get(name)) : -1;
    return value > 0 ? value : null;
  }

  /** Root mean square error on the ground in metres, where the camera tells. */
  public OptionalDouble accuracy() {
    if (errorBias == null && errorRandom == null) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        Math.hypot(errorBias == null ? 0 : errorBias, errorRandom == null ? 0 : errorRandom));
  }

  /** Column and row (outer corner at 0) of a place at a height in metres above the ellipsoid. */
  public Coordinate toPixel(double lon, double lat, double metres) {
    // Across the antimeridian the offset may be on the other side.
    double turn = Math.IEEEremainder(lon - longitude.offset(), 360);
    return normalisedToPixel(
        turn / longitude.scale(), latitude.normalised(lat), height.normalised(metres));
  }

  @Override
  public Coordinate toPixel(double x, double y) {
    return toPixel(x, y, height.offset());
  }

  @Override
  public Coordinate toGround(double column, double row) {
    return toGround(column, row, height.offset());
  }

  /**
   * Longitude and latitude of a pixel's place at a height; NaN where the camera does not see it.
   */
  public Coordinate toGround(double column, double row, double metres) {
    double h = height.normalised(metres);
    double l = 0;
    double p = 0;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      Coordinate here = normalisedToPixel(l, p, h);
      double dx = column - here.x;
      double dy = row - here.y;
      if (Math.abs(dx) + Math.abs(dy) < ENOUGH_PIXELS) {
        double lon = longitude.value(l);
        return new Coordinate(
            lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, latitude.value(p));
      }
      Coordinate east = normalisedToPixel(l + STEP, p, h);
      Coordinate west = normalisedToPixel(l - STEP, p, h);
      Coordinate north = normalisedToPixel(l, p + STEP, h);
      Coordinate south = normalisedToPixel(l, p - STEP, h);
      double xl = (east.x - west.x) / (2 * STEP);
      double yl = (east.y - west.y) / (2 * STEP);
      double xp = (north.x - south.x) / (2 * STEP);
      double yp = (north.y - south.y) / (2 * STEP);
      double determinant = xl * yp - xp * yl;
      // Far outside its domain a cubic may send a step anywhere.
      l += Math.clamp((dx * yp - dy * xp) / determinant, -2.0, 2.0);
      p += Math.clamp((dy * xl - dx * yl) / determinant, -2.0, 2.0);
      if (Double.isNaN(l + p)) {
        break;
      }
    }
    return new Coordinate(Double.NaN, Double.NaN);
  }

  /** Cameras count from pixel centres, pixel space from corners. */
  private Coordinate normalisedToPixel(double l, double p, double h) {
    double[] t = {
      1, l, p, h, l * p, l * h, p * h, l * l, p * p, h * h, p * l * h, l * l * l, l * p * p,
      l * h * h, l * l * p, p * p * p, p * h * h, l * l * h, p * p * h, h * h * h
    };
    return new Coordinate(
        sample.value(sum(sampleNumerator, t) / sum(sampleDenominator, t)) + 0.5,
        line.value(sum(lineNumerator, t) / sum(lineDenominator, t)) + 0.5);
  }

  private static double sum(List<Double> coefficients, double[] terms) {
    double sum = 0;
    for (int i = 0; i < TERMS; i++) {
      sum += coefficients.get(i) * terms[i];
    }
    return sum;
  }
}

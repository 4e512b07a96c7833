package org.graticule.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.util.GeometryTransformer;

/**
 * Where the pixels of an image are: a transform to the ground and the system the ground is measured
 * in. Either may be missing: an image without a transform lives in pixel space, one without a known
 * CRS (or on another body) has ground coordinates but no longitude and latitude. Immutable and
 * thread-safe.
 */
public final class Georeference {
  private static final int WGS84 = 4326;
  private static final double WGS84_A = 6_378_137;
  private static final double WGS84_E2 = 0.00669437999014;

  private final @Nullable Crs crs;
  private final @Nullable PixelToGround mapping;

  /**
   * The same as plain data, for JSON.
   *
   * @param epsg code of the CRS; null where unknown or given as text only
   * @param wkt text of the CRS where it has no code; null where it has one or is unknown
   * @param title the CRS for people; null where unknown
   * @param lonLat whether pixels can be brought to WGS 84 longitude and latitude
   * @param affine six numbers in GDAL's order; null without
   * @param controlPoints null without
   * @param order of the polynomial fitted to the control points
   * @param rms of that fit, in units of the CRS
   * @param rpc a rational polynomial camera; null without
   */
  public record Form(
      @Nullable Integer epsg,
      @Nullable String wkt,
      @Nullable String title,
      boolean lonLat,
      double @Nullable [] affine,
      @Nullable List<GroundControlPoint> controlPoints,
      @Nullable Integer order,
      @Nullable Double rms,
      @Nullable Rpc rpc) {}

  private Georeference(@Nullable Crs crs, @Nullable PixelToGround mapping) {
    this.crs = crs;
    this.mapping = mapping;
  }

  public static Georeference of(@Nullable Crs crs, PixelToGround mapping) {
    boolean degrees = crs != null && crs.geographic();
    return new Georeference(
        crs, degrees && mapping instanceof GcpPolynomial points ? points.unbroken() : mapping);
  }

  /** For an image that says nothing about its place. */
  public static Georeference none() {
    return new Georeference(null, null);
  }

  public static Georeference of(Form form) {
    Crs crs = null;
    if (form.epsg() != null) {
      crs = Crs.ofEpsg(form.epsg());
    } else if (form.wkt() != null) {
      crs = Crs.ofWkt(form.wkt());
    }
    if (form.affine() != null) {
      return new Georeference(crs, Affine.of(form.affine()));
    }
    if (form.controlPoints() != null) {
      int order = form.order() == null ? 1 : form.order();
      return new Georeference(crs, GcpPolynomial.fit(form.controlPoints(), order));
    }
    return new Georeference(crs, form.rpc());
  }

  /** Placed by a camera, whose ground is WGS 84 longitude and latitude. */
  public static Georeference of(Rpc rpc) {
    return new Georeference(Crs.ofEpsg(WGS84), rpc);
  }

  public Form form() {
    boolean coded = crs != null && crs.epsg().isPresent();
    GcpPolynomial gcps = mapping instanceof GcpPolynomial polynomial ? polynomial : null;
    return new Form(
        coded ? crs.epsg().orElseThrow() : null,
        crs == null || coded ? null : crs.wkt(),
        crs == null ? null : crs.title(),
        hasLonLat(),
        mapping instanceof Affine affine ? affine.toArray() : null,
        gcps == null ? null : gcps.points(),
        gcps == null ? null : gcps.order(),
        gcps == null ? null : gcps.rms(),
        mapping instanceof Rpc rpc ? rpc : null);
  }

  public Optional<Crs> crs() {
    return Optional.ofNullable(crs);
  }

  /** Empty for an image that lives in pixel space only. */
  public Optional<PixelToGround> mapping() {
    return Optional.ofNullable(mapping);
  }

  /**
   * The mapping of a window cut out of the image. What is no affine transform becomes a polynomial
   * through places all over the window.
   */
  public Optional<PixelToGround> mapping(int column, int row, PixelGrid window) {
    return switch (mapping) {
      case null -> Optional.empty();
      case Affine affine -> Optional.of(affine.shifted(column, row));
      case PixelToGround bent -> {
        List<GroundControlPoint> points = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
          double x = window.width() * (i % 5) / 4.0;
          double y = window.height() * (i / 5) / 4.0;
          Coordinate ground = bent.toGround(column + x, row + y);
          points.add(new GroundControlPoint(x, y, ground.x, ground.y));
        }
        yield Optional.of(GcpPolynomial.fit(points, 2));
      }
    };
  }

  public boolean hasLonLat() {
    return mapping != null && crs != null && crs.hasLonLat();
  }

  /** Ground x, y in the CRS; refuses with {@code no-ground} for an image in pixel space only. */
  public Coordinate toGround(double column, double row) {
    return requireMapping().toGround(column, row);
  }

  public Coordinate toPixel(double x, double y) {
    return requireMapping().toPixel(x, y);
  }

  /** Longitude then latitude, degrees, WGS 84; empty where there is none at this pixel. */
  public Optional<Coordinate> toLonLat(double column, double row) {
    return hasLonLat() ? crs.toLonLat(toGround(column, row)) : Optional.empty();
  }

  public Optional<Coordinate> lonLatToPixel(Coordinate lonLat) {
    return hasLonLat()
        ? crs.fromLonLat(lonLat).map(ground -> toPixel(ground.x, ground.y))
        : Optional.empty();
  }

  /** A geometry in pixels as one on the ground, vertex by vertex; nothing is added or repaired. */
  public Geometry toGround(Geometry pixels) {
    PixelToGround known = requireMapping();
    return new GeometryTransformer() {
      @Override
      protected CoordinateSequence transformCoordinates(
          CoordinateSequence sequence, Geometry parent) {
        Coordinate[] ground = new Coordinate[sequence.size()];
        for (int i = 0; i < ground.length; i++) {
          ground[i] = known.toGround(sequence.getX(i), sequence.getY(i));
        }
        return factory.getCoordinateSequenceFactory().create(ground);
      }
    }.transform(pixels);
  }

  /**
   * The outline of the image in longitude and latitude, split at the antimeridian as RFC 7946 asks;
   * empty without a way to longitude and latitude everywhere along the edges.
   */
  public Optional<MultiPolygon> footprintLonLat(PixelGrid grid) {
    return hasLonLat() ? Footprint.of(this, grid) : Optional.empty();
  }

  /**
   * Size of the centre pixel on the ground in metres, {column step, row step}: along the ellipsoid
   * where longitude and latitude are known, by the unit of the axes elsewhere, empty without
   * either.
   */
  public Optional<double[]> groundSampleDistance(PixelGrid grid) {
    if (mapping == null || crs == null) {
      return Optional.empty();
    }
    double column = grid.width() / 2.0;
    double row = grid.height() / 2.0;
    Optional<Double> across = metres(column - 0.5, row, column + 0.5, row);
    Optional<Double> down = metres(column, row - 0.5, column, row + 0.5);
    return across.isPresent() && down.isPresent()
        ? Optional.of(new double[] {across.get(), down.get()})
        : Optional.empty();
  }

  /**
   * Root mean square error on the ground in metres as far as the georeference itself can tell: what
   * a camera states, or how far control points are from their fit. Empty for a plain transform.
   */
  public OptionalDouble accuracy() {
    return switch (mapping) {
      case Rpc rpc -> rpc.accuracy();
      case GcpPolynomial fit -> residual(fit);
      case Affine _ -> OptionalDouble.empty();
      case null -> OptionalDouble.empty();
    };
  }

  private OptionalDouble residual(GcpPolynomial fit) {
    double squares = 0;
    for (GroundControlPoint point : fit.points()) {
      Coordinate told = new Coordinate(point.x(), point.y());
      Optional<Double> metres = metres(fit.toGround(point.column(), point.row()), told);
      if (metres.isEmpty()) {
        return OptionalDouble.empty();
      }
      squares += metres.get() * metres.get();
    }
    return OptionalDouble.of(Math.sqrt(squares / fit.points().size()));
  }

  private Optional<Double> metres(double column0, double row0, double column1, double row1) {
    return metres(toGround(column0, row0), toGround(column1, row1));
  }

  private Optional<Double> metres(Coordinate ground0, Coordinate ground1) {
    if (crs == null) {
      return Optional.empty();
    }
    Optional<Coordinate> from = crs.toLonLat(ground0);
    Optional<Coordinate> to = crs.toLonLat(ground1);
    if (from.isPresent() && to.isPresent()) {
      return Optional.of(alongEllipsoid(from.get(), to.get()));
    }
    double units = ground0.distance(ground1);
    if (crs.geographic()) {
      return crs.radius().map(radius -> Math.toRadians(units) * radius);
    }
    return crs.metresPerUnit().map(unit -> unit * units);
  }

  /** Over a pixel the ellipsoid is as good as flat: radii of curvature at the middle latitude. */
  private static double alongEllipsoid(Coordinate fromLonLat, Coordinate toLonLat) {
    double latitude = Math.toRadians((fromLonLat.y + toLonLat.y) / 2);
    double sine = Math.sin(latitude);
    double w = 1 - WGS84_E2 * sine * sine;
    double alongMeridian = WGS84_A * (1 - WGS84_E2) / Math.pow(w, 1.5);
    double alongParallel = WGS84_A / Math.sqrt(w) * Math.cos(latitude);
    double turn = Math.IEEEremainder(toLonLat.x - fromLonLat.x, 360);
    return Math.hypot(
        Math.toRadians(turn) * alongParallel,
        Math.toRadians(toLonLat.y - fromLonLat.y) * alongMeridian);
  }

  private PixelToGround requireMapping() {
    if (mapping == null) {
      throw Fault.unacceptable(
          "no-ground", "this image has no place on the ground; allowed: pixel coordinates");
    }
    return mapping;
  }
}

package org.graticule.geo;

import java.util.Optional;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CRSAuthorityFactory;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import si.uom.SI;

/**
 * A coordinate reference system with its axes in the order x (east, longitude), y (north,
 * latitude), and the way from it to WGS 84 longitude and latitude. Immutable and thread-safe.
 *
 * <p>Known limits: datum shifts are those of GeoTools without grids, some metres for old datums.
 * Systems of other bodies and local systems are kept, without a way to longitude and latitude.
 */
public final class Crs {
  private static final double LEAST_EARTH_RADIUS = 6_330_000;
  private static final double GREATEST_EARTH_RADIUS = 6_400_000;

  private final @Nullable Integer epsg;
  private final CoordinateReferenceSystem system;

  /** About a metre: less than a datum shift and back loses, far less than nonsense is off. */
  private static final double SAME_DEGREES = 1e-5;

  private final @Nullable MathTransform toLonLat;
  private final @Nullable MathTransform fromLonLat;

  private Crs(@Nullable Integer epsg, CoordinateReferenceSystem system) {
    this.epsg = epsg;
    this.system = system;
    MathTransform forward = null;
    MathTransform backward = null;
    if (onEarth(system)) {
      try {
        forward = CRS.findMathTransform(system, DefaultGeographicCRS.WGS84, true);
        backward = CRS.findMathTransform(DefaultGeographicCRS.WGS84, system, true);
      } catch (FactoryException | RuntimeException e) {
        forward = null;
        backward = null;
      }
    }
    this.toLonLat = forward;
    this.fromLonLat = backward;
  }

  public static Crs ofEpsg(int code) {
    try {
      CRSAuthorityFactory factory = CRS.getAuthorityFactory(true);
      return new Crs(code, factory.createCoordinateReferenceSystem("EPSG:" + code));
    } catch (FactoryException e) {
      throw Fault.unacceptable(
          "bad-georeference",
          "coordinate reference system EPSG:"
              + code
              + " is not known; allowed: a code of the EPSG"
              + " registry for a system in use");
    }
  }

  public static Crs ofWkt(String wkt) {
    try {
      return of(CRS.parseWKT(wkt));
    } catch (FactoryException | RuntimeException e) {
      throw Fault.unacceptable(
          "bad-georeference",
          "coordinate reference system text starting with '%s' cannot be read; allowed: WKT 1"
              .formatted(wkt.substring(0, Math.min(60, wkt.length()))));
    }
  }

  /** For systems built from GeoTIFF keys; axes must already be x, y. */
  public static Crs of(CoordinateReferenceSystem system) {
    return new Crs(null, CRS.getHorizontalCRS(system) == null ? system : horizontal(system));
  }

  private static CoordinateReferenceSystem horizontal(CoordinateReferenceSystem system) {
    return CRS.getHorizontalCRS(system);
  }

  public Optional<Integer> epsg() {
    return Optional.ofNullable(epsg);
  }

  public String wkt() {
    return system.toWKT();
  }

  /** For people: {@code EPSG:32618 (WGS 84 / UTM zone 18N)} or the bare name. */
  public String title() {
    String name = system.getName().getCode();
    return epsg == null ? name : "EPSG:" + epsg + " (" + name + ")";
  }

  public boolean geographic() {
    return system instanceof GeographicCRS;
  }

  /** Whether coordinates can be brought to WGS 84 longitude and latitude. */
  public boolean hasLonLat() {
    return toLonLat != null;
  }

  /** Length of one unit of the axes in metres; absent for angles and unknown units. */
  public Optional<Double> metresPerUnit() {
    var unit = system.getCoordinateSystem().getAxis(0).getUnit();
    if (unit == null || !unit.isCompatible(SI.METRE)) {
      return Optional.empty();
    }
    return Optional.of(
        unit.asType(javax.measure.quantity.Length.class).getConverterTo(SI.METRE).convert(1.0));
  }

  /** Radius of the body along its equator in metres; absent for local systems. */
  public Optional<Double> radius() {
    return equatorialRadius(system);
  }

  /** Longitude and latitude in degrees, WGS 84; empty where the system has none at this place. */
  public Optional<Coordinate> toLonLat(Coordinate ground) {
    return transform(toLonLat, ground);
  }

  /**
   * Empty also where a projection gives a place that does not lead back: far outside its zone a
   * projection's series answer with nonsense.
   */
  public Optional<Coordinate> fromLonLat(Coordinate lonLat) {
    Optional<Coordinate> ground = transform(fromLonLat, lonLat);
    return geographic() ? ground : ground.filter(place -> leadsBack(place, lonLat));
  }

  private boolean leadsBack(Coordinate place, Coordinate lonLat) {
    return transform(toLonLat, place)
        .filter(back ->
            Math.abs(Math.IEEEremainder(back.x - lonLat.x, 360)) < SAME_DEGREES
                && Math.abs(back.y - lonLat.y) < SAME_DEGREES)
        .isPresent();
  }

  private static Optional<Coordinate> transform(
      @Nullable MathTransform transform, Coordinate from) {
    if (transform == null) {
      return Optional.empty();
    }
    double[] point = {from.x, from.y};
    try {
      transform.transform(point, 0, point, 0, 1);
    } catch (TransformException | IllegalArgumentException e) {
      // The latter where GeoTools cannot even write how far off the place is.
      return Optional.empty();
    }
    boolean finite = Double.isFinite(point[0]) && Double.isFinite(point[1]);
    return finite ? Optional.of(new Coordinate(point[0], point[1])) : Optional.empty();
  }

  private static boolean onEarth(CoordinateReferenceSystem system) {
    return equatorialRadius(system)
        .filter(radius -> radius > LEAST_EARTH_RADIUS && radius < GREATEST_EARTH_RADIUS)
        .isPresent();
  }

  private static Optional<Double> equatorialRadius(CoordinateReferenceSystem system) {
    return switch (system) {
      case ProjectedCRS projected -> equatorialRadius(projected.getBaseCRS());
      case GeographicCRS geographic -> {
        var ellipsoid = geographic.getDatum().getEllipsoid();
        yield Optional.of(
            ellipsoid.getAxisUnit().getConverterTo(SI.METRE).convert(ellipsoid.getSemiMajorAxis()));
      }
      default -> Optional.empty();
    };
  }
}

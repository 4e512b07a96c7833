package org.graticule.geo;

import java.util.Optional;
import javax.measure.quantity.Length;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.NoSuchIdentifierException;
import org.geotools.api.referencing.crs.CRSAuthorityFactory;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.cs.AxisDirection;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.NoninvertibleTransformException;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.geotools.referencing.datum.DefaultGeodeticDatum;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import si.uom.SI;

/**
 * A system as GeoTools knows it. Immutable and thread-safe.
 *
 * <p>Known limits: datum shifts are those of GeoTools or of {@link DatumShift}, without grids, some
 * metres for old datums. Systems of other bodies, local systems and maps that count south and then
 * west are kept, without a way to longitude and latitude.
 */
final class RegisteredCrs extends Crs {
  private static final double LEAST_EARTH_RADIUS = 6_330_000;
  private static final double GREATEST_EARTH_RADIUS = 6_400_000;

  private final CoordinateReferenceSystem system;

  private final @Nullable MathTransform toLonLat;
  private final @Nullable MathTransform fromLonLat;

  private RegisteredCrs(@Nullable Integer epsg, CoordinateReferenceSystem system) {
    super(epsg);
    this.system = system;
    MathTransform forward = null;
    MathTransform backward = null;
    if (onEarth(system) && !turned(system)) {
      try {
        CoordinateReferenceSystem computed = computed(system);
        GeographicCRS base = base(system);
        forward =
            DatumShift.knows(base)
                ? DatumShift.toWgs84(computed, base)
                : CRS.findMathTransform(computed, lonLat(system), true);
        // Asked for the way back, the registry may answer with another shift of the datum.
        backward = forward.inverse();
      } catch (FactoryException
          | NoninvertibleTransformException
          | RuntimeException
          | LinkageError e) {
        // The last for what GeoTools would leave to a library that is not there.
        forward = null;
        backward = null;
      }
    }
    this.toLonLat = forward;
    this.fromLonLat = backward;
  }

  static Crs registered(int code) {
    try {
      CRSAuthorityFactory factory = CRS.getAuthorityFactory(true);
      var system = factory.createCoordinateReferenceSystem("EPSG:" + code);
      CoordinateReferenceSystem plane = horizontal(system);
      // Inside a system with heights GeoTools leaves latitude first: its plane is asked for alone.
      if (!plane.equals(system) && !plane.getIdentifiers().isEmpty()) {
        String own = plane.getIdentifiers().iterator().next().toString();
        plane = horizontal(factory.createCoordinateReferenceSystem(own));
      }
      return new RegisteredCrs(code, plane);
    } catch (NoSuchIdentifierException e) {
      throw Fault.unacceptable(
          UNREAD,
          "coordinate reference system EPSG:%d is of a projection that is not known; allowed: those"
                  .formatted(code)
              + " of GeoTools");
    } catch (FactoryException e) {
      throw Fault.unacceptable(
          "bad-georeference",
          "coordinate reference system EPSG:"
              + code
              + " is not known; allowed: a code of the EPSG"
              + " registry for a system in use");
    }
  }

  static Crs parsed(String wkt) {
    try {
      return new RegisteredCrs(null, horizontal(CRS.parseWKT(WktDialect.forGeoTools(wkt))));
    } catch (FactoryException | RuntimeException | LinkageError e) {
      throw Fault.unacceptable(
          "bad-georeference",
          "coordinate reference system text starting with '%s' cannot be read; allowed: WKT 1"
              .formatted(wkt.substring(0, Math.min(60, wkt.length()))));
    }
  }

  static Crs built(CoordinateReferenceSystem system) {
    CoordinateReferenceSystem plane = horizontal(system);
    boolean misread = latitudeFirst(plane) || method(plane).equals(WktDialect.POLAR);
    return misread ? parsed(plane.toWKT()) : new RegisteredCrs(null, plane);
  }

  /**
   * GeoTools turns a map over that counts south and then west, unless it is South Africa's, which
   * counts west first.
   */
  private static boolean turned(CoordinateReferenceSystem system) {
    return system.getCoordinateSystem().getAxis(0).getDirection() == AxisDirection.WEST
        && !method(system).contains("South_Orient");
  }

  /** The same system by a projection of ours where GeoTools' own is kilometres off. */
  private static CoordinateReferenceSystem computed(CoordinateReferenceSystem system)
      throws FactoryException {
    return WktDialect.computedHere(method(system))
        ? CRS.parseWKT(WktDialect.withOwnProjection(system.toWKT()))
        : system;
  }

  /** Name of the projection, empty where there is none. */
  private static String method(CoordinateReferenceSystem system) {
    return system instanceof ProjectedCRS projected
        ? projected.getConversionFromBase().getMethod().getName().getCode().replace(' ', '_')
        : "";
  }

  /** What is left of a system with heights. */
  private static CoordinateReferenceSystem horizontal(CoordinateReferenceSystem system) {
    CoordinateReferenceSystem horizontal = CRS.getHorizontalCRS(system);
    return horizontal == null ? system : horizontal;
  }

  /** Whether GeoTools takes latitude for the first ordinate, which no image does. */
  private static boolean latitudeFirst(CoordinateReferenceSystem system) {
    return switch (system) {
      case ProjectedCRS projected -> latitudeFirst(projected.getBaseCRS());
      case GeographicCRS geographic ->
          geographic.getCoordinateSystem().getAxis(0).getDirection().absolute()
              == AxisDirection.NORTH;
      default -> false;
    };
  }

  /**
   * WGS 84, or longitude and latitude of the system itself where its sphere, or an ellipsoid of
   * which nothing else is known, stands for the Earth's: to shift such a latitude would move it by
   * up to 20 km from where all others see it, unless the system says by how much itself.
   */
  private static CoordinateReferenceSystem lonLat(CoordinateReferenceSystem system) {
    GeographicCRS base = base(system);
    boolean shifted =
        base.getDatum() instanceof DefaultGeodeticDatum datum
            && datum.getBursaWolfParameters().length > 0;
    boolean unknown = base.getDatum().getIdentifiers().isEmpty() && base.getIdentifiers().isEmpty();
    return (base.getDatum().getEllipsoid().isSphere() || unknown) && !shifted
        ? new DefaultGeographicCRS(
            "sphere", base.getDatum(), DefaultGeographicCRS.WGS84.getCoordinateSystem())
        : DefaultGeographicCRS.WGS84;
  }

  private static GeographicCRS base(CoordinateReferenceSystem system) {
    return system instanceof ProjectedCRS projected
        ? projected.getBaseCRS()
        : (GeographicCRS) system;
  }

  @Override
  public String wkt() {
    return system.toWKT();
  }

  @Override
  String name() {
    return system.getName().getCode();
  }

  @Override
  public boolean geographic() {
    return system instanceof GeographicCRS;
  }

  @Override
  public boolean hasLonLat() {
    return toLonLat != null;
  }

  @Override
  public Optional<Double> metresPerUnit() {
    var unit = system.getCoordinateSystem().getAxis(0).getUnit();
    if (unit == null || !unit.isCompatible(SI.METRE)) {
      return Optional.empty();
    }
    return Optional.of(unit.asType(Length.class).getConverterTo(SI.METRE).convert(1.0));
  }

  @Override
  public Optional<Double> radius() {
    return equatorialRadius(system);
  }

  @Override
  public Optional<Coordinate> toLonLat(Coordinate ground) {
    return transform(toLonLat, ground);
  }

  @Override
  public Optional<Coordinate> fromLonLat(Coordinate lonLat) {
    Optional<Coordinate> ground = transform(fromLonLat, lonLat);
    return geographic()
        ? ground
        : ground.filter(place -> leadsBack(place, lonLat)).map(place -> closer(place, lonLat));
  }

  /** A datum shift and back loses a centimetre: what was lost is made up for by aiming beyond. */
  private Coordinate closer(Coordinate place, Coordinate lonLat) {
    Coordinate back = toLonLat(place).orElse(lonLat);
    boolean pole = Math.abs(lonLat.y) > 90 - 1e-9;
    double beyondX = pole ? 0 : Math.IEEEremainder(lonLat.x - back.x, 360);
    double beyondY = lonLat.y - back.y;
    if (beyondX == 0 && beyondY == 0) {
      return place;
    }
    Coordinate aim = new Coordinate(lonLat.x + beyondX, lonLat.y + beyondY);
    return transform(fromLonLat, aim).orElse(place);
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

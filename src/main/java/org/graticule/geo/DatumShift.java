package org.graticule.geo;

import java.util.Map;
import java.util.stream.Stream;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.datum.Ellipsoid;
import org.geotools.api.referencing.datum.GeodeticDatum;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.geotools.referencing.datum.BursaWolfParameters;
import org.geotools.referencing.datum.DefaultEllipsoid;
import org.geotools.referencing.datum.DefaultGeodeticDatum;
import org.geotools.referencing.operation.transform.ConcatenatedTransform;
import org.jspecify.annotations.Nullable;
import si.uom.SI;

/**
 * Ways from old datums to WGS 84 that GeoTools' registry misses: for some it knows no shift or a
 * rough one, and ellipsoids in feet it takes for metres, kilometres off. Stateless.
 */
final class DatumShift {
  /**
   * By the code of longitude and latitude: metres, seconds of arc (position vector) and parts per
   * million of the EPSG registry's own operation.
   */
  private static final Map<Integer, double[]> KNOWN =
      Map.of(
          // AGD84 to WGS 84 (7)
          4203, new double[] {-117.763, -51.51, 139.061, 0.292, 0.443, 0.277, -0.191},
          // CH1903 to WGS 84 (2), for longitudes from Bern
          4801, new double[] {674.374, 15.056, 405.346, 0, 0, 0, 0},
          // Korean 1985 to WGS 84 (1), brought from its pivot to the middle of the Earth
          4162, new double[] {-114.62, 475.963, 675.018, 1.162, -2.347, -1.592, 6.342},
          // Macao 1920 to WGS 84 (1), the same
          8428, new double[] {-163.613, -315.803, -193.959, 34.079, -76.126, -32.66, 6.096});

  private DatumShift() {}

  /** Whether places in longitude and latitude of this system are better shifted here. */
  static boolean knows(GeographicCRS base) {
    return numbers(base) != null || !inMetres(base.getDatum().getEllipsoid());
  }

  /** From the system, whose longitude and latitude are those of the base, to WGS 84. */
  static MathTransform toWgs84(CoordinateReferenceSystem system, GeographicCRS base)
      throws FactoryException {
    GeodeticDatum datum = base.getDatum();
    var axes = DefaultGeographicCRS.WGS84.getCoordinateSystem();
    MathTransform own =
        CRS.findMathTransform(system, new DefaultGeographicCRS("own", datum, axes), true);
    double[] numbers = numbers(base);
    DefaultGeodeticDatum shifted = shifted(datum, numbers == null ? told(datum) : numbers);
    MathTransform shift =
        CRS.findMathTransform(
            new DefaultGeographicCRS("shifted", shifted, axes), DefaultGeographicCRS.WGS84, true);
    return ConcatenatedTransform.create(own, shift);
  }

  private static double @Nullable [] numbers(GeographicCRS base) {
    return base.getIdentifiers().stream()
        .filter(id -> "EPSG".equals(id.getCodeSpace()) && id.getCode().matches("\\d{1,9}"))
        .flatMap(id -> Stream.ofNullable(KNOWN.get(Integer.valueOf(id.getCode()))))
        .findFirst()
        .orElse(null);
  }

  /** What the datum says of itself; nothing is no shift. */
  private static double[] told(GeodeticDatum datum) {
    BursaWolfParameters[] all =
        datum instanceof DefaultGeodeticDatum known
            ? known.getBursaWolfParameters()
            : new BursaWolfParameters[0];
    if (all.length == 0) {
      return new double[7];
    }
    BursaWolfParameters p = all[0];
    return new double[] {p.dx, p.dy, p.dz, p.ex, p.ey, p.ez, p.ppm};
  }

  /** Shifting, GeoTools takes the axes of an ellipsoid in feet for metres. */
  private static DefaultGeodeticDatum shifted(GeodeticDatum datum, double[] numbers) {
    BursaWolfParameters p = new BursaWolfParameters(DefaultGeodeticDatum.WGS84);
    p.dx = numbers[0];
    p.dy = numbers[1];
    p.dz = numbers[2];
    p.ex = numbers[3];
    p.ey = numbers[4];
    p.ez = numbers[5];
    p.ppm = numbers[6];
    Ellipsoid e = datum.getEllipsoid();
    double metre = e.getAxisUnit().getConverterTo(SI.METRE).convert(1.0);
    Ellipsoid inMetres =
        inMetres(e)
            ? e
            : DefaultEllipsoid.createFlattenedSphere(
                "in metres", e.getSemiMajorAxis() * metre, e.getInverseFlattening(), SI.METRE);
    return new DefaultGeodeticDatum(
        Map.of("name", "shifted", DefaultGeodeticDatum.BURSA_WOLF_KEY, p),
        inMetres,
        datum.getPrimeMeridian());
  }

  private static boolean inMetres(Ellipsoid ellipsoid) {
    return ellipsoid.getAxisUnit().equals(SI.METRE);
  }
}

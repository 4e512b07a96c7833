package org.graticule.geo;

import java.util.Optional;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * A coordinate reference system with its axes in the order x (east, longitude), y (north,
 * latitude), and the way from it to WGS 84 longitude and latitude. The few that most imagery comes
 * in are known here; for the others GeoTools' registry is opened, which takes seconds the first
 * time. Immutable and thread-safe.
 */
public abstract sealed class Crs permits RegisteredCrs, UtmCrs {
  /** About a metre: less than a datum shift and back loses, far less than nonsense is off. */
  private static final double SAME_DEGREES = 1e-5;

  /** Code of the fault of a system that is in the registry and cannot be computed here. */
  public static final String UNREAD = "projection-not-read";

  private final @Nullable Integer epsg;

  Crs(@Nullable Integer epsg) {
    this.epsg = epsg;
  }

  public static Crs ofEpsg(int code) {
    return UtmCrs.knows(code) ? new UtmCrs(code) : RegisteredCrs.registered(code);
  }

  public static Crs ofWkt(String wkt) {
    return RegisteredCrs.parsed(wkt);
  }

  /** For systems built from GeoTIFF keys. */
  public static Crs of(CoordinateReferenceSystem system) {
    return RegisteredCrs.built(system);
  }

  public final Optional<Integer> epsg() {
    return Optional.ofNullable(epsg);
  }

  public abstract String wkt();

  abstract String name();

  /** For people: {@code EPSG:32618 (WGS 84 / UTM zone 18N)} or the bare name. */
  public final String title() {
    return epsg == null ? name() : "EPSG:" + epsg + " (" + name() + ")";
  }

  public abstract boolean geographic();

  /** Whether coordinates can be brought to WGS 84 longitude and latitude. */
  public abstract boolean hasLonLat();

  /** Length of one unit of the axes in metres; absent for angles and unknown units. */
  public abstract Optional<Double> metresPerUnit();

  /** Radius of the body along its equator in metres; absent for local systems. */
  public abstract Optional<Double> radius();

  /** Longitude and latitude in degrees, WGS 84; empty where the system has none at this place. */
  public abstract Optional<Coordinate> toLonLat(Coordinate ground);

  /**
   * Empty also where a projection gives a place that does not lead back: far outside its zone a
   * projection's series answer with nonsense.
   */
  public abstract Optional<Coordinate> fromLonLat(Coordinate lonLat);

  final boolean leadsBack(Coordinate place, Coordinate lonLat) {
    return toLonLat(place)
        .filter(back ->
            Math.abs(Math.IEEEremainder(back.x - lonLat.x, 360)) * cosine(lonLat.y) < SAME_DEGREES
                && Math.abs(back.y - lonLat.y) < SAME_DEGREES)
        .isPresent();
  }

  /** At a pole all longitudes are one place. */
  private static double cosine(double latitude) {
    return Math.cos(Math.toRadians(latitude));
  }
}

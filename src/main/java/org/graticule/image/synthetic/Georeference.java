package org.graticule.image.synthetic;

/**
 * Where a synthetic scene pretends to lie: north up, square pixels, in the open Adriatic, where
 * there is nothing to mistake it for.
 *
 * @param epsg code of a projected reference system in metres
 * @param easting of the outer corner of the first pixel, metres
 * @param northing of the same corner
 * @param gsd ground sample distance, metres per pixel, > 0
 */
public record Georeference(int epsg, double easting, double northing, double gsd) {

  /** Seeds that differ by a multiple of this lie on the same ground. */
  public static final long PLACES = 49;

  static Georeference of(long seed) {
    long place = Math.floorMod(seed, PLACES);
    return new Georeference(
        32633, 362_000 + 5_000 * (place % 7), 4_930_000 + 5_000.0 * (place / 7), Shapes.GSD);
  }

  /** Easting of a column. */
  public double x(double column) {
    return easting + column * gsd;
  }

  /** Northing of a row. */
  public double y(double row) {
    return northing - row * gsd;
  }
}

package org.graticule.label;

import java.util.List;
import java.util.UUID;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * One vector tile as it is asked for. Immutable.
 *
 * @param mercator in Web Mercator; else in the scene's own grid
 * @param bounds what it shows: metres of EPSG:3857, or pixels
 * @param pixels where in the scene its labels may lie
 * @param pixel side of one of the scene's pixels, in the same units
 * @param layers those chosen of the ones the caller may see
 * @param classes those chosen; empty for all
 */
record LabelTile(
    UUID scene,
    boolean mercator,
    Envelope bounds,
    Envelope pixels,
    double pixel,
    Sight sight,
    UUID[] layers,
    List<Integer> classes) {
  /** Pixels along the side of a tile on a screen. */
  static final int SIDE = 512;

  private static final double EARTH = 6_378_137;
  private static final GeometryFactory PIXELS = new GeometryFactory();
  private static final GeometryFactory LON_LAT = new GeometryFactory(new PrecisionModel(), 4326);

  /** How many of the scene's pixels one pixel of the tile covers. */
  double scale() {
    return bounds.getWidth() / SIDE / pixel;
  }

  /** A label smaller than this is drawn as a point; pixels, or degrees of longitude. */
  double tiny() {
    double least = scale() > 1 ? 2 * bounds.getWidth() / SIDE : 0;
    return mercator ? Math.toDegrees(least / EARTH) : least;
  }

  /** What to look for: the tile and a margin, in pixels, or in longitude and latitude. */
  Geometry reach(double margin) {
    Envelope box = bounds.copy();
    box.expandBy(margin * bounds.getWidth());
    if (!mercator) {
      return PIXELS.toGeometry(box);
    }
    Coordinate low = lonLat(box.getMinX(), box.getMinY());
    Coordinate high = lonLat(box.getMaxX(), box.getMaxY());
    return LON_LAT.toGeometry(new Envelope(low, high));
  }

  /** From metres of EPSG:3857. */
  static Coordinate lonLat(double x, double y) {
    double lat = Math.toDegrees(Math.atan(Math.sinh(y / EARTH)));
    return new Coordinate(Math.toDegrees(x / EARTH), lat);
  }

  /** To metres of EPSG:3857. */
  static Coordinate metres(Coordinate lonLat) {
    double lat = Math.toRadians(Math.clamp(lonLat.y, -85.06, 85.06));
    return new Coordinate(
        Math.toRadians(lonLat.x) * EARTH, EARTH * Math.log(Math.tan(Math.PI / 4 + lat / 2)));
  }

  /** Where a place of the scene lies in the tile: 0,0 at its upper left corner, 1,1 beyond. */
  Coordinate within(Coordinate at) {
    double x = (at.x - bounds.getMinX()) / bounds.getWidth();
    double y = (at.y - bounds.getMinY()) / bounds.getHeight();
    return new Coordinate(x, mercator ? 1 - y : y);
  }
}

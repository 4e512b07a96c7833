package org.graticule.service.ogc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.geo.Crs;
import org.graticule.http.Json;
import org.graticule.image.Scene;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.Polygon;

/**
 * A coordinate reference system that features can be asked for in. Immutable.
 *
 * @param uri as OGC names it
 * @param crs null for longitude and latitude themselves
 * @param northFirst whether its first number is the latitude
 */
record FeatureCrs(String uri, @Nullable Crs crs, boolean northFirst) {
  static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
  private static final String EPSG = "http://www.opengis.net/def/crs/EPSG/0/";
  private static final int DECIMALS_OF_DEGREES = 9;
  private static final int DECIMALS_OF_METRES = 4;
  private static final int STEPS = 8;

  /**
   * Those that a scene's labels come in: CRS84 first, then the Web Mercator, WGS 84, its own UTM.
   */
  static List<String> of(Scene scene) {
    List<String> uris = new ArrayList<>(List.of(CRS84, EPSG + 3857, EPSG + 4326));
    scene
        .georeference()
        .crs()
        .flatMap(Crs::epsg)
        .filter(FeatureCrs::isUtm)
        .ifPresent(code -> uris.add(EPSG + code));
    return uris;
  }

  private static boolean isUtm(int code) {
    return (code > 32_600 && code <= 32_660) || (code > 32_700 && code <= 32_760);
  }

  /**
   * @throws Fault malformed, where the scene's labels do not come in it
   */
  static FeatureCrs of(Scene scene, Optional<String> asked) {
    String uri = asked.orElse(CRS84);
    if (!of(scene).contains(uri)) {
      throw Fault.malformed("bad-crs", "a crs is one of " + of(scene));
    }
    if (uri.equals(CRS84)) {
      return new FeatureCrs(uri, null, false);
    }
    int code = Integer.parseInt(uri.substring(EPSG.length()));
    return code == 4326
        ? new FeatureCrs(uri, null, true)
        : new FeatureCrs(uri, Crs.ofEpsg(code), false);
  }

  /** A box of this system in longitude and latitude. */
  Envelope lonLat(Envelope box) {
    if (northFirst) {
      return new Envelope(box.getMinY(), box.getMaxY(), box.getMinX(), box.getMaxX());
    }
    if (crs == null) {
      return box;
    }
    Envelope found = new Envelope();
    for (int i = 0; i <= STEPS; i++) {
      for (int j = 0; j <= STEPS; j++) {
        crs.toLonLat(
                new Coordinate(
                    box.getMinX() + box.getWidth() * i / STEPS,
                    box.getMinY() + box.getHeight() * j / STEPS))
            .ifPresent(found::expandToInclude);
      }
    }
    return found;
  }

  /** A geometry in longitude and latitude as GeoJSON in this system. */
  ObjectNode write(Geometry lonLat) {
    ObjectNode node = Json.object().put("type", lonLat.getGeometryType());
    ArrayNode coordinates = node.putArray("coordinates");
    if (lonLat instanceof GeometryCollection several) {
      for (int i = 0; i < several.getNumGeometries(); i++) {
        single(several.getGeometryN(i), coordinates.addArray());
      }
    } else {
      single(lonLat, coordinates);
    }
    return node;
  }

  private void single(Geometry geometry, ArrayNode into) {
    if (geometry instanceof Polygon polygon) {
      positions(polygon.getExteriorRing(), into.addArray());
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        positions(polygon.getInteriorRingN(i), into.addArray());
      }
    } else if (geometry.getDimension() == 0) {
      position(geometry.getCoordinate(), into);
    } else {
      positions(geometry, into);
    }
  }

  private void positions(Geometry line, ArrayNode into) {
    for (Coordinate at : line.getCoordinates()) {
      position(at, into.addArray());
    }
  }

  private void position(Coordinate lonLat, ArrayNode into) {
    Coordinate at = crs == null ? lonLat : crs.fromLonLat(lonLat).orElse(lonLat);
    int decimals = crs == null ? DECIMALS_OF_DEGREES : DECIMALS_OF_METRES;
    into.add(rounded(northFirst ? at.y : at.x, decimals));
    into.add(rounded(northFirst ? at.x : at.y, decimals));
  }

  private static double rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
  }
}

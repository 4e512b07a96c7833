package org.graticule.service.stac;

import com.fasterxml.jackson.databind.JsonNode;
import org.graticule.fault.Fault;

/** A GeoJSON geometry of a search as text for PostGIS: finite places on Earth, and not too many. */
final class GeoJsonArea {
  private static final int MOST = 5_000;

  private int places;

  private GeoJsonArea() {}

  static String wkt(JsonNode geometry) {
    GeoJsonArea area = new GeoJsonArea();
    JsonNode c = geometry.path("coordinates");
    return switch (geometry.path("type").asText()) {
      case "Point" -> "POINT(" + area.place(c) + ")";
      case "MultiPoint" -> "MULTIPOINT" + area.nested(c, 1, 1);
      case "LineString" -> "LINESTRING" + area.nested(c, 1, 2);
      case "MultiLineString" -> "MULTILINESTRING" + area.nested(c, 2, 2);
      case "Polygon" -> "POLYGON" + area.nested(c, 2, 4);
      case "MultiPolygon" -> "MULTIPOLYGON" + area.nested(c, 3, 4);
      default ->
          throw refuse("type must be a Point, LineString or Polygon, or one with Multi before it");
    };
  }

  /**
   * @param depth lists above the places
   * @param least places in the innermost list
   */
  private String nested(JsonNode list, int depth, int least) {
    if (!list.isArray() || list.size() < (depth == 1 ? least : 1)) {
      throw refuse("coordinates have too few places or are not nested as the type asks");
    }
    StringBuilder text = new StringBuilder("(");
    for (JsonNode element : list) {
      if (text.length() > 1) {
        text.append(',');
      }
      text.append(depth == 1 ? place(element) : nested(element, depth - 1, least));
    }
    if (least == 4 && depth == 1 && !list.get(0).equals(list.get(list.size() - 1))) {
      throw refuse("a ring must end where it begins");
    }
    return text.append(')').toString();
  }

  private String place(JsonNode place) {
    boolean pair =
        place.isArray()
            && (place.size() == 2 || place.size() == 3)
            && place.get(0).isNumber()
            && place.get(1).isNumber();
    if (!pair
        || !(Math.abs(place.get(0).asDouble()) <= 180)
        || !(Math.abs(place.get(1).asDouble()) <= 90)) {
      throw refuse("a place must be longitude and latitude in degrees");
    }
    if (++places > MOST) {
      throw Fault.tooLarge("too-many-vertices", "intersects has more than " + MOST + " places");
    }
    return place.get(0).asDouble() + " " + place.get(1).asDouble();
  }

  private static Fault refuse(String why) {
    return Fault.malformed("bad-geometry", "intersects: " + why);
  }
}

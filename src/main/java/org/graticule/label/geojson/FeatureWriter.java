package org.graticule.label.geojson;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Streams a FeatureCollection. On the ground it is RFC 7946: CRS84, seven decimals, cut at the
 * antimeridian, no {@code crs}. In pixels every number is the shortest text that reads back as the
 * same double, and rings keep the direction they were drawn in. Used by one thread; closes the
 * stream it was given.
 */
public final class FeatureWriter implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DECIMALS = 7;

  private final JsonGenerator json;
  private final Space space;
  private final Map<String, Object> tail = new LinkedHashMap<>();

  /**
   * @param head members of the collection beside type and features, in this order
   */
  public FeatureWriter(OutputStream out, Space space, Map<String, ?> head) throws IOException {
    this.json = JSON.createGenerator(out, JsonEncoding.UTF8);
    this.space = space;
    json.writeStartObject();
    json.writeStringField("type", "FeatureCollection");
    for (Map.Entry<String, ?> member : head.entrySet()) {
      json.writeFieldName(member.getKey());
      value(member.getValue());
    }
    json.writeArrayFieldStart("features");
  }

  /**
   * @param geometry points, lines or polygons, in the writer's space; null where there is none
   * @param properties values are texts, numbers, booleans, or maps and lists of such
   */
  public void write(String id, @Nullable Geometry geometry, Map<String, ?> properties)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeStringField("id", id);
    json.writeFieldName("geometry");
    if (geometry == null) {
      json.writeNull();
    } else {
      geometry(space == Space.GROUND ? Rfc7946.normalize(geometry) : geometry);
    }
    json.writeFieldName("properties");
    value(properties);
    json.writeEndObject();
  }

  /** A member of the collection that is known only at its end. */
  public void last(String name, Object value) {
    tail.put(name, value);
  }

  @Override
  public void close() throws IOException {
    json.writeEndArray();
    for (Map.Entry<String, Object> member : tail.entrySet()) {
      json.writeFieldName(member.getKey());
      value(member.getValue());
    }
    json.writeEndObject();
    json.close();
  }

  private void geometry(Geometry geometry) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", geometry.getGeometryType());
    json.writeArrayFieldStart("coordinates");
    if (geometry instanceof GeometryCollection several) {
      for (int i = 0; i < several.getNumGeometries(); i++) {
        json.writeStartArray();
        inside(several.getGeometryN(i));
        json.writeEndArray();
      }
    } else {
      inside(geometry);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void inside(Geometry single) throws IOException {
    switch (single) {
      case Polygon polygon -> rings(polygon);
      case LineString line -> positions(line);
      default -> position(single.getCoordinate());
    }
  }

  private void rings(Polygon polygon) throws IOException {
    ring(polygon.getExteriorRing());
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      ring(polygon.getInteriorRingN(i));
    }
  }

  private void ring(LinearRing ring) throws IOException {
    json.writeStartArray();
    positions(ring);
    json.writeEndArray();
  }

  private void positions(LineString line) throws IOException {
    for (Coordinate point : line.getCoordinates()) {
      json.writeStartArray();
      position(point);
      json.writeEndArray();
    }
  }

  private void position(Coordinate point) throws IOException {
    number(point.x);
    number(point.y);
  }

  private void number(double value) throws IOException {
    switch (space) {
      // Double.toString is the shortest text that reads back as the same double (JDK 19 and later).
      case PIXEL -> json.writeNumber(value);
      case GROUND -> json.writeNumber(degrees(value));
    }
  }

  private static String degrees(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private void value(Object value) throws IOException {
    switch (value) {
      case String text -> json.writeString(text);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Map<?, ?> members -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
          json.writeFieldName((String) member.getKey());
          value(member.getValue());
        }
        json.writeEndObject();
      }
      case Iterable<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          value(item);
        }
        json.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException(
              "a property cannot be a " + value.getClass().getSimpleName());
    }
  }
}

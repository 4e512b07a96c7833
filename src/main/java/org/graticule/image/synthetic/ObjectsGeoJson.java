package org.graticule.image.synthetic;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes the objects of a scene as GeoJSON, each with its class: the truth to compare labels with.
 */
public final class ObjectsGeoJson {
  private ObjectsGeoJson() {}

  /** Which coordinates to write. */
  public enum Space {
    /** Columns and rows, y down, exact. */
    PIXEL,
    /** Metres in the scene's projected system, named in a {@code crs} member. */
    GROUND
  }

  public static void write(Path path, SyntheticScene scene, Space space) throws IOException {
    try (OutputStream out = Files.newOutputStream(path);
        JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      if (space == Space.GROUND) {
        crs(json, scene.georeference().epsg());
      }
      json.writeArrayFieldStart("features");
      for (SceneObject object : scene.objects()) {
        json.writeRaw('\n');
        feature(json, object, scene.georeference(), space);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void crs(JsonGenerator json, int epsg) throws IOException {
    json.writeObjectFieldStart("crs");
    json.writeStringField("type", "name");
    json.writeObjectFieldStart("properties");
    json.writeStringField("name", "urn:ogc:def:crs:EPSG::" + epsg);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void feature(JsonGenerator json, SceneObject object, Georeference g, Space space)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeNumberField("id", object.id());
    json.writeObjectFieldStart("properties");
    json.writeStringField("class", object.className());
    json.writeEndObject();
    json.writeObjectFieldStart("geometry");
    json.writeStringField("type", "Polygon");
    json.writeArrayFieldStart("coordinates");
    Polygon polygon = object.polygon();
    ring(json, polygon.getExteriorRing(), true, g, space);
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      ring(json, polygon.getInteriorRingN(i), false, g, space);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Exterior rings run counter-clockwise in the written coordinates, holes clockwise. */
  private static void ring(
      JsonGenerator json, LinearRing ring, boolean exterior, Georeference g, Space space)
      throws IOException {
    Coordinate[] c = ring.getCoordinates();
    boolean flipped = space == Space.GROUND;
    boolean reverse = Orientation.isCCW(c) != flipped != exterior;
    json.writeStartArray();
    for (int i = 0; i < c.length; i++) {
      Coordinate at = c[reverse ? c.length - 1 - i : i];
      json.writeStartArray();
      switch (space) {
        case PIXEL -> {
          json.writeNumber(at.x);
          json.writeNumber(at.y);
        }
        case GROUND -> {
          json.writeNumber(Math.rint(g.x(at.x) * 1e4) / 1e4);
          json.writeNumber(Math.rint(g.y(at.y) * 1e4) / 1e4);
        }
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}

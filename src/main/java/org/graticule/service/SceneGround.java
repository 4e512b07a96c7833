package org.graticule.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.graticule.http.Json;
import org.graticule.image.LonLatBox;
import org.graticule.image.Scene;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** The ground that a scene shows, in longitude and latitude. */
public final class SceneGround {
  private SceneGround() {}

  /** West, south, east, north of the footprint; all the way round where it is cut in two. */
  public static Optional<LonLatBox> bounds(Scene scene) {
    return geometry(scene)
        .map(footprint -> {
          Envelope box = footprint.getEnvelopeInternal();
          return new LonLatBox(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
        });
  }

  /** The footprint as a GeoJSON MultiPolygon. */
  public static Optional<ObjectNode> footprint(Scene scene) {
    return geometry(scene)
        .map(footprint -> {
          ObjectNode node = Json.object().put("type", "MultiPolygon");
          ArrayNode polygons = node.putArray("coordinates");
          for (int i = 0; i < footprint.getNumGeometries(); i++) {
            ArrayNode ring = polygons.addArray().addArray();
            Polygon polygon = (Polygon) footprint.getGeometryN(i);
            for (Coordinate c : polygon.getExteriorRing().getCoordinates()) {
              ring.addArray().add(c.x).add(c.y);
            }
          }
          return node;
        });
  }

  private static Optional<Geometry> geometry(Scene scene) {
    String wkt = scene.facts().footprintLonLat();
    try {
      return wkt == null ? Optional.empty() : Optional.of(new WKTReader().read(wkt));
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}

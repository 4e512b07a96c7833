package org.graticule.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
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

/**
 * The ground that a scene shows, in longitude and latitude, worked out once for all grids. For one
 * thread.
 */
public final class SceneGround {
  private static final int STEPS = 16;

  private final Scene scene;
  private final Optional<Geometry> footprint;
  private List<Coordinate> rim = List.of();

  private SceneGround(Scene scene, Optional<Geometry> footprint) {
    this.scene = scene;
    this.footprint = footprint;
  }

  public static SceneGround of(Scene scene) {
    String wkt = scene.facts().footprintLonLat();
    try {
      return new SceneGround(
          scene, wkt == null ? Optional.empty() : Optional.of(new WKTReader().read(wkt)));
    } catch (ParseException e) {
      throw new IllegalStateException("footprint of scene " + scene.id(), e);
    }
  }

  Scene scene() {
    return scene;
  }

  /** West, south, east, north of the footprint; all the way round where it is cut in two. */
  public Optional<LonLatBox> bounds() {
    return footprint.map(geometry -> {
      Envelope box = geometry.getEnvelopeInternal();
      return new LonLatBox(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
    });
  }

  /** The footprint as a GeoJSON MultiPolygon. */
  public Optional<ObjectNode> footprint() {
    return footprint.map(geometry -> {
      ObjectNode node = Json.object().put("type", "MultiPolygon");
      ArrayNode polygons = node.putArray("coordinates");
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        ArrayNode ring = polygons.addArray().addArray();
        Polygon polygon = (Polygon) geometry.getGeometryN(i);
        for (Coordinate c : polygon.getExteriorRing().getCoordinates()) {
          ring.addArray().add(c.x).add(c.y);
        }
      }
      return node;
    });
  }

  /**
   * Points along the edges of the image, or along its footprint where edges have no place on Earth.
   */
  List<Coordinate> rim() {
    if (rim.isEmpty()) {
      List<Coordinate> points = new ArrayList<>();
      double w = scene.facts().width();
      double h = scene.facts().height();
      for (int i = 0; i <= STEPS; i++) {
        double t = (double) i / STEPS;
        double[][] edge = {{t * w, 0}, {t * w, h}, {0, t * h}, {w, t * h}};
        for (double[] pixel : edge) {
          scene.georeference().toLonLat(pixel[0], pixel[1]).ifPresent(points::add);
        }
      }
      if (points.size() < 4 * (STEPS + 1)) {
        footprint.ifPresent(outline -> points.addAll(List.of(outline.getCoordinates())));
      }
      rim = points;
    }
    return rim;
  }
}

package org.graticule.label.geojson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graticule.label.rule.Shape;
import org.locationtech.jts.geom.Coordinate;

/** A shape as a GeoJSON geometry, its numbers as they are. Stateless. */
public final class ShapeView {
  private ShapeView() {}

  public static Map<String, Object> of(Shape shape) {
    List<Object> parts = new ArrayList<>();
    for (List<Coordinate[]> part : shape.parts()) {
      parts.add(part(shape.form(), part));
    }
    Map<String, Object> geometry = new LinkedHashMap<>();
    geometry.put("type", (shape.multi() ? "Multi" : "") + shape.form().geoJson());
    geometry.put(
        "coordinates", shape.multi() ? parts : parts.isEmpty() ? List.of() : parts.getFirst());
    return geometry;
  }

  private static Object part(Shape.Form form, List<Coordinate[]> rings) {
    return switch (form) {
      case AREA -> rings.stream().map(ShapeView::ring).toList();
      case LINE -> ring(rings.getFirst());
      case POINT -> ring(rings.getFirst()).getFirst();
    };
  }

  /** Positions, one after the other. */
  public static List<List<Double>> ring(Coordinate[] points) {
    return Arrays.stream(points).map(point -> List.of(point.x, point.y)).toList();
  }
}

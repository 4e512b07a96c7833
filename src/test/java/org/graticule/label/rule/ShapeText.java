package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Reads WKT polygons as they stand, open rings included, which JTS's own reader will not. */
final class ShapeText {
  private ShapeText() {}

  static Shape shape(String wkt) {
    if (!wkt.contains("POLYGON")) {
      try {
        return Shape.of(new WKTReader().read(wkt));
      } catch (ParseException e) {
        throw new IllegalArgumentException(wkt, e);
      }
    }
    boolean multi = wkt.startsWith("MULTIPOLYGON");
    String body = wkt.substring(wkt.indexOf("POLYGON") + 7).strip();
    if (body.equals("EMPTY")) {
      return new Shape(multi, List.of());
    }
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (String part : multi ? inside(body) : List.of(body)) {
      parts.add(inside(part).stream().map(ShapeText::ring).toList());
    }
    return new Shape(multi, parts);
  }

  /** The parenthesised pieces directly inside one pair of parentheses. */
  private static List<String> inside(String text) {
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' && ++depth == 2) {
        begin = i;
      } else if (c == ')' && --depth == 1) {
        pieces.add(text.substring(begin, i + 1));
      }
    }
    return pieces;
  }

  private static Coordinate[] ring(String text) {
    String body = text.substring(1, text.length() - 1).strip();
    if (body.isEmpty()) {
      return new Coordinate[0];
    }
    List<Coordinate> points = new ArrayList<>();
    for (String point : body.split(",")) {
      String[] xy = point.strip().split("\\s+");
      points.add(new Coordinate(Double.parseDouble(xy[0]), Double.parseDouble(xy[1])));
    }
    return points.toArray(Coordinate[]::new);
  }
}

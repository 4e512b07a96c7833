package org.graticule.label.geojson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Reads one GeoJSON geometry that a label can have, its numbers untouched and its rings as they
 * are, open or closed. Whether they make sense is for the rules to say. Used once, by one thread.
 */
public final class GeometryReader {
  private final JsonCursor cursor;
  private final Space space;
  private @Nullable String type;
  private @Nullable Nest coordinates;
  private boolean altitude;

  private sealed interface Nest {
    record Position(Coordinate at) implements Nest {}

    record Line(Coordinate[] points) implements Nest {}

    record Group(List<Nest> items) implements Nest {}
  }

  /**
   * @param altitude some position had a third number, which was left out
   */
  public record Read(Shape shape, boolean altitude) {}

  private GeometryReader(JsonCursor cursor, Space space) {
    this.cursor = cursor;
    this.space = space;
  }

  /** Reads the geometry object the cursor stands on. */
  public static Read read(JsonCursor cursor, Space space) {
    return new GeometryReader(cursor, space).read();
  }

  /** Reads positions, lists of them, or lists of those, without a geometry around. */
  public static Nested nested(JsonCursor cursor, Space space) {
    GeometryReader reader = new GeometryReader(cursor, space);
    reader.type = "nested list";
    return new Nested(reader, reader.nest());
  }

  /** Positions as they were nested; asking for another depth is refused. */
  public static final class Nested {
    private final GeometryReader reader;
    private final Nest nest;

    private Nested(GeometryReader reader, Nest nest) {
      this.reader = reader;
      this.nest = nest;
    }

    public Coordinate[] points() {
      return reader.points(nest);
    }

    public List<Coordinate[]> rings() {
      return reader.rings(nest);
    }

    public List<List<Coordinate[]>> parts() {
      return reader.items(nest).stream().map(reader::rings).toList();
    }
  }

  private Read read() {
    cursor.object(this::field);
    if (type == null) {
      throw cursor.unacceptable("bad-geometry", "The geometry has no type.");
    }
    Shape.Form form = form(type.replaceFirst("^Multi", ""));
    if (coordinates == null) {
      throw cursor.unacceptable("bad-geometry", "The " + type + " has no coordinates.");
    }
    boolean multi = type.startsWith("Multi");
    return new Read(new Shape(form, multi, parts(form, multi, coordinates)), altitude);
  }

  private Shape.Form form(String name) {
    for (Shape.Form form : Shape.Form.values()) {
      if (form.geoJson().equals(name)) {
        return form;
      }
    }
    throw cursor.unacceptable(
        "unsupported-geometry",
        "A label is a Polygon, LineString or Point, or Multi- of them, not a '%s'."
            .formatted(type));
  }

  private List<List<Coordinate[]>> parts(Shape.Form form, boolean multi, Nest all) {
    return switch (form) {
      case AREA ->
          multi
              ? items(all).stream().map(this::rings).toList()
              : items(all).isEmpty() ? List.of() : List.of(rings(all));
      case LINE ->
          multi
              ? items(all).stream().map(line -> List.<Coordinate[]>of(points(line))).toList()
              : List.of(List.<Coordinate[]>of(points(all)));
      case POINT ->
          Arrays.stream(multi ? points(all) : single(all))
              .map(point -> List.<Coordinate[]>of(new Coordinate[] {point}))
              .toList();
    };
  }

  private Coordinate[] single(Nest nest) {
    if (nest instanceof Nest.Position position) {
      return new Coordinate[] {position.at()};
    }
    throw wrongDepth();
  }

  private void field(String name) {
    switch (name) {
      case "type" -> type = cursor.text();
      case "coordinates" -> coordinates = nest();
      // A collection is refused, but only once its depth has been seen.
      case "bbox", "geometries" -> cursor.skip();
      default -> throw cursor.unknown(name, "A geometry");
    }
  }

  private Nest nest() {
    if (!cursor.isArray()) {
      throw cursor.unacceptable("bad-coordinate", "Coordinates are nested arrays of numbers.");
    }
    List<Coordinate> points = new ArrayList<>();
    List<Nest> items = new ArrayList<>();
    double[] numbers = new double[3];
    int[] count = new int[1];
    cursor.array(() -> {
      if (!cursor.isArray()) {
        double number = cursor.number("bad-coordinate");
        if (count[0] < numbers.length) {
          numbers[count[0]] = number;
        }
        count[0]++;
        return;
      }
      switch (nest()) {
        case Nest.Position position -> {
          points.add(position.at());
          cursor.budget().spendVertex(points.size());
        }
        case Nest other -> items.add(other);
      }
    });
    int kinds = (points.isEmpty() ? 0 : 1) + (items.isEmpty() ? 0 : 1) + (count[0] > 0 ? 1 : 0);
    if (kinds > 1) {
      throw cursor.unacceptable("bad-coordinate", "Numbers and arrays are mixed.");
    }
    if (count[0] > 0) {
      return new Nest.Position(position(numbers, count[0]));
    }
    if (points.isEmpty() && items.isEmpty()) {
      cursor.budget().spendVertex(0);
    }
    return points.isEmpty()
        ? new Nest.Group(items)
        : new Nest.Line(points.toArray(Coordinate[]::new));
  }

  private Coordinate position(double[] numbers, int count) {
    if (count < 2 || count > 3) {
      throw cursor.unacceptable(
          "bad-coordinate", "A position has %d numbers; 2 or 3 are allowed.".formatted(count));
    }
    if (!space.holds(numbers[0], numbers[1])) {
      throw cursor.unacceptable(
          "bad-coordinate",
          "The position (%s, %s) is out of range: %s."
              .formatted(numbers[0], numbers[1], space.range()));
    }
    altitude |= count == 3;
    return new Coordinate(numbers[0], numbers[1]);
  }

  private List<Coordinate[]> rings(Nest polygon) {
    return items(polygon).stream().map(this::points).toList();
  }

  private List<Nest> items(Nest nest) {
    if (nest instanceof Nest.Group group) {
      return group.items();
    }
    throw wrongDepth();
  }

  private Coordinate[] points(Nest nest) {
    return switch (nest) {
      case Nest.Line line -> line.points();
      case Nest.Group group when group.items().isEmpty() -> new Coordinate[0];
      case Nest.Group group -> throw wrongDepth();
      case Nest.Position position -> throw wrongDepth();
    };
  }

  private Fault wrongDepth() {
    return cursor.unacceptable(
        "bad-coordinate",
        "The coordinates of a %s are nested to another depth than these.".formatted(type));
  }
}

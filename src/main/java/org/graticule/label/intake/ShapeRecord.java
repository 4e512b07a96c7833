package org.graticule.label.intake;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.label.rule.Shape;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Reads the shape of one record of a Shapefile (ESRI Shapefile Technical Description, 1998). */
final class ShapeRecord {
  private static final int MOST_POINTS = 1_000_000;

  private ShapeRecord() {}

  /**
   * @return empty for a null shape, or one of another kind
   * @throws java.nio.BufferUnderflowException where the record ends too early
   */
  static Optional<Shape> read(ByteBuffer record) {
    int type = record.getInt();
    // Those with heights (1_) and measures (2_) begin like the plain ones.
    return switch (type % 10) {
      case 1 -> Optional.of(new Shape(Shape.Form.POINT, false, one(point(record))));
      case 8 -> Optional.of(points(record));
      case 3 -> Optional.of(lines(parts(record)));
      case 5 -> Optional.of(areas(parts(record)));
      default -> Optional.empty();
    };
  }

  private static List<List<Coordinate[]>> one(Coordinate at) {
    return List.of(List.<Coordinate[]>of(new Coordinate[] {at}));
  }

  private static Coordinate point(ByteBuffer record) {
    return new Coordinate(record.getDouble(), record.getDouble());
  }

  private static Shape points(ByteBuffer record) {
    box(record);
    int count = count(record.getInt());
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.addAll(one(point(record)));
    }
    return new Shape(Shape.Form.POINT, true, parts);
  }

  private static void box(ByteBuffer record) {
    for (int i = 0; i < 4; i++) {
      record.getDouble();
    }
  }

  private static int count(int count) {
    if (count < 0 || count > MOST_POINTS) {
      throw new IllegalArgumentException(count + " points or parts");
    }
    return count;
  }

  private static List<Coordinate[]> parts(ByteBuffer record) {
    box(record);
    int parts = count(record.getInt());
    int points = count(record.getInt());
    int[] begins = new int[parts + 1];
    for (int i = 0; i < parts; i++) {
      begins[i] = record.getInt();
    }
    begins[parts] = points;
    List<Coordinate[]> read = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int length = begins[i + 1] - begins[i];
      Coordinate[] line = new Coordinate[count(length)];
      for (int j = 0; j < length; j++) {
        line[j] = point(record);
      }
      read.add(line);
    }
    return read;
  }

  private static Shape lines(List<Coordinate[]> parts) {
    return new Shape(
        Shape.Form.LINE,
        parts.size() > 1,
        parts.stream().map(line -> List.<Coordinate[]>of(line)).toList());
  }

  /** Outlines run clockwise, holes the other way and anywhere after: each is put into its own. */
  private static Shape areas(List<Coordinate[]> rings) {
    List<List<Coordinate[]>> areas = new ArrayList<>();
    List<Coordinate[]> holes = new ArrayList<>();
    for (Coordinate[] ring : rings) {
      if (ring.length >= 4 && Orientation.isCCW(ring) && rings.size() > 1) {
        holes.add(ring);
      } else {
        List<Coordinate[]> area = new ArrayList<>();
        area.add(ring);
        areas.add(area);
      }
    }
    for (Coordinate[] hole : holes) {
      areas.stream()
          .filter(area -> holds(area.getFirst(), hole))
          .findFirst()
          .ifPresentOrElse(
              area -> area.add(hole),
              () -> areas.add(new ArrayList<>(List.<Coordinate[]>of(hole))));
    }
    return new Shape(areas.size() > 1, areas);
  }

  private static boolean holds(Coordinate[] outline, Coordinate[] hole) {
    Envelope around = envelope(outline);
    return outline.length >= 4
        && around.covers(envelope(hole))
        && PointLocation.isInRing(hole[0], outline);
  }

  private static Envelope envelope(Coordinate[] ring) {
    Envelope box = new Envelope();
    for (Coordinate at : ring) {
      box.expandToInclude(at);
    }
    return box;
  }
}

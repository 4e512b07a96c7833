package org.graticule.label;

import java.util.ArrayList;
import java.util.List;
import org.graticule.label.geojson.GeometryReader;
import org.graticule.label.geojson.JsonCursor;
import org.graticule.label.geojson.Space;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code [{"at": [part, ring, vertex], "remove": 1, "insert": [[x, y]]}]}; a shorter {@code
 * at} names a ring or a part. Used once, by one thread.
 */
final class DeltaReader {
  private static final int MOST_SPLICES = 10_000;

  private final JsonCursor cursor;
  private final List<Delta.Splice> splices = new ArrayList<>();

  private DeltaReader(JsonCursor cursor) {
    this.cursor = cursor;
  }

  static Delta read(JsonCursor cursor) {
    DeltaReader reader = new DeltaReader(cursor);
    cursor.array(reader::splice);
    if (reader.splices.isEmpty() || reader.splices.size() > MOST_SPLICES) {
      throw cursor.unacceptable(
          "bad-delta", "A delta has 1 to %d changes.".formatted(MOST_SPLICES));
    }
    return new Delta(reader.splices);
  }

  private void splice() {
    List<Integer> at = new ArrayList<>();
    int[] remove = new int[1];
    GeometryReader.@Nullable Nested[] insert = new GeometryReader.Nested[1];
    cursor.object(name -> {
      switch (name) {
        case "at" -> cursor.array(() -> at.add(whole()));
        case "remove" -> remove[0] = whole();
        case "insert" -> insert[0] = GeometryReader.nested(cursor, Space.PIXEL);
        default -> throw cursor.unknown(name, "A change of a delta");
      }
    });
    if (splices.size() <= MOST_SPLICES) {
      splices.add(splice(at, remove[0], insert[0]));
    }
  }

  private Delta.Splice splice(
      List<Integer> at, int remove, GeometryReader.@Nullable Nested insert) {
    return switch (at.size()) {
      case 1 ->
          new Delta.Splice.Parts(
              at.getFirst(), remove, insert == null ? List.of() : insert.parts());
      case 2 ->
          new Delta.Splice.Rings(
              at.getFirst(), at.get(1), remove, insert == null ? List.of() : insert.rings());
      case 3 ->
          new Delta.Splice.Vertices(
              at.getFirst(),
              at.get(1),
              at.get(2),
              remove,
              insert == null ? List.of() : List.of(insert.points()));
      default ->
          throw cursor.unacceptable("bad-delta", "'at' has 1 to 3 numbers: part, ring, vertex.");
    };
  }

  private int whole() {
    long value = cursor.integer();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw cursor.unacceptable("bad-number", "%d must be 0 or more.".formatted(value));
    }
    return (int) value;
  }
}

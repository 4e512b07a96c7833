package org.graticule.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.graticule.fault.Fault.Kind;
import org.graticule.label.Batch.Entry;
import org.graticule.label.Batch.Finding;
import org.graticule.label.geojson.Budget;
import org.graticule.label.geojson.Budget.Limits;
import org.graticule.label.geojson.GeometryReader;
import org.graticule.label.geojson.JsonCursor;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.graticule.label.rule.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"operations": [...]}} as it streams by. An operation that makes no sense is noted
 * and the next is read, so that one answer names all that is wrong. Used once, by one thread.
 */
final class BatchReader {
  private static final int MOST_ATTRIBUTES = 256;
  private static final Limits LIMITS = new Limits(32, 1_000, 400_000, 120_000);

  private final JsonCursor cursor;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Finding> unreadable = new ArrayList<>();
  private final Set<UUID> opIds = new HashSet<>();
  private @Nullable Long lease;
  private int index;

  private BatchReader(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * @throws Fault malformed or too large for the text as a whole
   */
  static Batch read(byte[] body) {
    try (JsonCursor cursor = new JsonCursor(body, new Budget(LIMITS))) {
      BatchReader reader = new BatchReader(cursor);
      cursor.document(name -> {
        switch (name) {
          case "operations" -> cursor.array(reader::operation);
          case "lease" -> reader.lease = cursor.integer();
          default -> throw cursor.unknown(name, "A batch");
        }
      });
      if (reader.index == 0) {
        throw Fault.unacceptable("no-operations", "A batch needs at least one operation.");
      }
      return new Batch(reader.entries, reader.unreadable, reader.lease);
    }
  }

  private void operation() {
    cursor.budget().spendFeature();
    String pointer = "/operations/" + index++;
    Draft draft = new Draft();
    boolean object = cursor.isObject();
    int depth = cursor.depth();
    try {
      cursor.object(draft::field);
      Operation operation = draft.finished();
      if (!opIds.add(operation.opId())) {
        throw cursor.unacceptable("duplicate-op-id", "The op_id is there twice in this batch.");
      }
      entries.add(new Entry(operation, pointer));
    } catch (Fault fault) {
      if (fault.kind() != Kind.UNACCEPTABLE) {
        throw fault;
      }
      if (object) {
        cursor.leave(depth);
      } else {
        cursor.skip();
      }
      unreadable.add(new Finding(draft.opId, violation(fault, pointer)));
    }
  }

  private static Violation violation(Fault fault, String pointer) {
    Object place = fault.details().getOrDefault("pointer", pointer);
    return new Violation(
        fault.code(), Violation.Severity.ERROR, fault.getMessage(), null, place.toString());
  }

  /** An operation while its fields arrive, in any order. */
  private final class Draft {
    private @Nullable UUID opId;
    private Operation.@Nullable Kind kind;
    private @Nullable UUID element;
    private @Nullable Integer base;
    private @Nullable Shape shape;
    private @Nullable Delta delta;
    private @Nullable UUID layer;
    private @Nullable Double confidence;
    private @Nullable String view;
    private @Nullable Integer classId;
    private @Nullable SortedMap<String, Object> attributes;
    private @Nullable String mark;

    void field(String name) {
      switch (name) {
        case "op_id" -> opId = id();
        case "kind" -> kind = kind();
        case "element" -> element = id();
        case "base_rev" -> base = whole("base_rev", 0);
        case "geometry" -> shape = GeometryReader.read(cursor, Space.PIXEL).shape();
        case "delta" -> delta = DeltaReader.read(cursor);
        case "layer" -> layer = id();
        case "confidence" -> confidence = confidence();
        case "view" -> view = cursor.text();
        case "class" -> classId = whole("class", 1);
        case "attributes" -> attributes = attributes();
        // No mark is this long, which the vocabulary says better.
        case "mark" -> mark = cursor.text(JsonCursor.LONGEST_READ);
        default -> throw cursor.unknown(name, "An operation");
      }
    }

    Operation finished() {
      if (opId == null || kind == null || element == null) {
        String missing = opId == null ? "op_id" : kind == null ? "kind" : "element";
        throw cursor.unacceptable("missing-field", "An operation needs " + missing + ".");
      }
      boolean create = kind == Operation.Kind.CREATE;
      if (create && shape == null) {
        throw cursor.unacceptable("missing-field", "A create needs a geometry.");
      }
      if (delta != null && (kind != Operation.Kind.UPDATE || shape != null)) {
        throw cursor.unacceptable("bad-delta", "A delta stands in an update, without a geometry.");
      }
      if (!create && base == null) {
        throw cursor.unacceptable("missing-field", "An " + kind.label() + " needs base_rev.");
      }
      if (create && base != null && base != 0) {
        throw cursor.unacceptable("bad-base", "A create starts from nothing, not from " + base);
      }
      return new Operation(
          opId,
          kind,
          element,
          base == null ? 0 : base,
          shape,
          delta,
          classId,
          attributes,
          layer,
          confidence,
          view,
          mark);
    }

    private UUID id() {
      String text = cursor.text();
      try {
        if (text.length() == 36) {
          return UUID.fromString(text);
        }
      } catch (IllegalArgumentException e) {
        // Refused below.
      }
      throw cursor.unacceptable("bad-id", "An id must be a UUID of 36 characters.");
    }

    private Operation.Kind kind() {
      String text = cursor.text();
      return switch (text) {
        case "create" -> Operation.Kind.CREATE;
        case "update" -> Operation.Kind.UPDATE;
        case "delete" -> Operation.Kind.DELETE;
        default ->
            throw cursor.unacceptable("bad-kind", "A kind is one of create, update, delete.");
      };
    }

    private int whole(String name, int least) {
      long value = cursor.integer();
      if (value < least || value > Integer.MAX_VALUE - 1) {
        throw cursor.unacceptable(
            "bad-number",
            "%s %d must be %d to %d".formatted(name, value, least, Integer.MAX_VALUE - 1));
      }
      return (int) value;
    }

    private double confidence() {
      double value = cursor.number();
      if (value < 0 || value > 1) {
        throw cursor.unacceptable("bad-number", "confidence %s must be 0 to 1".formatted(value));
      }
      return value;
    }

    private SortedMap<String, Object> attributes() {
      TreeMap<String, Object> read = new TreeMap<>();
      cursor.object(name -> {
        if (!cursor.isNull()) {
          read.put(name, cursor.scalar());
        }
        if (read.size() > MOST_ATTRIBUTES) {
          throw cursor.unacceptable(
              "too-many-attributes",
              "A label has more than the %d attributes allowed.".formatted(MOST_ATTRIBUTES));
        }
      });
      return read;
    }
  }
}

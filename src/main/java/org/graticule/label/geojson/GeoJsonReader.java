package org.graticule.label.geojson;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.fault.Fault;
import org.graticule.fault.Fault.Kind;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Streams a GeoJSON FeatureCollection or Feature. What is wrong with one feature is reported for
 * its row and the next is read; what is wrong with the text or exceeds a budget ends everything
 * with a {@link Fault}. Used once, by one thread.
 */
public final class GeoJsonReader {
  private static final int MOST_PROPERTIES = 256;
  private static final Set<String> CRS84 =
      Set.of("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84");

  private final JsonCursor cursor;
  private final Space space;
  private final Rows rows;
  private final Draft root;

  /** What the numbers of positions are held to. */
  private Space range;

  private int row;

  /** Takes the rows as they come; may keep nothing until the reader has returned. */
  public interface Rows {
    void read(Feature feature);

    /**
     * @param fault of kind UNACCEPTABLE, with a {@code pointer} in its details
     */
    void refused(int row, Fault fault);

    /**
     * Whether a feature with these properties is wanted at all. One that is not is passed over,
     * whatever is wrong with its shape, and its vertices cost nothing.
     */
    default boolean wants(SortedMap<String, Object> properties) {
      return true;
    }

    /**
     * Whether positions of this coordinate reference system are understood. They are then handed
     * over as they are.
     */
    default boolean takesCrs(String name) {
      return false;
    }
  }

  private GeoJsonReader(JsonCursor cursor, Space space, Rows rows) {
    this.cursor = cursor;
    this.space = space;
    this.range = space;
    this.rows = rows;
    this.root = new Draft();
  }

  /**
   * @param body closed when it has been read
   */
  public static void read(InputStream body, Space space, Budget budget, Rows rows) {
    try (JsonCursor cursor = new JsonCursor(body, budget)) {
      GeoJsonReader reader = new GeoJsonReader(cursor, space, rows);
      cursor.document(reader::rootField);
      reader.finish();
    }
  }

  private void rootField(String name) {
    switch (name) {
      case "features" -> {
        root.collection = true;
        cursor.array(this::row);
      }
      case "crs" -> crs();
      case "space" -> space();
      case "type", "id", "geometry", "properties", "bbox" -> root.field(name);
      // What our own collections and others say beside their features.
      default -> cursor.skip();
    }
  }

  private void finish() {
    String type = root.type == null ? "nothing" : root.type;
    boolean collection = type.equals("FeatureCollection");
    if (!collection && !type.equals("Feature")) {
      throw cursor.unacceptable(
          "unsupported-type", "Expected a FeatureCollection or a Feature, not '" + type + "'.");
    }
    if (collection != root.collection) {
      throw cursor.unacceptable("bad-feature", "A FeatureCollection has features, a Feature none.");
    }
    if (!collection) {
      cursor.budget().spendFeature();
      rows.read(root.feature(0, ""));
    }
  }

  private void row() {
    cursor.budget().spendFeature();
    int number = row++;
    if (!cursor.isObject()) {
      rows.refused(number, cursor.unacceptable("bad-feature", "A feature is an object."));
      cursor.skip();
      return;
    }
    int depth = cursor.depth();
    int spent = cursor.budget().vertices();
    try {
      Draft draft = new Draft();
      cursor.object(draft::field);
      if (rows.wants(draft.properties)) {
        rows.read(draft.finished(number));
      } else {
        cursor.budget().giveBack(spent);
      }
    } catch (Fault fault) {
      if (fault.kind() != Kind.UNACCEPTABLE) {
        throw fault;
      }
      cursor.leave(depth);
      rows.refused(number, fault);
    }
  }

  private void space() {
    String said = cursor.text();
    if (!said.equals(space.label())) {
      throw cursor.unacceptable(
          "bad-space",
          "The collection's coordinates are '%s'; '%s' was asked for."
              .formatted(said, space.label()));
    }
  }

  private void crs() {
    if (cursor.isNull()) {
      return;
    }
    String[] name = new String[1];
    cursor.object(field -> {
      if (field.equals("properties") && cursor.isObject()) {
        cursor.object(inner -> {
          if (inner.equals("name")) {
            name[0] = cursor.text();
          } else {
            cursor.skip();
          }
        });
      } else {
        cursor.skip();
      }
    });
    if (space == Space.GROUND && name[0] != null && CRS84.contains(name[0])) {
      return;
    }
    // Positions that were read already were held to be degrees.
    if (space == Space.GROUND && name[0] != null && row == 0 && rows.takesCrs(name[0])) {
      range = Space.PIXEL;
    } else {
      throw cursor.unacceptable(
          "bad-crs",
          "GeoJSON is longitude and latitude in CRS84, or in a system of the EPSG that is named before the features; this names '%s'."
              .formatted(name[0] == null ? "?" : name[0]));
    }
  }

  /** A feature while its fields arrive, in any order. */
  private final class Draft {
    private final TreeMap<String, Object> properties = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private boolean collection;
    private @Nullable String type;
    private @Nullable String id;
    private @Nullable Shape shape;

    /** What is wrong with the shape; told only of a feature that is wanted. */
    private @Nullable Fault wrong;

    private @Nullable TreeMap<String, Object> attributes;

    void field(String name) {
      switch (name) {
        case "type" -> type = cursor.text();
        case "id" -> id = cursor.scalar() instanceof String text ? text : cursor.integer() + "";
        case "geometry" -> geometry();
        case "properties" -> properties();
        case "bbox", "geometry_name", "links" -> cursor.skip();
        default -> {
          cursor.skip();
          notes.add("'" + name + "' was left out: it is neither geometry nor property");
          bound(notes.size());
        }
      }
    }

    Feature finished(int number) {
      if (!"Feature".equals(type)) {
        throw cursor.unacceptable(
            "unsupported-type", "Expected a Feature, not '" + (type == null ? "" : type) + "'.");
      }
      return feature(number, "/features/" + number);
    }

    Feature feature(int number, String pointer) {
      if (wrong != null) {
        throw wrong;
      }
      if (shape == null) {
        throw cursor.unacceptable("bad-geometry", "The feature has no geometry.");
      }
      return new Feature(number, pointer, id, shape, properties, attributes, notes);
    }

    private void geometry() {
      if (cursor.isNull()) {
        // An object without a place, as RFC 7946 has it.
        shape = new Shape(false, List.of());
        return;
      }
      int depth = cursor.depth();
      boolean object = cursor.isObject();
      try {
        GeometryReader.Read read = GeometryReader.read(cursor, range);
        shape = read.shape();
        if (read.altitude()) {
          notes.add("altitudes were left out: a label has no height");
        }
      } catch (Fault fault) {
        if (fault.kind() != Kind.UNACCEPTABLE || !object) {
          throw fault;
        }
        cursor.leave(depth);
        wrong = fault;
      }
    }

    private void properties() {
      if (cursor.isNull()) {
        return;
      }
      cursor.object(this::property);
    }

    private void property(String name) {
      if (name.equals("attributes") && cursor.isObject()) {
        attributes();
      } else if (cursor.isArray() || cursor.isObject()) {
        cursor.skip();
        notes.add("the property '" + name + "' was left out: it is not a single value");
      } else if (!cursor.isNull()) {
        properties.put(name, cursor.scalar());
      }
      bound(properties.size() + notes.size());
    }

    /** The form our own collections keep attributes in. */
    private void attributes() {
      TreeMap<String, Object> read = new TreeMap<>();
      attributes = read;
      cursor.object(name -> {
        if (!cursor.isNull()) {
          read.put(name, cursor.scalar());
        }
        bound(read.size());
      });
    }

    private void bound(int size) {
      if (size > MOST_PROPERTIES) {
        throw cursor.unacceptable(
            "too-many-properties",
            "A feature has more than the %d properties allowed.".formatted(MOST_PROPERTIES));
      }
    }
  }
}

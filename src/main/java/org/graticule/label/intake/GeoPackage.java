package org.graticule.label.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.graticule.fault.Fault;
import org.graticule.geo.Crs;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.SqliteFile.Row;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** GeoPackage (OGC 12-128): the features of every table of features. */
final class GeoPackage implements ImportFormat {
  private static final int WGS84 = 4326;

  /** A table as {@code sqlite_schema} tells of it. */
  private record Table(int root, List<String> columns) {}

  @Override
  public String name() {
    return "geopackage";
  }

  @Override
  public void read(LabelFile whole, ImageFrame frame, Arrivals into) {
    SqliteFile file = new SqliteFile(whole.whole());
    Map<String, Table> tables = new HashMap<>();
    file.table(
        1,
        row -> {
          if ("table".equals(row.values().getFirst()) && row.values().get(3) instanceof Long root) {
            tables.put(
                text(row.values().get(1)),
                new Table(root.intValue(), columns(text(row.values().get(4)))));
          }
        });
    Table geometries = tables.get("gpkg_geometry_columns");
    if (geometries == null) {
      throw Fault.malformed(
          "bad-geopackage", "The file is a database, but no GeoPackage with features.");
    }
    List<Map<String, Object>> layers = new ArrayList<>();
    file.table(geometries.root(), row -> layers.add(said(row, geometries)));
    for (Map<String, Object> layer : layers) {
      Table table = tables.get(text(layer.get("table_name")));
      if (table != null) {
        layer(file, table, layer, text(layer.get("table_name")), into);
      }
    }
  }

  private static void layer(
      SqliteFile file, Table table, Map<String, Object> layer, String name, Arrivals into) {
    String column = text(layer.get("column_name"));
    int srs = layer.get("srs_id") instanceof Long id ? id.intValue() : WGS84;
    GroundShapes ground = new GroundShapes(srs <= 0 || srs == WGS84 ? null : Crs.ofEpsg(srs));
    file.table(
        table.root(),
        row -> {
          String where = "/" + name.replace("~", "~0").replace("/", "~1") + "/" + row.id();
          TreeMap<String, Object> said = said(row, table);
          Object blob = said.remove(column);
          if (!(blob instanceof byte[] geometry) || isEmpty(geometry)) {
            into.leaveOut(where, "the row has no geometry: it says that nothing is there");
            return;
          }
          Optional<Shape> shape = geometry(geometry).flatMap(ground::lonLat);
          said.values().removeIf(value -> value instanceof byte[]);
          said.remove("fid");
          if (shape.isEmpty()) {
            into.refuse(where, "bad-row", "the row has no geometry that a label can have");
            return;
          }
          into.take(
              new Arrival(
                  where,
                  Space.GROUND,
                  shape.get(),
                  ClassNames.take(said),
                  said,
                  ClassNames.confidence(said),
                  List.of()));
        });
  }

  private static boolean isEmpty(byte[] blob) {
    return blob.length > 3 && (blob[3] & 0x10) != 0;
  }

  /** A header of eight bytes, an envelope, then well-known binary. */
  private static Optional<Shape> geometry(byte[] blob) {
    if (blob.length < 9 || blob[0] != 'G' || blob[1] != 'P') {
      return Optional.empty();
    }
    int flags = blob[3];
    int envelope =
        switch (flags >> 1 & 7) {
          case 0 -> 0;
          case 1 -> 32;
          case 2, 3 -> 48;
          default -> 64;
        };
    int begin = 8 + envelope;
    if (begin >= blob.length) {
      return Optional.empty();
    }
    byte[] wkb = new byte[blob.length - begin];
    ByteBuffer.wrap(blob).order(ByteOrder.BIG_ENDIAN).get(begin, wkb);
    try {
      Geometry read = new WKBReader().read(wkb);
      return read.isEmpty() ? Optional.empty() : Optional.of(Shape.of(read));
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static TreeMap<String, Object> said(Row row, Table table) {
    TreeMap<String, Object> said = new TreeMap<>();
    for (int i = 0; i < Math.min(row.values().size(), table.columns().size()); i++) {
      Object value = row.values().get(i);
      if (value != null && !(value instanceof String text && text.indexOf('\0') >= 0)) {
        said.put(table.columns().get(i), value);
      }
    }
    return said;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** Names of the columns in a CREATE TABLE, in their order. */
  static List<String> columns(String sql) {
    List<String> columns = new ArrayList<>();
    int depth = 0;
    int begin = -1;
    char quote = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'' || c == '`' || c == '[') {
        quote = c == '[' ? ']' : c;
      } else if (c == '(' && ++depth == 1) {
        begin = i + 1;
      } else if (depth == 1 && (c == ',' || c == ')')) {
        column(sql.substring(begin, i).strip()).ifPresent(columns::add);
        begin = i + 1;
        depth -= c == ')' ? 1 : 0;
      } else if (c == ')') {
        depth--;
      }
    }
    return columns;
  }

  private static Optional<String> column(String definition) {
    if (definition.isEmpty()) {
      return Optional.empty();
    }
    char first = definition.charAt(0);
    if (first == '"' || first == '`' || first == '[') {
      int end = definition.indexOf(first == '[' ? ']' : first, 1);
      return end < 0 ? Optional.empty() : Optional.of(definition.substring(1, end));
    }
    String word = definition.split("[\\s(]", 2)[0];
    boolean constraint =
        word.toUpperCase(Locale.ROOT).matches("CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN");
    return constraint ? Optional.empty() : Optional.of(word);
  }
}

package org.graticule.label.intake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * SpaceNet's tables of buildings and roads: comma-separated, a row an object, its outline as WKT in
 * pixels or in longitude and latitude, and {@code POLYGON EMPTY} for an image without any.
 */
final class SpaceNet implements ImportFormat {
  private static final List<String> PIXELS = List.of("polygonwkt_pix", "wkt_pix", "geometry");
  private static final List<String> GROUND = List.of("polygonwkt_geo", "wkt_geo", "wkt");
  private static final List<String> IMAGE = List.of("imageid", "filename");
  private static final Set<String> CONFIDENCE = Set.of("confidence", "score");

  /** Not a collection, which may be nested without end. */
  private static final Pattern SHAPE =
      Pattern.compile("\\s*(MULTI)?(POLYGON|LINESTRING|POINT)\\b.*", Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "spacenet";
  }

  @Override
  public void read(LabelFile file, ImageFrame frame, Arrivals into) {
    Set<String> images = new LinkedHashSet<>();
    rows(file, (number, row) -> images.add(image(row)));
    String wanted = wanted(images, frame);
    rows(
        file,
        (number, row) -> {
          if (image(row).equals(wanted)) {
            row("/lines/" + number, row, into);
          }
        });
  }

  private static String image(Map<String, String> row) {
    String column = column(row.keySet(), IMAGE);
    return column == null ? "" : row.get(column);
  }

  /** Tiles are called like their image behind the name of a product: {@code MUL_AOI_2_img7.tif}. */
  private static String wanted(Set<String> images, ImageFrame frame) {
    if (frame.image() == null) {
      String tile = frame.name().replaceFirst("\\.[A-Za-z]+$", "");
      List<String> ending = images.stream().filter(id -> tile.endsWith("_" + id)).toList();
      if (ending.size() == 1) {
        return ending.getFirst();
      }
    }
    return frame.pick(images).orElse("");
  }

  /** Calls with each row's number and its values by the names of their columns in lower case. */
  private static void rows(LabelFile file, BiConsumer<Integer, Map<String, String>> each) {
    List<String> columns = new ArrayList<>();
    Lines.each(
        file,
        (number, line) -> {
          List<String> values = values(line);
          if (columns.isEmpty()) {
            values.forEach(value -> columns.add(value.toLowerCase(Locale.ROOT)));
            if (column(columns, PIXELS) == null && column(columns, GROUND) == null) {
              throw Fault.malformed(
                  "bad-table",
                  "The first line names no column of outlines: one of "
                      + PIXELS
                      + " or "
                      + GROUND
                      + ".");
            }
            return;
          }
          Map<String, String> row = new TreeMap<>();
          for (int i = 0; i < Math.min(columns.size(), values.size()); i++) {
            if (!columns.get(i).isEmpty()) {
              row.put(columns.get(i), values.get(i));
            }
          }
          each.accept(number, row);
        });
  }

  private static @Nullable String column(Iterable<String> columns, List<String> names) {
    for (String column : columns) {
      if (names.contains(column)) {
        return column;
      }
    }
    return null;
  }

  /** Of a line whose values may stand between quotes. */
  private static List<String> values(String line) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        value.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        values.add(value.toString().strip());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString().strip());
    return values;
  }

  private static void row(String where, Map<String, String> row, Arrivals into) {
    String pixels = column(row.keySet(), PIXELS);
    String ground = column(row.keySet(), GROUND);
    String column = pixels != null ? pixels : ground;
    String text = column == null ? "" : row.get(column);
    if (!SHAPE.matcher(text).matches()) {
      into.refuse(where, "bad-geometry", "the outline is no polygon, line or point in WKT");
      return;
    }
    try {
      Geometry geometry = new WKTReader().read(text);
      if (geometry.isEmpty()) {
        into.leaveOut(where, "the outline is empty: it says that nothing is there");
        return;
      }
      boolean flat = true;
      for (Coordinate at : geometry.getCoordinates()) {
        flat &= Double.isNaN(at.getZ());
        at.setZ(Double.NaN);
      }
      TreeMap<String, Object> attributes = new TreeMap<>();
      Double confidence = null;
      for (Map.Entry<String, String> value : row.entrySet()) {
        boolean outline = PIXELS.contains(value.getKey()) || GROUND.contains(value.getKey());
        OptionalDouble number = Lines.number(value.getValue());
        if (CONFIDENCE.contains(value.getKey())) {
          boolean sure =
              number.isPresent() && number.getAsDouble() >= 0 && number.getAsDouble() <= 1;
          confidence = sure ? Double.valueOf(number.getAsDouble()) : null;
        } else if (!outline && !value.getValue().isEmpty() && !IMAGE.contains(value.getKey())) {
          attributes.put(value.getKey(), value.getValue());
        }
      }
      into.take(
          new Arrival(
              where,
              pixels != null ? Space.PIXEL : Space.GROUND,
              Shape.of(geometry),
              ClassNames.take(attributes),
              attributes,
              confidence,
              flat ? List.of() : List.of("altitudes were left out: a label has no height")));
    } catch (ParseException | IllegalArgumentException e) {
      into.refuse(where, "bad-geometry", "the outline is no sound WKT");
    }
  }
}

package org.graticule.label.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.graticule.fault.Fault;
import org.graticule.geo.Rle;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Reads one annotation or result of COCO. Immutable. */
final class CocoRow {
  private static final int MOST_PIXELS = 1 << 28;

  private final ImageFrame frame;
  private final Map<String, String> categories;

  CocoRow(ImageFrame frame, Map<String, String> categories) {
    this.frame = frame;
    this.categories = categories;
  }

  /** Numbers are the usual ids; some writers make them texts, or write 7.0. */
  static String key(JsonNode id) {
    return id.isNumber() && id.asDouble() == id.asLong() ? id.asLong() + "" : id.asText();
  }

  void read(String where, JsonNode annotation, Arrivals into) {
    try {
      List<String> notes = new ArrayList<>();
      Shape shape = shape(annotation, notes);
      if (shape.isEmpty()) {
        into.leaveOut(where, "the annotation has no outline: it says nothing of a place");
        return;
      }
      into.take(
          new Arrival(
              where,
              Space.PIXEL,
              shape,
              className(annotation.get("category_id")),
              attributes(annotation),
              score(annotation.get("score")),
              notes));
    } catch (Fault fault) {
      into.refuse(where, fault.code(), fault.getMessage());
    }
  }

  private @Nullable String className(@Nullable JsonNode category) {
    if (category == null || !category.isValueNode() || category.isNull()) {
      return null;
    }
    return categories.getOrDefault(key(category), key(category));
  }

  private static @Nullable Double score(@Nullable JsonNode score) {
    return score == null || !score.isNumber() ? null : Math.clamp(score.asDouble(), 0.0, 1.0);
  }

  private static TreeMap<String, Object> attributes(JsonNode annotation) {
    TreeMap<String, Object> attributes = new TreeMap<>();
    JsonNode given = annotation.path("attributes");
    given
        .properties()
        .forEach(each -> {
          JsonNode value = each.getValue();
          if (value.isTextual()) {
            attributes.put(each.getKey(), value.asText());
          } else if (value.isBoolean()) {
            attributes.put(each.getKey(), value.asBoolean());
          } else if (value.isIntegralNumber()) {
            attributes.put(each.getKey(), value.asLong());
          } else if (value.isNumber()) {
            attributes.put(each.getKey(), value.asDouble());
          }
        });
    if (annotation.path("iscrowd").asInt() == 1) {
      attributes.put("iscrowd", 1L);
    }
    return attributes;
  }

  private Shape shape(JsonNode annotation, List<String> notes) {
    JsonNode segmentation = annotation.path("segmentation");
    if (segmentation.isObject()) {
      return MaskOutline.of(mask(segmentation));
    }
    Shape outlines = polygons(segmentation, notes);
    JsonNode box = annotation.path("bbox");
    if (!outlines.isEmpty() || box.isMissingNode() || box.isNull() || box.isEmpty()) {
      return outlines;
    }
    if (!box.isArray() || box.size() != 4) {
      throw bad("a bbox has four numbers");
    }
    double x = number(box.get(0));
    double y = number(box.get(1));
    return area(Boxes.ring(x, y, x + number(box.get(2)), y + number(box.get(3))));
  }

  private static Shape area(Coordinate[] ring) {
    return new Shape(false, List.of(List.<Coordinate[]>of(ring)));
  }

  /** Some tools leave lists behind that are empty, or a stray point or two. */
  private static Shape polygons(JsonNode lists, List<String> notes) {
    List<List<Coordinate[]>> parts = new ArrayList<>();
    // Some writers leave out the list around a single polygon.
    for (JsonNode list : lists.path(0).isNumber() ? List.of(lists) : lists) {
      if (!list.isArray() || list.size() % 2 == 1) {
        throw bad("a polygon is a list of 6 numbers or more, in pairs");
      }
      if (list.size() < 6) {
        notes.add("a list of %d numbers was left out: it is no polygon".formatted(list.size()));
        continue;
      }
      Coordinate[] ring = new Coordinate[list.size() / 2 + 1];
      for (int i = 0; i < list.size() / 2; i++) {
        ring[i] = new Coordinate(number(list.get(2 * i)), number(list.get(2 * i + 1)));
      }
      int last = list.size() / 2;
      boolean closed = ring[0].equals2D(ring[last - 1]);
      ring[last] = ring[0].copy();
      // Some writers close their rings, though the format does not.
      parts.add(List.<Coordinate[]>of(closed ? Arrays.copyOf(ring, last) : ring));
    }
    return new Shape(parts.size() > 1, parts);
  }

  private Rle mask(JsonNode segmentation) {
    JsonNode size = segmentation.path("size");
    int height = size.path(0).asInt();
    int width = size.path(1).asInt();
    if (height < 1 || width < 1 || (long) height * width > MOST_PIXELS) {
      throw bad("a mask's size is [height, width], at most %d pixels".formatted(MOST_PIXELS));
    }
    if (height > frame.height() || width > frame.width()) {
      throw bad(
          "the mask is %d x %d px, the scene %d x %d"
              .formatted(width, height, frame.width(), frame.height()));
    }
    JsonNode counts = segmentation.path("counts");
    if (counts.isTextual()) {
      return Rle.decode(height, width, counts.asText());
    }
    int[] runs = new int[counts.size()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = counts.get(i).asInt(-1);
    }
    return new Rle(height, width, runs);
  }

  private static double number(JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
      throw bad("'%s' is no number".formatted(node));
    }
    return node.asDouble();
  }

  private static Fault bad(String why) {
    return Fault.unacceptable("bad-row", why);
  }
}

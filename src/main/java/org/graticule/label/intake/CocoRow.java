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
  private final Map<Long, String> categories;

  CocoRow(ImageFrame frame, Map<Long, String> categories) {
    this.frame = frame;
    this.categories = categories;
  }

  void read(String where, JsonNode annotation, Arrivals into) {
    try {
      into.take(
          new Arrival(
              where,
              Space.PIXEL,
              shape(annotation),
              className(annotation.get("category_id")),
              attributes(annotation),
              score(annotation.get("score")),
              List.of()));
    } catch (Fault fault) {
      into.refuse(where, fault.code(), fault.getMessage());
    }
  }

  private @Nullable String className(@Nullable JsonNode category) {
    if (category == null || !category.isIntegralNumber()) {
      return null;
    }
    return categories.getOrDefault(category.asLong(), category.asText());
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

  private Shape shape(JsonNode annotation) {
    JsonNode segmentation = annotation.path("segmentation");
    if (segmentation.isObject()) {
      return MaskOutline.of(mask(segmentation));
    }
    if (segmentation.isArray() && !segmentation.isEmpty()) {
      return polygons(segmentation);
    }
    JsonNode box = annotation.path("bbox");
    if (!box.isArray() || box.size() != 4) {
      throw bad("an annotation has a segmentation or a bbox of four numbers");
    }
    double x = number(box.get(0));
    double y = number(box.get(1));
    return area(Boxes.ring(x, y, x + number(box.get(2)), y + number(box.get(3))));
  }

  private static Shape area(Coordinate[] ring) {
    return new Shape(false, List.of(List.<Coordinate[]>of(ring)));
  }

  private static Shape polygons(JsonNode lists) {
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (JsonNode list : lists) {
      if (!list.isArray() || list.size() < 6 || list.size() % 2 == 1) {
        throw bad("a polygon is a list of 6 numbers or more, in pairs");
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

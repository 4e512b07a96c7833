package org.graticule.label.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * COCO: ground truth (images, categories, annotations) or a list of results with scores. Read
 * twice, because annotations may come before what they refer to, and one at a time, so that memory
 * does not grow with the file.
 */
final class Coco implements ImportFormat {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(4 << 20)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .build();

  /** What the file says beside its annotations. */
  private static final class Head {
    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, String> images = new HashMap<>();
  }

  @Override
  public String name() {
    return "coco";
  }

  @Override
  public void read(LabelFile file, ImageFrame frame, Arrivals into) {
    Head head = new Head();
    boolean results = walk(file, "images", (image, i) -> image(image, head));
    if (!results) {
      walk(
          file,
          "categories",
          (category, i) ->
              head.categories.put(
                  CocoRow.key(category.path("id")), category.path("name").asText()));
    }
    Optional<String> wanted = wanted(head, frame);
    CocoRow rows = new CocoRow(frame, head.categories);
    String list = results ? "" : "annotations";
    walk(
        file,
        list,
        (annotation, i) -> {
          JsonNode image = annotation.get("image_id");
          if (wanted.isEmpty() || image == null || CocoRow.key(image).equals(wanted.get())) {
            rows.read((results ? "/" : "/annotations/") + i, annotation, into);
          }
        });
  }

  private static void image(JsonNode image, Head head) {
    // LVIS names images by their address alone.
    String name = image.path("file_name").asText(image.path("coco_url").asText());
    head.images.put(CocoRow.key(image.path("id")), name);
  }

  /** Which image of the file is the scene; empty where the file has no more than one. */
  private static Optional<String> wanted(Head head, ImageFrame frame) {
    String name = frame.image() == null ? frame.name() : frame.image();
    for (Map.Entry<String, String> image : head.images.entrySet()) {
      if (image.getValue().equals(name) || stem(image.getValue()).equals(stem(name))) {
        return Optional.of(image.getKey());
      }
    }
    if (head.images.size() <= 1 && frame.image() == null) {
      return Optional.empty();
    }
    throw Fault.unacceptable(
        "unknown-image",
        "The file has %d images and none is called '%s'; say which with image="
            .formatted(head.images.size(), name));
  }

  private static String stem(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }

  /**
   * Walks one list of the document.
   *
   * @param list its name; empty for a document that is a list
   * @return whether the document is a list
   */
  private static boolean walk(LabelFile file, String list, ObjIntConsumer<JsonNode> each) {
    try (JsonParser parser = JSON.createParser(file.open())) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        if (list.isEmpty()) {
          items(parser, each);
        }
        return true;
      }
      if (first != JsonToken.START_OBJECT) {
        throw Fault.malformed("bad-coco", "A COCO file is a JSON object or a list of results.");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        boolean array = parser.nextToken() == JsonToken.START_ARRAY;
        if (name.equals(list) && array) {
          items(parser, each);
        } else {
          parser.skipChildren();
        }
      }
      return false;
    } catch (IOException e) {
      throw Fault.malformed("bad-json", "The file is not JSON, or one of its texts is too long.");
    }
  }

  private static void items(JsonParser parser, ObjIntConsumer<JsonNode> each) throws IOException {
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      @Nullable JsonNode item = JSON.readTree(parser);
      if (item == null) {
        throw Fault.malformed("bad-json", "The file ends in the middle.");
      }
      each.accept(item, index++);
    }
  }
}

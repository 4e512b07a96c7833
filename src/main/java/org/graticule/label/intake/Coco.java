package org.graticule.label.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
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
                  // Python writes NaN for what is not known; a coordinate must be a number still.
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
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
    Set<String> wanted = wanted(head, frame);
    CocoRow rows = new CocoRow(frame, head.categories);
    String list = results ? "" : "annotations";
    walk(
        file,
        list,
        (annotation, i) -> {
          JsonNode image = annotation.get("image_id");
          if (wanted.isEmpty() || image == null || wanted.contains(CocoRow.key(image))) {
            rows.read((results ? "/" : "/annotations/") + i, annotation, into);
          }
        });
  }

  private static void image(JsonNode image, Head head) {
    // LVIS names images by their address alone.
    String name = image.path("file_name").asText(image.path("coco_url").asText());
    head.images.put(CocoRow.key(image.path("id")), name);
  }

  /** Ids of the image that is the scene; empty where the file tells of none. */
  private static Set<String> wanted(Head head, ImageFrame frame) {
    Optional<String> picked = frame.pick(head.images.values());
    return head.images.entrySet().stream()
        .filter(image -> picked.filter(image.getValue()::equals).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
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

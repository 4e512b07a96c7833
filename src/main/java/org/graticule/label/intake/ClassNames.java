package org.graticule.label.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Finds, among the attributes of a row, what says its class and how sure a model was. */
final class ClassNames {
  private static final List<String> CLASS =
      List.of("class_name", "class", "label", "type_id", "category", "type", "name");
  private static final List<String> CONFIDENCE = List.of("confidence", "score", "conf");

  private ClassNames() {}

  /** Takes the class out of the attributes. */
  static @Nullable String take(SortedMap<String, Object> attributes) {
    for (String name : CLASS) {
      Optional<Map.Entry<String, Object>> found = find(attributes, name);
      if (found.isPresent()) {
        attributes.remove(found.get().getKey());
        return found.get().getValue().toString();
      }
    }
    return null;
  }

  /** Takes the confidence out of the attributes, where it is a number from 0 to 1. */
  static @Nullable Double confidence(SortedMap<String, Object> attributes) {
    for (String name : CONFIDENCE) {
      Optional<Map.Entry<String, Object>> found = find(attributes, name);
      if (found.isPresent()
          && found.get().getValue() instanceof Number number
          && number.doubleValue() >= 0
          && number.doubleValue() <= 1) {
        attributes.remove(found.get().getKey());
        return number.doubleValue();
      }
    }
    return null;
  }

  private static Optional<Map.Entry<String, Object>> find(
      SortedMap<String, Object> attributes, String name) {
    return attributes.entrySet().stream()
        .filter(each -> each.getKey().equalsIgnoreCase(name))
        .filter(each -> !each.getValue().toString().isBlank())
        .findFirst();
  }
}

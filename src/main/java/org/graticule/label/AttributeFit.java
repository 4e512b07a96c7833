package org.graticule.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.work.AttributeType;
import org.graticule.work.Ontology.LabelClass;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of an object, in the words of the object's class: programs write flags as
 * numbers, numbers as texts, and much that no class knows. What cannot be brought over stays as it
 * is, for the rules to refuse.
 *
 * @param left names of what the class has no attribute for
 */
record AttributeFit(SortedMap<String, Object> attributes, List<String> left) {

  static AttributeFit of(@Nullable LabelClass known, SortedMap<String, Object> said) {
    if (known == null || known.attributes() == null || known.attributes().isEmpty()) {
      return new AttributeFit(said, List.of());
    }
    TreeMap<String, Object> fitted = new TreeMap<>();
    List<String> left = new ArrayList<>();
    for (Map.Entry<String, Object> each : said.entrySet()) {
      Optional<AttributeType> type = named(known.attributes(), each.getKey());
      if (type.isPresent()) {
        fitted.put(type.get().name(), fit(each.getValue(), type.get()));
      } else {
        left.add(each.getKey());
      }
    }
    return new AttributeFit(fitted, left);
  }

  private static Optional<AttributeType> named(List<AttributeType> types, String name) {
    return types.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .or(() -> types.stream().filter(type -> type.name().equalsIgnoreCase(name)).findFirst());
  }

  private static Object fit(Object value, AttributeType type) {
    String text = value.toString().strip();
    return switch (type.type()) {
      case "flag" ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true", "yes" -> Boolean.TRUE;
            case "0", "0.0", "false", "no" -> Boolean.FALSE;
            default -> value;
          };
      case "number" -> value instanceof String ? number(text).orElse(value) : value;
      case "enum" ->
          (type.choices() == null ? List.<String>of() : type.choices())
              .stream()
                  .filter(choice -> choice.equalsIgnoreCase(text))
                  .findFirst()
                  .<Object>map(choice -> choice)
                  .orElse(value);
      default -> text;
    };
  }

  private static Optional<Object> number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

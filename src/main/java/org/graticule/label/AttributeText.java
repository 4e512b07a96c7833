package org.graticule.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Attributes as the database keeps them: a flat JSON object. */
final class AttributeText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AttributeText() {}

  static String write(Map<String, Object> attributes) {
    try {
      return JSON.writeValueAsString(attributes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("attributes are texts, numbers and flags", e);
    }
  }

  static SortedMap<String, Object> read(String text) {
    try {
      TreeMap<String, Object> attributes = new TreeMap<>();
      JSON.readTree(text)
          .properties()
          .forEach(each -> attributes.put(each.getKey(), value(each.getValue())));
      return attributes;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored attributes are not JSON", e);
    }
  }

  private static Object value(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return switch (node.getNodeType()) {
      case NUMBER -> node.doubleValue();
      case BOOLEAN -> node.booleanValue();
      default -> node.textValue();
    };
  }
}

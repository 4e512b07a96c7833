package org.graticule.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.graticule.label.rule.Place;
import org.graticule.label.rule.Violation;

/** Warnings as the database keeps them: a JSON array in the contract's form. */
final class WarningText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private WarningText() {}

  static String write(List<Violation> warnings) {
    try {
      return warnings.isEmpty()
          ? "[]"
          : JSON.writeValueAsString(warnings.stream().map(LabelViews::violation).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("warnings are texts and numbers", e);
    }
  }

  static List<Violation> read(String text) {
    if (text.equals("[]")) {
      return List.of();
    }
    try {
      List<Violation> warnings = new ArrayList<>();
      for (JsonNode each : JSON.readTree(text)) {
        JsonNode place = each.get("place");
        warnings.add(
            new Violation(
                each.get("code").asText(),
                Violation.Severity.WARNING,
                each.get("message").asText(),
                place == null ? null : new Place(place.get(0).asDouble(), place.get(1).asDouble()),
                each.get("pointer").asText()));
      }
      return warnings;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored warnings are not JSON", e);
    }
  }
}

package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.graticule.label.rule.ClassRule.AttributeRule;
import org.graticule.label.rule.ClassRule.Condition;
import org.graticule.label.rule.ClassRule.Range;
import org.jspecify.annotations.Nullable;

/**
 * A label has every attribute that its class requires, none that its class does not know, and each
 * with a value of the right type. A class that declares no attributes takes any. Says nothing of an
 * unknown class; {@link KnownClass} does.
 */
final class TypedAttributes implements GeometryRule {
  private final RuleSettings settings;

  TypedAttributes(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    ClassRule rule = settings.classRule(candidate.classId());
    if (rule == null || rule.attributes().isEmpty()) {
      return List.of();
    }
    List<Violation> found = new ArrayList<>();
    for (Map.Entry<String, AttributeRule> known : new TreeMap<>(rule.attributes()).entrySet()) {
      Object value = candidate.attributes().get(known.getKey());
      Condition asked = known.getValue().asked();
      boolean open = asked == null || asked.isMetBy(candidate.attributes());
      if (value != null && !open) {
        String message =
            "the attribute '%s' is only for a %s of '%s'"
                .formatted(known.getKey(), asked.attribute(), String.join("', '", asked.values()));
        found.add(violation(candidate, "attribute-not-asked", message, known.getKey()));
      } else if (value == null && open && known.getValue().required()) {
        String message = "a %s needs the attribute '%s'".formatted(rule.name(), known.getKey());
        found.add(violation(candidate, "attribute-required", message, known.getKey()));
      } else if (value != null && !fits(value, known.getValue())) {
        String message =
            "the attribute '%s' is %s; allowed: %s"
                .formatted(known.getKey(), quoted(value), allowed(known.getValue()));
        found.add(violation(candidate, "bad-attribute", message, known.getKey()));
      }
    }
    for (String name : new TreeSet<>(candidate.attributes().keySet())) {
      if (!rule.attributes().containsKey(name)) {
        String message = "a %s has no attribute '%s'".formatted(rule.name(), name);
        found.add(violation(candidate, "unknown-attribute", message, name));
      }
    }
    return found;
  }

  private static boolean fits(Object value, AttributeRule rule) {
    return switch (rule.type()) {
      case CHOICE -> value instanceof String text && rule.choices().contains(text);
      case NUMBER -> value instanceof Number number && inRange(number.doubleValue(), rule.range());
      case TEXT -> value instanceof String;
      case FLAG -> value instanceof Boolean;
    };
  }

  private static boolean inRange(double value, @Nullable Range range) {
    return range == null || (value >= range.least() && value <= range.most());
  }

  private static String allowed(AttributeRule rule) {
    return switch (rule.type()) {
      case CHOICE -> String.join(", ", rule.choices());
      case NUMBER ->
          rule.range() == null
              ? "a number"
              : "a number from %s to %s"
                  .formatted(
                      Violation.figure(rule.range().least()),
                      Violation.figure(rule.range().most()));
      case TEXT -> "a text";
      case FLAG -> "true or false";
    };
  }

  private static String quoted(Object value) {
    String text = value.toString();
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return value instanceof String ? "'" + shown + "'" : shown;
  }

  private static Violation violation(
      Candidate candidate, String code, String message, String attribute) {
    String pointer = attribute.replace("~", "~0").replace("/", "~1");
    return Violation.error(code, message, candidate.somewhere(), "/attributes/" + pointer);
  }
}

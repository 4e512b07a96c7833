package org.graticule.label;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.graticule.label.rule.Apart;
import org.graticule.label.rule.ClassRule;
import org.graticule.label.rule.ClassRule.AttributeRule;
import org.graticule.label.rule.ClassRule.Condition;
import org.graticule.label.rule.ClassRule.Range;
import org.graticule.label.rule.ClassRule.Span;
import org.graticule.label.rule.ClassRule.Strictness;
import org.graticule.label.rule.Limits;
import org.graticule.label.rule.RuleSet;
import org.graticule.label.rule.RuleSettings;
import org.graticule.label.rule.Shape;
import org.graticule.work.AttributeType;
import org.graticule.work.ClassRules;
import org.graticule.work.Ontology;
import org.graticule.work.Ontology.LabelClass;
import org.jspecify.annotations.Nullable;

/** What a project's ontology asks of its labels, as rules. */
final class ProjectRules {
  /** Smaller than a pixel, nothing can be told from noise, and a slip of the hand is likely. */
  private static final double LEAST_SQUARE_PIXELS = 1;

  private ProjectRules() {}

  static RuleSet of(Ontology ontology) {
    Map<Integer, ClassRule> classes =
        ontology.classes().stream().collect(Collectors.toMap(LabelClass::id, ProjectRules::rule));
    return RuleSet.of(RuleSettings.forClasses(classes));
  }

  /** How far beyond an outline any rule looks, in pixels. */
  static double reach(Ontology ontology) {
    return ontology.classes().stream()
        .filter(known -> known.rules() != null && known.rules().apart() != null)
        .flatMap(known -> known.rules().apart().stream())
        .mapToDouble(apart -> or(apart.gapPx(), 0))
        .max()
        .orElse(0);
  }

  private static ClassRule rule(LabelClass known) {
    Double least = known.minimumAreaM2();
    ClassRules rules = known.rules();
    Double most = rules == null ? null : rules.maximumAreaM2();
    ClassRule rule =
        ClassRule.any(known.name())
            .withPixels(Span.atLeast(LEAST_SQUARE_PIXELS))
            .withGround(span(least, most))
            .withForm(form(known.geometry()))
            .withAttributes(attributes(known));
    if (rules != null) {
      rule =
          rule.withLength(span(rules.minimumLengthM(), rules.maximumLengthM()))
              .withLimits(limits(rules))
              .withApart(rules.apart() == null ? List.of() : apart(rules.apart()))
              .withStrictness(strictness(rules));
    }
    return known.retired() ? rule.asRetired() : rule;
  }

  private static Span span(@Nullable Double least, @Nullable Double most) {
    double low = least == null ? 0 : least;
    return new Span(low, most == null ? Double.POSITIVE_INFINITY : Math.max(low, most));
  }

  private static Shape.@Nullable Form form(@Nullable String geometry) {
    return geometry == null ? null : Shape.Form.valueOf(geometry.toUpperCase(Locale.ROOT));
  }

  private static Limits limits(ClassRules rules) {
    Limits usual = Limits.USUAL;
    return new Limits(
        rules.mostVertices() == null ? usual.vertices() : rules.mostVertices(),
        or(rules.spacingPx(), usual.spacingPixels()),
        or(rules.spikeDegrees(), usual.spikeDegrees()),
        or(rules.sliverPx(), usual.sliverPixels()),
        or(rules.duplicateIou(), usual.duplicateIou()));
  }

  private static List<Apart> apart(List<ClassRules.KeptApart> rules) {
    return rules.stream()
        .map(each ->
            new Apart(
                each.other(),
                or(each.mostOverlap(), 0),
                or(each.gapPx(), 0),
                each.sharedEdges() == null || each.sharedEdges()))
        .toList();
  }

  private static Map<String, Strictness> strictness(ClassRules rules) {
    Map<String, Strictness> byCode = new HashMap<>();
    if (rules.severity() != null) {
      rules
          .severity()
          .forEach(
              (code, text) -> byCode.put(code, Strictness.valueOf(text.toUpperCase(Locale.ROOT))));
    }
    return byCode;
  }

  private static Map<String, AttributeRule> attributes(LabelClass known) {
    Map<String, AttributeRule> byName = new HashMap<>();
    for (AttributeType each :
        known.attributes() == null ? List.<AttributeType>of() : known.attributes()) {
      byName.put(each.name(), attribute(each));
    }
    return byName;
  }

  private static AttributeRule attribute(AttributeType each) {
    ClassRule.AttributeType type =
        switch (each.type()) {
          case "enum" -> ClassRule.AttributeType.CHOICE;
          case "number" -> ClassRule.AttributeType.NUMBER;
          case "flag" -> ClassRule.AttributeType.FLAG;
          default -> ClassRule.AttributeType.TEXT;
        };
    boolean bounded = each.minimum() != null || each.maximum() != null;
    AttributeType.VisibleIf shown = each.visibleIf();
    return new AttributeRule(
        type,
        each.required(),
        each.choices() == null ? List.of() : each.choices(),
        bounded
            ? new Range(
                or(each.minimum(), Double.NEGATIVE_INFINITY),
                or(each.maximum(), Double.POSITIVE_INFINITY))
            : null,
        shown == null ? null : new Condition(shown.attribute(), shown.values()));
  }

  private static double or(@Nullable Double value, double usual) {
    return value == null ? usual : value;
  }
}

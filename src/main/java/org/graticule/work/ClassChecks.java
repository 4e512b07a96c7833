package org.graticule.work;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.graticule.work.Ontology.LabelClass;
import org.jspecify.annotations.Nullable;

/** Whether what a class of an ontology asks of its labels makes sense. */
final class ClassChecks {
  private static final Set<String> GEOMETRIES = Set.of("point", "line", "area");
  private static final Set<String> TYPES = Set.of("enum", "number", "text", "flag");
  private static final Set<String> SEVERITIES = Set.of("off", "warning", "error");
  private static final int MOST_ATTRIBUTES = 100;

  private ClassChecks() {}

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  static void check(LabelClass c) {
    require(
        c.geometry() == null || GEOMETRIES.contains(c.geometry()),
        "geometry \"" + c.geometry() + "\" is not one of point, line, area");
    minimum(c.minimumAreaM2());
    attributes(c.attributes() == null ? List.of() : c.attributes());
    if (c.rules() != null) {
      rules(c.rules());
    }
  }

  private static void attributes(List<AttributeType> attributes) {
    require(attributes.size() <= MOST_ATTRIBUTES, "at most 100 attributes are allowed");
    Set<String> names = new HashSet<>();
    for (AttributeType each : attributes) {
      require(
          each.name() != null && !each.name().isBlank() && each.name().length() <= 80,
          "an attribute's name has 1 to 80 characters");
      String where = "attribute \"" + each.name() + "\": ";
      require(names.add(each.name()), where + "it is there twice");
      require(TYPES.contains(each.type()), where + "its type is one of enum, number, text, flag");
      boolean choices = each.choices() != null && !each.choices().isEmpty();
      require(choices == each.type().equals("enum"), where + "an enum, and only that, has choices");
      require(
          each.minimum() == null || each.maximum() == null || each.minimum() <= each.maximum(),
          where + "its minimum is above its maximum");
    }
    for (AttributeType each : attributes) {
      require(
          each.visibleIf() == null
              || (names.contains(each.visibleIf().attribute())
                  && !each.visibleIf().attribute().equals(each.name())
                  && each.visibleIf().values() != null),
          "attribute \"" + each.name() + "\": visible_if names another attribute and its values");
    }
  }

  static void minimum(@Nullable Double area) {
    within("minimum_area_m2", area, 0, 1e12);
  }

  static void rules(ClassRules rules) {
    within("maximum_area_m2", rules.maximumAreaM2(), 0, 1e15);
    within("minimum_length_m", rules.minimumLengthM(), 0, 1e9);
    within("maximum_length_m", rules.maximumLengthM(), 0, 1e9);
    within("spacing_px", rules.spacingPx(), 0, 1e6);
    within("spike_degrees", rules.spikeDegrees(), 0, 180);
    within("sliver_px", rules.sliverPx(), 0, 1e6);
    within("duplicate_iou", rules.duplicateIou(), 0.01, 2);
    Integer vertices = rules.mostVertices();
    within("most_vertices", vertices == null ? null : Double.valueOf(vertices), 4, 120_000);
    if (rules.apart() != null) {
      for (ClassRules.KeptApart each : rules.apart()) {
        within("most_overlap", each.mostOverlap(), 0, 1);
        within("gap_px", each.gapPx(), 0, 64);
      }
    }
    if (rules.severity() != null) {
      require(
          SEVERITIES.containsAll(rules.severity().values()),
          "a severity is one of off, warning, error");
    }
  }

  private static void within(String name, @Nullable Double value, double least, double most) {
    require(
        value == null || (value >= least && value <= most),
        "%s %s must be %s to %s".formatted(name, value, least, most));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

package org.graticule.work;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be said of the objects of a class. Immutable.
 *
 * @param name key of the attribute
 * @param type {@code enum}, {@code number}, {@code text} or {@code flag}
 * @param required whether it must be said; never null, but may be left out for false
 * @param choices of an enum
 * @param initial what a new label starts with, as text; null for nothing
 * @param minimum of a number; null for none
 * @param maximum of a number; null for none
 * @param visibleIf asked only then; null for always
 */
public record AttributeType(
    String name,
    String type,
    Boolean required,
    @Nullable List<String> choices,
    @Nullable String initial,
    @Nullable Double minimum,
    @Nullable Double maximum,
    @Nullable VisibleIf visibleIf) {

  public AttributeType {
    required = Boolean.TRUE.equals(required);
  }

  /**
   * That another attribute has one of some values.
   *
   * @param values as text
   */
  public record VisibleIf(String attribute, List<String> values) {}
}

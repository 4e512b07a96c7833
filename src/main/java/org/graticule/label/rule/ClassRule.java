package org.graticule.label.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one class of the ontology asks of its labels. Immutable.
 *
 * @param name for people
 * @param retired kept for old labels, not meant for new ones
 * @param pixels allowed area in square pixels
 * @param ground allowed area in square metres
 * @param attributes what may and must be said of such an object, by name; where it is empty,
 *     anything may be said
 * @param form what its labels are drawn as; null for anything
 * @param length allowed length of a line in metres
 * @param limits how fine it may be drawn; null for the project's
 * @param apart how it keeps apart from other classes; the first that fits counts
 * @param strictness what a finding of a code does, where not the usual
 */
public record ClassRule(
    String name,
    boolean retired,
    Span pixels,
    Span ground,
    Map<String, AttributeRule> attributes,
    Shape.@Nullable Form form,
    Span length,
    @Nullable Limits limits,
    List<Apart> apart,
    Map<String, Strictness> strictness) {

  public ClassRule {
    attributes = Map.copyOf(attributes);
    apart = List.copyOf(apart);
    strictness = Map.copyOf(strictness);
  }

  /** What a finding does. */
  public enum Strictness {
    OFF,
    WARNING,
    ERROR
  }

  /** Of any size, with whatever attributes. */
  public static ClassRule any(String name) {
    return new ClassRule(
        name, false, Span.ANY, Span.ANY, Map.of(), null, Span.ANY, null, List.of(), Map.of());
  }

  public ClassRule withPixels(Span span) {
    return new ClassRule(
        name, retired, span, ground, attributes, form, length, limits, apart, strictness);
  }

  public ClassRule withGround(Span span) {
    return new ClassRule(
        name, retired, pixels, span, attributes, form, length, limits, apart, strictness);
  }

  public ClassRule withAttributes(Map<String, AttributeRule> rules) {
    return new ClassRule(
        name, retired, pixels, ground, rules, form, length, limits, apart, strictness);
  }

  public ClassRule withForm(Shape.@Nullable Form drawn) {
    return new ClassRule(
        name, retired, pixels, ground, attributes, drawn, length, limits, apart, strictness);
  }

  public ClassRule withLength(Span span) {
    return new ClassRule(
        name, retired, pixels, ground, attributes, form, span, limits, apart, strictness);
  }

  public ClassRule withLimits(@Nullable Limits fine) {
    return new ClassRule(
        name, retired, pixels, ground, attributes, form, length, fine, apart, strictness);
  }

  public ClassRule withApart(List<Apart> rules) {
    return new ClassRule(
        name, retired, pixels, ground, attributes, form, length, limits, rules, strictness);
  }

  public ClassRule withStrictness(Map<String, Strictness> byCode) {
    return new ClassRule(
        name, retired, pixels, ground, attributes, form, length, limits, apart, byCode);
  }

  public ClassRule asRetired() {
    return new ClassRule(
        name, true, pixels, ground, attributes, form, length, limits, apart, strictness);
  }

  /**
   * An allowed range, both ends included.
   *
   * @param least >= 0
   * @param most >= least; infinite where there is no limit
   */
  public record Span(double least, double most) {
    public static final Span ANY = new Span(0, Double.POSITIVE_INFINITY);

    public Span {
      if (!(least >= 0 && most >= least)) {
        throw new IllegalArgumentException("not a range: " + least + " to " + most);
      }
    }

    public static Span atLeast(double least) {
      return new Span(least, Double.POSITIVE_INFINITY);
    }

    public static Span atMost(double most) {
      return new Span(0, most);
    }
  }

  /**
   * One attribute of a class.
   *
   * @param choices the allowed values of a CHOICE, empty for the others
   * @param range of a NUMBER; null for any
   * @param asked when it is; null for always
   */
  public record AttributeRule(
      AttributeType type,
      boolean required,
      List<String> choices,
      @Nullable Range range,
      @Nullable Condition asked) {
    public AttributeRule {
      choices = List.copyOf(choices);
    }

    /** Of any number, and always asked. */
    public AttributeRule(AttributeType type, boolean required, List<String> choices) {
      this(type, required, choices, null, null);
    }
  }

  /** An allowed range of numbers, both ends included. */
  public record Range(double least, double most) {}

  /**
   * That another attribute has one of some values.
   *
   * @param values as text
   */
  public record Condition(String attribute, List<String> values) {
    public Condition {
      values = List.copyOf(values);
    }

    boolean isMetBy(Map<String, Object> attributes) {
      Object value = attributes.get(attribute);
      return value != null && values.contains(value.toString());
    }
  }

  /** What an attribute holds. */
  public enum AttributeType {
    CHOICE,
    NUMBER,
    TEXT,
    FLAG
  }
}

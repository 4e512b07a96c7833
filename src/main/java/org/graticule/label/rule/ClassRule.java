package org.graticule.label.rule;

import java.util.List;
import java.util.Map;

/**
 * What one class of the ontology asks of its labels. Immutable.
 *
 * @param name for people
 * @param retired kept for old labels, not meant for new ones
 * @param pixels allowed area in square pixels
 * @param ground allowed area in square metres
 * @param attributes what may and must be said of such an object, by name; where it is empty,
 *     anything may be said
 */
public record ClassRule(
    String name, boolean retired, Span pixels, Span ground, Map<String, AttributeRule> attributes) {

  public ClassRule {
    attributes = Map.copyOf(attributes);
  }

  /** Of any size, with whatever attributes. */
  public static ClassRule any(String name) {
    return new ClassRule(name, false, Span.ANY, Span.ANY, Map.of());
  }

  public ClassRule withPixels(Span span) {
    return new ClassRule(name, retired, span, ground, attributes);
  }

  public ClassRule withGround(Span span) {
    return new ClassRule(name, retired, pixels, span, attributes);
  }

  public ClassRule withAttributes(Map<String, AttributeRule> rules) {
    return new ClassRule(name, retired, pixels, ground, rules);
  }

  public ClassRule asRetired() {
    return new ClassRule(name, true, pixels, ground, attributes);
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
   */
  public record AttributeRule(AttributeType type, boolean required, List<String> choices) {
    public AttributeRule {
      choices = List.copyOf(choices);
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

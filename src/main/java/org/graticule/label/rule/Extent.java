package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.graticule.label.rule.ClassRule.Span;

/**
 * A candidate's size in one unit and what its class allows: the area of an area, the length of a
 * line.
 */
record Extent(double value, String unit, Span allowed) {

  /** In pixels, and on the ground where the image knows it. */
  static List<Extent> of(Candidate candidate, ClassRule rule) {
    List<Extent> extents = new ArrayList<>();
    switch (candidate.shape().form()) {
      case AREA -> {
        extents.add(new Extent(candidate.geometry().getArea(), "square pixels", rule.pixels()));
        add(extents, candidate.measures().area(), "square metres", rule.ground());
      }
      case LINE -> add(extents, candidate.measures().length(), "metres", rule.length());
      case POINT -> {
        // Has no size.
      }
    }
    return extents;
  }

  /** What a shape does to have this size, for messages. */
  String verb() {
    return unit.equals("metres") ? "measures" : "covers";
  }

  private static void add(List<Extent> extents, double value, String unit, Span allowed) {
    if (!Double.isNaN(value) && !allowed.equals(Span.ANY)) {
      extents.add(new Extent(value, unit, allowed));
    }
  }
}

package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.graticule.label.rule.ClassRule.Span;

/**
 * A candidate's area in one unit and what its class allows. Ground area is pixel area times the
 * area of one pixel, so it is as exact as the image's scale is even.
 */
record Extent(double value, String unit, Span allowed) {

  /** In pixels, and in square metres where the image knows its scale. */
  static List<Extent> of(Candidate candidate, ClassRule rule) {
    double pixels = candidate.geometry().getArea();
    List<Extent> extents = new ArrayList<>();
    extents.add(new Extent(pixels, "square pixels", rule.pixels()));
    SceneFrame frame = candidate.frame();
    if (frame.hasGround()) {
      double ground = pixels * frame.squareMetresPerPixel();
      extents.add(new Extent(ground, "square metres", rule.ground()));
    }
    return extents;
  }
}

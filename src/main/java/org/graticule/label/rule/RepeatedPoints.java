package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/** Warns of neighbouring vertices that stand on, or nearly on, each other: a hand that trembled. */
final class RepeatedPoints implements GeometryRule {
  private final RuleSettings settings;

  RepeatedPoints(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    double spacing = settings.limits(candidate.classId()).spacingPixels();
    List<Violation> found = new ArrayList<>();
    for (Ring ring : candidate.shape().rings()) {
      Coordinate[] points = ring.points();
      for (int i = 1; i < points.length && found.size() < ValidTopology.MOST; i++) {
        double gap = points[i - 1].distance(points[i]);
        if (gap == 0 || gap < spacing) {
          String message =
              "vertices %d and %d of the %s are %s px apart%s"
                  .formatted(
                      i - 1,
                      i,
                      ring.name(candidate.shape().multi()),
                      Violation.figure(gap),
                      spacing > 0 ? "; at least " + Violation.figure(spacing) + " is asked" : "");
          found.add(
              Violation.warning("repeated-point", message, Place.of(points[i]), ring.pointerTo(i)));
        }
      }
    }
    return found;
  }
}

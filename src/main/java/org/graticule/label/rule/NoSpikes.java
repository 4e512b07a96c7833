package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Angle;
import org.locationtech.jts.geom.Coordinate;

/**
 * Warns of corners so sharp that the outline leaves and comes back along almost the same line. A
 * spike of no width at all crosses itself and is refused by {@link ValidTopology}.
 */
final class NoSpikes implements GeometryRule {
  private final RuleSettings settings;

  NoSpikes(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    double degrees = settings.limits(candidate.classId()).spikeDegrees();
    List<Violation> found = new ArrayList<>();
    if (!candidate.shape().isArea()) {
      return found;
    }
    for (Ring ring : candidate.shape().rings()) {
      Ring.Trace trace = ring.trace();
      if (!ring.isFinite() || !trace.isArea()) {
        continue;
      }
      Coordinate[] points = trace.points();
      int last = points.length - 1;
      for (int i = 0; i < last && found.size() < ValidTopology.MOST; i++) {
        Coordinate before = points[i == 0 ? last - 1 : i - 1];
        double angle = Math.toDegrees(Angle.angleBetween(before, points[i], points[i + 1]));
        if (angle < degrees) {
          String message =
              "the %s has a corner of %s degrees at vertex %d; at least %s is asked"
                  .formatted(
                      ring.name(candidate.shape().multi()),
                      Violation.figure(angle),
                      trace.origin()[i],
                      Violation.figure(degrees));
          found.add(
              Violation.warning(
                  "spike", message, Place.of(points[i]), ring.pointerTo(trace.origin()[i])));
        }
      }
    }
    return found;
  }
}

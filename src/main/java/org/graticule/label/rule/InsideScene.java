package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * Every vertex lies on the image, borders included: no tolerance, because a vertex off the image
 * has no pixel to be the truth of. One violation a ring, at its furthest vertex.
 */
final class InsideScene implements GeometryRule {
  @Override
  public List<Violation> check(Candidate candidate) {
    List<Violation> found = new ArrayList<>();
    for (Ring ring : candidate.shape().rings()) {
      int furthest = -1;
      int outside = 0;
      double most = 0;
      Coordinate[] points = ring.points();
      int distinct = ring.isClosed() ? points.length - 1 : points.length;
      for (int i = 0; i < distinct; i++) {
        double beyond = beyond(points[i], candidate.frame());
        if (beyond > 0) {
          outside++;
          if (beyond > most) {
            most = beyond;
            furthest = i;
          }
        }
      }
      if (furthest >= 0) {
        found.add(violation(candidate, ring, outside, furthest, most));
      }
    }
    return found;
  }

  private static Violation violation(
      Candidate candidate, Ring ring, int outside, int furthest, double most) {
    SceneFrame frame = candidate.frame();
    Coordinate at = ring.points()[furthest];
    return Violation.error(
        "outside-scene",
        ("%d of the vertices of the %s lie off the image, the furthest by %s px at (%s, %s);"
                + " the image is %d x %d px")
            .formatted(
                outside,
                ring.name(candidate.shape().multi()),
                Violation.figure(most),
                Violation.figure(at.x),
                Violation.figure(at.y),
                frame.width(),
                frame.height()),
        Place.of(at),
        ring.pointerTo(furthest));
  }

  private static double beyond(Coordinate at, SceneFrame frame) {
    double dx = Math.max(Math.max(-at.x, at.x - frame.width()), 0);
    double dy = Math.max(Math.max(-at.y, at.y - frame.height()), 0);
    return Math.hypot(dx, dy);
  }
}

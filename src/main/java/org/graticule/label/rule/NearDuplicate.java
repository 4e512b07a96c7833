package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.graticule.label.rule.Neighbours.Neighbour;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Warns of a label that says nearly what another of its class and layer says already. */
final class NearDuplicate implements GeometryRule {
  private final RuleSettings settings;

  NearDuplicate(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean needsValidOutline() {
    return true;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    double most = settings.limits(candidate.classId()).duplicateIou();
    Geometry mine = candidate.geometry();
    List<Violation> found = new ArrayList<>();
    if (mine.isEmpty() || candidate.classId() == null) {
      return found;
    }
    for (Neighbour other : candidate.neighbours().near(mine.getEnvelopeInternal())) {
      if (other.classId() != candidate.classId() || found.size() >= ValidTopology.MOST) {
        continue;
      }
      double iou = likeness(mine, other.geometry(), most);
      if (iou >= most) {
        String message =
            "the label is nearly the same as %s: they share %s of what they cover together"
                .formatted(other.element(), Violation.figure(iou));
        found.add(Violation.warning("duplicate", message, candidate.somewhere(), "/geometry"));
      }
    }
    return found;
  }

  /** Intersection over union; less than {@code most} as soon as it cannot be as much. */
  private static double likeness(Geometry a, Geometry b, double most) {
    if (a.getDimension() != b.getDimension()) {
      return 0;
    }
    if (a.getDimension() < 2) {
      return a.equalsTopo(b) ? 1 : 0;
    }
    Envelope shared = a.getEnvelopeInternal().intersection(b.getEnvelopeInternal());
    double bound = shared.getArea() / Math.max(a.getArea(), b.getArea());
    if (bound < most
        || Math.min(a.getArea(), b.getArea()) < most * Math.max(a.getArea(), b.getArea())) {
      return 0;
    }
    double both = Overlay.area(a, b);
    return both / (a.getArea() + b.getArea() - both);
  }
}

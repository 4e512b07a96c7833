package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.label.rule.Neighbours.Neighbour;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.distance.DistanceOp;

/**
 * Areas of classes that must keep apart do not overlap, leave no gap too narrow to be meant, and,
 * where the class says so, do not run along each other.
 */
final class KeepApart implements GeometryRule {
  private final RuleSettings settings;

  KeepApart(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean needsValidOutline() {
    return true;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    ClassRule rule = settings.classRule(candidate.classId());
    List<Violation> found = new ArrayList<>();
    Geometry mine = candidate.geometry();
    if (rule == null || rule.apart().isEmpty() || mine.getDimension() < 2) {
      return found;
    }
    Envelope around = mine.getEnvelopeInternal();
    around.expandBy(rule.apart().stream().mapToDouble(Apart::gapPixels).max().orElse(0));
    PreparedGeometry prepared = PreparedGeometryFactory.prepare(mine);
    for (Neighbour other : candidate.neighbours().near(around)) {
      if (found.size() >= ValidTopology.MOST) {
        break;
      }
      if (other.geometry().getDimension() == 2) {
        apart(rule, other).ifPresent(apart -> between(prepared, other, apart, found));
      }
    }
    return found;
  }

  private static Optional<Apart> apart(ClassRule rule, Neighbour other) {
    return rule.apart().stream().filter(each -> each.isWith(other.classId())).findFirst();
  }

  private void between(
      PreparedGeometry prepared, Neighbour other, Apart apart, List<Violation> found) {
    Geometry mine = prepared.getGeometry();
    if (!prepared.intersects(other.geometry())) {
      gap(mine, other, apart, found);
      return;
    }
    Geometry common = Overlay.common(mine, other.geometry());
    double part = common.getArea() / Math.min(mine.getArea(), other.geometry().getArea());
    if (part > apart.mostOverlap() && common.getArea() > 0) {
      String message =
          "the label overlaps %s by %s square pixels (%s of the smaller)"
              .formatted(name(other), Violation.figure(common.getArea()), Violation.figure(part));
      found.add(error("overlap", message, common.getInteriorPoint().getCoordinate()));
    } else if (!apart.sharedEdges() && common.getArea() == 0 && common.getLength() > 0) {
      String message =
          "the label runs along %s for %s px"
              .formatted(name(other), Violation.figure(common.getLength()));
      found.add(error("shared-edge", message, common.getCoordinate()));
    }
  }

  private void gap(Geometry mine, Neighbour other, Apart apart, List<Violation> found) {
    if (apart.gapPixels() == 0 || !mine.isWithinDistance(other.geometry(), apart.gapPixels())) {
      return;
    }
    Coordinate[] nearest = DistanceOp.nearestPoints(mine, other.geometry());
    String message =
        "the label leaves a gap of %s px to %s; at least %s, or none, is asked"
            .formatted(
                Violation.figure(nearest[0].distance(nearest[1])),
                name(other),
                Violation.figure(apart.gapPixels()));
    found.add(Violation.warning("gap", message, Place.of(nearest[0]), "/geometry"));
  }

  private String name(Neighbour other) {
    ClassRule rule = settings.classRule(other.classId());
    return "the " + (rule == null ? "label" : rule.name()) + " " + other.element();
  }

  private static Violation error(String code, String message, Coordinate at) {
    return Violation.error(code, message, Place.of(at), "/geometry");
  }
}

package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * Warns of parts so thin that nothing on the picture can be of that shape. A part's width is twice
 * its area over its perimeter, which is that of a long rectangle.
 */
final class NoSlivers implements GeometryRule {
  private final RuleSettings settings;

  NoSlivers(RuleSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean needsValidOutline() {
    return true;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    double least = settings.limits(candidate.classId()).sliverPixels();
    List<Violation> found = new ArrayList<>();
    Geometry all = candidate.geometry();
    for (int i = 0; candidate.shape().isArea() && i < all.getNumGeometries(); i++) {
      Geometry part = all.getGeometryN(i);
      double width = 2 * part.getArea() / part.getLength();
      if (width < least && found.size() < ValidTopology.MOST) {
        String message =
            "%s is %s px thin; at least %s is asked"
                .formatted(
                    candidate.shape().multi() ? "part " + (i + 1) : "the label",
                    Violation.figure(width),
                    Violation.figure(least));
        String pointer = "/geometry/coordinates" + (candidate.shape().multi() ? "/" + i : "");
        found.add(Violation.warning("sliver", message, Place.of(part.getCoordinate()), pointer));
      }
    }
    return found;
  }
}

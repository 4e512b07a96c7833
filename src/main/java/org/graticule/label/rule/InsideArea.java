package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.graticule.label.rule.Work.Part;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Who has an area of the scene to do works in it. An object across borders is one person's, drawn
 * whole: whose most of it is. One violation at most, of what the label was before anything else.
 */
final class InsideArea implements GeometryRule {
  private static final String CODE = "outside-work-area";

  @Override
  public boolean needsValidOutline() {
    return true;
  }

  @Override
  public boolean speaksOfRemoval() {
    return true;
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    Work work = candidate.work();
    List<Violation> found = new ArrayList<>();
    if (work.parts().isEmpty()) {
      return found;
    }
    Geometry before = work.before();
    Part owner = before == null || before.isEmpty() ? null : work.ownerOf(before);
    if (owner != null && !owner.mine()) {
      found.add(violation(candidate, "the label lies", owner));
    } else if (!candidate.geometry().isEmpty()) {
      owner = work.ownerOf(candidate.geometry());
      if (owner == null || !owner.mine()) {
        found.add(violation(candidate, "most of the label would lie", owner));
      }
    }
    return found;
  }

  private static Violation violation(Candidate candidate, String what, @Nullable Part owner) {
    String where =
        owner == null ? "in no area of work" : "in area " + owner.name() + ", " + owner.whose();
    return Violation.warning(CODE, what + " " + where, candidate.somewhere(), "/geometry");
  }
}

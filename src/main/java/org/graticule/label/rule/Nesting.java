package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Rings in the wrong place: holes outside their shell, holes in holes, parts in parts. Rings that
 * cross are left out; where they belong cannot be said. Used for one search by one thread.
 */
final class Nesting {
  private static final int MOST_PAIRS = 2_000_000;

  private final List<TracedRing> rings;
  private final boolean multi;
  private final Set<CrossingFinder.Pair> crossing;
  private final Map<Integer, TracedRing> shells = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private int looked;

  Nesting(List<TracedRing> rings, boolean multi, Set<CrossingFinder.Pair> crossing) {
    this.rings = rings;
    this.multi = multi;
    this.crossing = crossing;
  }

  boolean gaveUp() {
    return looked > MOST_PAIRS;
  }

  List<Violation> violations() {
    STRtree index = new STRtree();
    for (TracedRing ring : rings) {
      index.insert(ring.envelope(), ring);
      if (ring.ring().isShell()) {
        shells.put(ring.ring().part(), ring);
      }
    }
    for (TracedRing ring : rings) {
      if (gaveUp() || violations.size() > ValidTopology.MOST) {
        break;
      }
      if (!ring.ring().isShell()) {
        outside(ring);
      }
      around(ring, index);
    }
    return violations;
  }

  private void outside(TracedRing hole) {
    TracedRing shell = shells.get(hole.ring().part());
    if (shell != null && apart(hole, shell) && !hole.isInside(shell)) {
      report("hole-outside-shell", "lies outside the", hole, shell);
    }
  }

  private void around(TracedRing ring, STRtree index) {
    if (ring.ring().isShell() && !multi) {
      return;
    }
    List<TracedRing> near = new ArrayList<>();
    index.query(ring.envelope(), found -> near.add((TracedRing) found));
    looked += near.size();
    for (TracedRing other : near) {
      if (other == ring || other.ring().isShell() != ring.ring().isShell()) {
        continue;
      }
      boolean samePart = other.ring().part() == ring.ring().part();
      if (!ring.ring().isShell() && samePart && apart(ring, other) && ring.isInside(other)) {
        report("nested-holes", "lies inside the", ring, other);
      }
      if (ring.ring().isShell()
          && apart(ring, other)
          && ring.isInside(other)
          && !inHole(ring, other, near)) {
        report("nested-shells", "lies inside the", ring, other);
      }
    }
  }

  private boolean inHole(TracedRing shell, TracedRing around, List<TracedRing> near) {
    return near.stream()
        .filter(ring -> !ring.ring().isShell() && ring.ring().part() == around.ring().part())
        .anyMatch(hole -> apart(shell, hole) && shell.isInside(hole));
  }

  private boolean apart(TracedRing a, TracedRing b) {
    return !crossing.contains(CrossingFinder.ordered(a.ring(), b.ring()));
  }

  private void report(String code, String verb, TracedRing ring, TracedRing other) {
    violations.add(
        Violation.error(
            code,
            "the %s %s %s".formatted(ring.ring().name(multi), verb, other.ring().name(multi)),
            Place.of(ring.points()[0]),
            ring.ring().pointer()));
  }
}

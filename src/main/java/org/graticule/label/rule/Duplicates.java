package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * Rings that run along the same points as an earlier one, in either direction from any start. The
 * rest are looked at further: a ring that is there twice would cross itself at every edge.
 */
record Duplicates(List<TracedRing> distinct, List<Violation> violations) {

  static Duplicates among(List<TracedRing> rings, boolean multi) {
    // Equality is of exact coordinates; a polygon's normal form takes start and direction out.
    Map<Geometry, TracedRing> first = new HashMap<>();
    List<TracedRing> distinct = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    for (TracedRing ring : rings) {
      TracedRing same = first.putIfAbsent(ring.area().norm(), ring);
      if (same == null) {
        distinct.add(ring);
      } else {
        violations.add(
            Violation.error(
                "duplicate-rings",
                "the %s repeats the %s".formatted(ring.ring().name(multi), same.ring().name(multi)),
                Place.of(ring.points()[0]),
                ring.ring().pointer()));
      }
    }
    return new Duplicates(distinct, violations);
  }
}

package org.graticule.label;

import java.util.List;
import org.graticule.access.Marking;
import org.graticule.label.rule.Violation;
import org.jspecify.annotations.Nullable;

/**
 * An operation worked out and checked, before anybody knows whether somebody else was faster.
 *
 * @param label what would be stored, its mark still open; null where the base is not there or the
 *     rules refuse
 * @param marking the mark it would carry; null with the label
 * @param violations pointers lead into the request
 * @param pointer where the operation stands in the request
 */
record Draft(
    Operation operation,
    @Nullable Label label,
    @Nullable Marking marking,
    List<Violation> violations,
    String pointer) {

  List<Violation> warnings() {
    return violations.stream().filter(violation -> !violation.refuses()).toList();
  }
}

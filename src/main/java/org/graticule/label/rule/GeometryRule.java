package org.graticule.label.rule;

import java.util.List;

/**
 * One thing a label must satisfy. Implementations are immutable and thread-safe, look at nothing
 * but the candidate, never change it, and answer for any shape, however broken.
 *
 * <p>To add one: a class, a line in {@link Rules#ALL}, and a subclass of the contract test with a
 * table of WKT cases.
 */
public interface GeometryRule {
  /** Every violation found, in the order of the submission; empty when the rule is met. */
  List<Violation> check(Candidate candidate);

  /**
   * Whether the answer means nothing for a broken outline, such as the area of one that crosses
   * itself.
   */
  default boolean needsValidOutline() {
    return false;
  }

  /** Whether it is also asked when a label is taken away, of the label as it was. */
  default boolean speaksOfRemoval() {
    return false;
  }
}

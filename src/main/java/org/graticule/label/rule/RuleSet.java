package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;

/** The rules of one project, made once and asked for every label. Immutable, thread-safe. */
public final class RuleSet {
  private final List<GeometryRule> rules;

  private RuleSet(List<GeometryRule> rules) {
    this.rules = rules;
  }

  /** All of {@link Rules#ALL} with these settings. */
  public static RuleSet of(RuleSettings settings) {
    return new RuleSet(Rules.ALL.stream().map(make -> make.apply(settings)).toList());
  }

  /** Every violation of every rule: people fix a shape once, not once per message. */
  public List<Violation> check(Candidate candidate) {
    List<Violation> found = new ArrayList<>();
    boolean broken = false;
    for (GeometryRule rule : rules) {
      if (broken && rule.needsValidOutline()) {
        continue;
      }
      List<Violation> violations = rule.check(candidate);
      broken |= rule instanceof ValidTopology && violations.stream().anyMatch(Violation::refuses);
      found.addAll(violations);
    }
    return List.copyOf(found);
  }
}

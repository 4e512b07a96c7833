package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.graticule.label.rule.ClassRule.Strictness;

/** The rules of one project, made once and asked for every label. Immutable, thread-safe. */
public final class RuleSet {
  /** What no project may let pass: other programs rely on it. */
  private static final Set<String> STRUCTURE =
      Set.of("class-required", "unknown-class", "outside-scene", "too-many-vertices");

  private final List<GeometryRule> rules;
  private final RuleSettings settings;

  private RuleSet(List<GeometryRule> rules, RuleSettings settings) {
    this.rules = rules;
    this.settings = settings;
  }

  /** All of {@link Rules#ALL} with these settings. */
  public static RuleSet of(RuleSettings settings) {
    return new RuleSet(Rules.ALL.stream().map(make -> make.apply(settings)).toList(), settings);
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
      boolean topology = rule instanceof ValidTopology;
      broken |= topology && violations.stream().anyMatch(Violation::refuses);
      for (Violation violation : violations) {
        if (topology || STRUCTURE.contains(violation.code())) {
          found.add(violation);
        } else {
          asStrict(violation, candidate).ifPresent(found::add);
        }
      }
    }
    return List.copyOf(found);
  }

  /** What speaks against taking a label away, which is as it was once accepted. */
  public List<Violation> checkRemoval(Candidate label) {
    return rules.stream()
        .filter(GeometryRule::speaksOfRemoval)
        .flatMap(rule -> rule.check(label).stream())
        .flatMap(violation -> asStrict(violation, label).stream())
        .toList();
  }

  private Optional<Violation> asStrict(Violation violation, Candidate candidate) {
    ClassRule rule = settings.classRule(candidate.classId());
    Strictness strictness = rule == null ? null : rule.strictness().get(violation.code());
    return switch (strictness) {
      case null -> Optional.of(violation);
      case OFF -> Optional.empty();
      case WARNING -> Optional.of(violation.as(Violation.Severity.WARNING));
      case ERROR -> Optional.of(violation.as(Violation.Severity.ERROR));
    };
  }
}

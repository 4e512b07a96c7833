package org.graticule.work;

import org.graticule.fault.Fault;
import org.graticule.work.Ontology.LabelClass;
import org.jspecify.annotations.Nullable;

/**
 * What a project asks of all its labels, where their class does not say otherwise. Immutable.
 *
 * @param version 1 for the first, rising; 0 where the project asks nothing
 * @param minimumAreaM2 smallest allowed object, square metres; null for no limit
 * @param rules what else; null for the usual
 */
public record LabelRules(int version, @Nullable Double minimumAreaM2, @Nullable ClassRules rules) {
  public static final LabelRules NONE = new LabelRules(0, null, null);

  /**
   * @throws Fault unacceptable, naming what is wrong
   */
  public void check() {
    try {
      ClassChecks.minimum(minimumAreaM2);
      if (rules != null) {
        ClassChecks.rules(rules);
      }
    } catch (IllegalArgumentException e) {
      throw Fault.unacceptable("bad-label-rules", String.valueOf(e.getMessage()));
    }
  }

  /** The class as its labels are held to it here. */
  LabelClass on(LabelClass known) {
    ClassRules own = known.rules();
    ClassRules all = own == null ? rules : rules == null ? own : own.above(rules);
    return new LabelClass(
        known.id(),
        known.name(),
        known.parent(),
        known.colour(),
        known.key(),
        known.retired(),
        known.minimumAreaM2() == null ? minimumAreaM2 : known.minimumAreaM2(),
        known.geometry(),
        known.attributes(),
        all,
        known.mergedInto());
  }
}

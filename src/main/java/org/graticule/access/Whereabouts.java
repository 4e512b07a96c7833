package org.graticule.access;

import java.util.Locale;
import java.util.UUID;
import org.graticule.db.Database;
import org.graticule.fault.Fault;

/**
 * Answers for what the database did not show somebody. The caller hears the same whether it is
 * hidden or absent, and as fast; the log hears which rule hid it. Thread-safe.
 */
public final class Whereabouts {
  /** The rule that the log names where there is nothing. */
  public static final String ABSENT = "absent";

  private final Database database;
  private final Policy policy;
  private final WhereaboutsStore store = new WhereaboutsStore();

  /** What can be hidden by its mark. */
  public enum Kind {
    SCENE,
    LABEL,
    JOB,
    DATASET;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Whereabouts(Database database, Policy policy) {
    this.database = database;
    this.policy = policy;
  }

  /** The fault to throw where this thing was not shown to somebody who wanted to do this to it. */
  public Fault missing(Subject by, Action action, Kind kind, UUID id) {
    String rule =
        database
            .registry()
            .read(tx -> store.find(tx, kind.label(), id))
            .map(place -> policy.decide(by, action, place.project(), place.markId()))
            // What all other rules allow is hidden by the only one that they do not know of.
            .map(decision -> decision == Policy.Decision.ALLOW ? Policy.Decision.AREA : decision)
            .map(Policy.Decision::rule)
            .orElse(ABSENT);
    return Fault.notFound().deniedBy(rule);
  }
}

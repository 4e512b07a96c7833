package org.graticule.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.graticule.db.Database;

/**
 * What each project lets its people do beyond their roles, and what it asks of them. Thread-safe.
 */
public final class ProjectRules {
  private final Database database;
  private final Policy policy;
  private final PolicyEpoch epoch;
  private final Clock clock;
  private final ProjectRulesStore store = new ProjectRulesStore();

  /**
   * The rules of one project.
   *
   * @param annotatorsExport whether annotators and reviewers may take imagery and datasets out, as
   *     exporters do
   * @param releaseByTwo whether a dataset leaves only after a second person has agreed
   * @param areaEdges what becomes of tiles at the edge of the area that a role is limited to
   */
  public record Rules(boolean annotatorsExport, boolean releaseByTwo, AreaEdges areaEdges) {
    static final Rules DEFAULT = new Rules(false, true, AreaEdges.MASKED);
  }

  /** What is shown of a tile that lies partly outside: what is inside, or nothing. */
  public enum AreaEdges {
    @JsonProperty("masked")
    MASKED,
    @JsonProperty("refused")
    REFUSED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ProjectRules(Database database, Policy policy, PolicyEpoch epoch, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.epoch = epoch;
    this.clock = clock;
  }

  public Rules get(Subject by, UUID project) {
    policy.require(by, Action.PROJECT_READ, project);
    return of(project);
  }

  /** Without a decision, for the server's own use. */
  public Rules of(UUID project) {
    return database.registry().read(tx -> store.find(tx, project)).orElse(Rules.DEFAULT);
  }

  /** Effective at once. */
  public Rules set(Subject by, UUID project, Rules rules) {
    policy.require(by, Action.PROJECT_RULES, project);
    database
        .registry()
        .write(tx -> {
          store.put(tx, project, rules);
          tx.record(
              by.event("project.changed")
                  .project(project)
                  .fact("annotators_export", rules.annotatorsExport())
                  .fact("release_by_two", rules.releaseByTwo())
                  .fact("area_edges", rules.areaEdges().label())
                  .at(clock));
          return null;
        });
    epoch.refresh();
    return rules;
  }
}

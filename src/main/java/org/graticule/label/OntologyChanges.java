package org.graticule.label;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.label.OntologyMoveStore.Reach;
import org.graticule.label.OntologyPlan.Move;
import org.graticule.work.Ontology;
import org.graticule.work.Projects;

/**
 * Renames, retires, merges and splits classes together with the labels that carry them: tried
 * first, done in one transaction, taken back as a further version. Thread-safe.
 *
 * <p>Known limit: only labels that the caller may see move; a class that was merged stays, retired,
 * for those that are hidden.
 */
public final class OntologyChanges {
  private static final int MOST_STEPS = 200;

  private final Database database;
  private final Policy policy;
  private final Projects projects;
  private final Clock clock;
  private final OntologyMoveStore store = new OntologyMoveStore();

  public OntologyChanges(Database database, Policy policy, Projects projects, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.projects = projects;
    this.clock = clock;
  }

  /** Labels of one class that get, or got, another. */
  record Moved(int from, int to, int labels, int scenes) {}

  /** Labels of a class that is renamed or retired; they stay as they are. */
  record Kept(@JsonProperty("class") int classId, int labels, int scenes) {}

  /**
   * What a change does.
   *
   * @param ontology as it would be, or is now
   */
  record Outcome(Ontology ontology, List<Moved> moved, List<Kept> kept) {}

  /**
   * @param version the newest that the caller knows
   * @param dry only tell what would happen
   */
  Outcome change(Subject by, UUID project, int version, List<OntologyStep> steps, boolean dry) {
    policy.require(by, Action.ONTOLOGY_PUBLISH, project);
    if (steps.isEmpty() || steps.size() > MOST_STEPS) {
      throw Fault.unacceptable("no-steps", "a change has 1 to %d steps".formatted(MOST_STEPS));
    }
    if (dry) {
      return database
          .as(by)
          .read(tx -> {
            OntologyPlan plan = OntologyPlan.of(newest(tx, project, version), steps);
            Ontology next = new Ontology(version, plan.classes());
            next.check();
            return new Outcome(next, reach(tx, project, plan.moves()), kept(tx, project, steps));
          });
    }
    return database
        .as(by)
        .write(tx -> {
          store.lockScenes(tx, project);
          OntologyPlan plan = OntologyPlan.of(newest(tx, project, version), steps);
          List<Moved> moved = reach(tx, project, plan.moves());
          Ontology next = projects.publish(tx, by, project, new Ontology(version, plan.classes()));
          for (Move move : plan.moves()) {
            store.move(tx, project, move, by, next.version(), now());
          }
          record(tx, by, project, next, moved.stream().mapToInt(Moved::labels).sum());
          return new Outcome(next, moved, kept(tx, project, steps));
        });
  }

  /**
   * Takes the newest change back: the classes of the version before it, and the labels that it
   * moved and nobody touched since.
   */
  Outcome undo(Subject by, UUID project, int version, boolean dry) {
    policy.require(by, Action.ONTOLOGY_PUBLISH, project);
    if (version < 2) {
      throw Fault.unacceptable("nothing-before", "there is no version before " + version);
    }
    Optional<Integer> before = Optional.of(version - 1);
    Ontology old = new Ontology(version, projects.ontology(by, project, before).classes());
    if (dry) {
      int labels = database.as(by).read(tx -> store.undoable(tx, project, version));
      return new Outcome(old, List.of(new Moved(0, 0, labels, 0)), List.of());
    }
    return database
        .as(by)
        .write(tx -> {
          store.lockScenes(tx, project);
          newest(tx, project, version);
          int labels = store.undo(tx, project, version, by, version + 1, now());
          Ontology next = projects.publish(tx, by, project, old);
          record(tx, by, project, next, labels);
          return new Outcome(next, List.of(new Moved(0, 0, labels, 0)), List.of());
        });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void record(Tx tx, Subject by, UUID project, Ontology next, int labels) {
    tx.record(
        by.event("ontology.moved")
            .project(project)
            .fact("version", next.version())
            .fact("labels", labels)
            .at(clock));
  }

  private Ontology newest(Tx tx, UUID project, int version) {
    Ontology newest = projects.ontology(tx, project);
    if (newest.version() != version) {
      throw Fault.conflict(
          "stale-ontology",
          "version " + version + " was meant; the newest is " + newest.version(),
          Map.of("newest", newest.version()));
    }
    return newest;
  }

  private List<Moved> reach(Tx tx, UUID project, List<Move> moves) {
    List<Moved> reach = new ArrayList<>();
    for (Move move : moves) {
      Reach found = store.reach(tx, project, move);
      reach.add(new Moved(move.from(), move.to(), found.labels(), found.scenes()));
    }
    return reach;
  }

  private List<Kept> kept(Tx tx, UUID project, List<OntologyStep> steps) {
    return steps.stream()
        .filter(step -> step.leavesLabels())
        .map(OntologyStep::classId)
        .distinct()
        .map(id -> {
          Reach found = store.reach(tx, project, new Move(id, id, null, null));
          return new Kept(id, found.labels(), found.scenes());
        })
        .toList();
  }
}

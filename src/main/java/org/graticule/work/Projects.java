package org.graticule.work;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.access.Action;
import org.graticule.access.Agency;
import org.graticule.access.Grants;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Role;
import org.graticule.access.Subject;
import org.graticule.audit.EventDraft;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.image.LabelCountStore;
import org.jspecify.annotations.Nullable;

/** Projects and their ontologies. Thread-safe. */
public final class Projects {
  private final Database database;
  private final Policy policy;
  private final PolicyEpoch epoch;
  private final Grants grants;
  private final Clock clock;
  private final ProjectStore store = new ProjectStore();

  public Projects(Database database, Policy policy, PolicyEpoch epoch, Grants grants, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.epoch = epoch;
    this.grants = grants;
    this.clock = clock;
  }

  /** A project with what the asking subject may see and do in it. */
  public record Overview(
      Project project, Set<Role> roles, Set<Action> actions, int scenes, int labels) {}

  public List<Overview> list(Subject by) {
    return database
        .as(by)
        .read(tx ->
            store.all(tx).stream()
                .filter(
                    p -> policy.decide(by, Action.PROJECT_READ, p.id()) == Policy.Decision.ALLOW)
                .map(p -> overview(tx, by, p))
                .toList());
  }

  public Overview get(Subject by, UUID id) {
    policy.require(by, Action.PROJECT_READ, id);
    return database
        .as(by)
        .read(tx -> overview(tx, by, store.find(tx, id).orElseThrow(Fault::notFound)));
  }

  /** The project with this name or id, for commands at the console. */
  public Project named(TicketHolder by, String nameOrId) {
    return database
        .as(by)
        .read(tx ->
            store.byName(tx, nameOrId).or(() -> id(nameOrId).flatMap(id -> store.find(tx, id))))
        .orElseThrow(() ->
            Fault.unacceptable("unknown-project", "there is no project \"" + nameOrId + "\""));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Creates a project; its lead, if named, receives that role. */
  public Overview create(Subject by, String name, String description, @Nullable String lead) {
    policy.require(by, Action.PROJECT_CREATE);
    if (name.isBlank() || name.length() > 120) {
      throw Fault.unacceptable("bad-name", "name must have 1 to 120 characters");
    }
    if (description.length() > 2_000) {
      throw Fault.unacceptable("bad-description", "description must have at most 2000 characters");
    }
    Project project = new Project(UUID.randomUUID(), name, description, clock.instant());
    if (lead != null) {
      grants.requireEligible(by.origin(), lead);
    }
    String own = Agency.of(by.username());
    String agency = own.isEmpty() && lead != null ? Agency.of(lead) : own;
    database
        .as(by)
        .write(tx -> {
          if (store.exists(tx, agency, name)) {
            throw Fault.conflict(
                "project-exists", "there is already a project \"" + name + "\"", Map.of());
          }
          store.insert(tx, project, agency, by.account());
          tx.record(by.event("project.created").project(project.id()).fact("name", name).at(clock));
          return null;
        });
    if (lead != null) {
      grants.give(by.origin(), project.id(), lead, Role.PROJECT_LEAD);
    }
    epoch.refresh();
    return new Overview(project, by.rolesIn(project.id()), by.actionsIn(project.id()), 0, 0);
  }

  /** The newest ontology, or the one of a version. */
  public Ontology ontology(Subject by, UUID project, Optional<Integer> version) {
    policy.require(by, Action.PROJECT_READ, project);
    return database
        .as(by)
        .read(tx ->
            version
                .map(v -> store.ontology(tx, project, v).orElseThrow(Fault::notFound))
                .orElseGet(() -> ontology(tx, project)));
  }

  /** The newest ontology within a transaction; empty, version 0, before the first is published. */
  public Ontology ontology(Tx tx, UUID project) {
    return store.newestOntology(tx, project).orElse(new Ontology(0, List.of()));
  }

  /** The newest with what the project asks of all its labels put into each class. */
  public Ontology held(Tx tx, UUID project) {
    return ontology(tx, project).under(labelRules(tx, project));
  }

  /** What the project asks of all its labels. */
  public LabelRules labelRules(Subject by, UUID project) {
    policy.require(by, Action.PROJECT_READ, project);
    return database.as(by).read(tx -> labelRules(tx, project));
  }

  private LabelRules labelRules(Tx tx, UUID project) {
    return store.labelRules(tx, project).orElse(LabelRules.NONE);
  }

  /** Publishes the next version. The version sent must be the newest: nobody's edit is lost. */
  public LabelRules publish(Subject by, UUID project, LabelRules edited) {
    policy.require(by, Action.ONTOLOGY_PUBLISH, project);
    edited.check();
    return database
        .as(by)
        .write(tx -> {
          LabelRules newest = labelRules(tx, project);
          LabelRules next =
              new LabelRules(newest.version() + 1, edited.minimumAreaM2(), edited.rules());
          if (edited.version() != newest.version()
              || !store.publish(tx, project, next, by.username(), clock.instant())) {
            throw Fault.conflict(
                "stale-label-rules",
                "version " + edited.version() + " was edited; the newest is " + newest.version(),
                Map.of("newest", newest.version()));
          }
          tx.record(
              by.event("label-rules.published")
                  .project(project)
                  .fact("version", next.version())
                  .at(clock));
          return next;
        });
  }

  /** One version within a transaction. */
  public Ontology ontology(Tx tx, UUID project, int version) {
    return store.ontology(tx, project, version).orElse(new Ontology(0, List.of()));
  }

  /** Publishes the next version. The version sent must be the newest: nobody's edit is lost. */
  public Ontology publish(Subject by, UUID project, Ontology edited) {
    policy.require(by, Action.ONTOLOGY_PUBLISH, project);
    edited.check();
    return database.as(by).write(tx -> publish(tx, by, project, edited));
  }

  /** The same within a transaction. */
  public Ontology publish(Tx tx, Subject by, UUID project, Ontology edited) {
    policy.require(by, Action.ONTOLOGY_PUBLISH, project);
    edited.check();
    Ontology newest = ontology(tx, project);
    if (edited.version() != newest.version()) {
      throw Fault.conflict(
          "stale-ontology",
          "version " + edited.version() + " was edited; the newest is " + newest.version(),
          Map.of("newest", newest.version()));
    }
    Set<Integer> kept =
        edited.classes().stream().map(Ontology.LabelClass::id).collect(Collectors.toSet());
    TreeSet<Integer> lost = new TreeSet<>(store.classesInUse(tx, project));
    lost.removeAll(kept);
    if (!lost.isEmpty()) {
      throw Fault.unacceptable(
          "class-in-use", "labels carry the classes " + lost + "; retire them instead");
    }
    Ontology next = new Ontology(newest.version() + 1, edited.classes());
    store.publish(tx, project, next, by.username(), clock.instant());
    EventDraft event =
        by.event("ontology.published")
            .project(project)
            .fact("version", next.version())
            .fact("classes", next.classes().size());
    tx.record(event.at(clock));
    return next;
  }

  private Overview overview(Tx tx, Subject by, Project project) {
    // Somebody without a role in the project learns its name, and nothing of its content.
    UUID id = project.id();
    boolean within = !by.rolesIn(id).isEmpty();
    Set<UUID> reached = by.reachIn(id).orElse(null);
    return new Overview(
        project,
        by.rolesIn(id),
        by.actionsIn(id),
        within ? store.countScenes(tx, id, by.markIds(), reached) : 0,
        within ? LabelCountStore.ofProject(tx, id, by, reached) : 0);
  }
}

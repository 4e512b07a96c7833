package org.graticule.label;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.access.Action;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Subject;
import org.graticule.access.Whereabouts;
import org.graticule.audit.Event;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.label.Batch.Entry;
import org.graticule.label.Batch.Finding;
import org.graticule.label.LabelStore.Done;
import org.graticule.label.LabelStore.Key;
import org.graticule.label.LabelStore.Page;
import org.graticule.label.LabelStore.Rows;
import org.graticule.label.Operation.Kind;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.graticule.label.rule.Violation;
import org.graticule.work.Ontology;
import org.graticule.work.Projects;
import org.jspecify.annotations.Nullable;

/**
 * Labels as revisions that are only ever added to: saving, reading, history and bringing back.
 * Thread-safe.
 */
public final class Labels {
  private final Database database;
  private final Policy policy;
  private final Whereabouts whereabouts;
  private final PolicyEpoch epoch;
  private final SceneCatalogue catalogue;
  private final Marks marks;
  private final Projects projects;
  private final Clock clock;
  private final LabelEvents events;
  private final LabelStore store = new LabelStore();

  public Labels(
      Database database,
      Policy policy,
      Whereabouts whereabouts,
      PolicyEpoch epoch,
      SceneCatalogue catalogue,
      Marks marks,
      Projects projects,
      Clock clock) {
    this.database = database;
    this.policy = policy;
    this.whereabouts = whereabouts;
    this.epoch = epoch;
    this.catalogue = catalogue;
    this.marks = marks;
    this.projects = projects;
    this.clock = clock;
    this.events = new LabelEvents(clock);
  }

  /**
   * What became of an operation.
   *
   * @param revision the one it made, now or the first time
   */
  public record Result(UUID opId, UUID element, int revision, List<Violation> warnings) {}

  /** Labels of a scene, and whether more follow the last. */
  record Listing(List<Label> labels, boolean more, LabelViews views) {}

  /** Revisions of a label, newest first. */
  record History(List<Label> revisions, LabelViews views) {}

  /** A batch with everything it refers to, none of which can change. */
  private record Material(
      Ontology ontology, Set<UUID> done, List<Label> bases, Map<Integer, Marking> markings) {}

  /** A batch worked out. */
  private record Checked(
      LabelScene scene, int ontology, List<Draft> drafts, List<Finding> findings) {}

  /** The scene, if this subject may do this to its labels. */
  private LabelScene scene(Subject by, Action action, UUID id) {
    // Before a connection is taken: the catalogue may need one of its own.
    Scene scene = catalogue.get(by, action, id);
    policy.require(by, action, scene.project(), scene.markId());
    return LabelScene.of(scene);
  }

  private Ontology ontology(Tx tx, LabelScene scene) {
    return projects.ontology(tx, scene.project());
  }

  /**
   * Saves all operations or none. The same operation sent again is answered as the first time.
   *
   * @throws Fault conflict (both revisions in {@code conflicts}), or unacceptable (every violation
   *     of every operation in {@code violations})
   */
  List<Result> save(Subject by, UUID scene, Batch batch) {
    Checked checked = check(by, Action.LABEL_WRITE, scene, batch);
    refuse(by, checked);
    return write(by, checked, List.of());
  }

  /** Every violation of every operation, nothing saved. */
  List<Finding> validate(Subject by, UUID scene, Batch batch) {
    return check(by, Action.LABEL_READ, scene, batch).findings();
  }

  /** How many labels came in, and what should be known of them. */
  public record Imported(int count, List<Violation> warnings) {}

  /**
   * Saves every feature of a GeoJSON document as a new label, or none.
   *
   * @param fallbackClass for features that name no class
   * @param sha256 of the document, for the log
   */
  public Imported importAll(
      Subject by,
      UUID sceneId,
      byte[] document,
      Space space,
      @Nullable Integer fallbackClass,
      String sha256) {
    LabelScene scene = scene(by, Action.LABEL_WRITE, sceneId);
    Ontology ontology = database.as(by).read(tx -> ontology(tx, scene));
    Batch batch = LabelImport.read(document, scene, ontology, space, fallbackClass);
    Checked raw = check(by, Action.LABEL_WRITE, sceneId, batch);
    List<Finding> findings = raw.findings().stream().map(LabelImport::inFeature).toList();
    Checked checked = new Checked(raw.scene(), raw.ontology(), raw.drafts(), findings);
    refuse(by, checked);
    Event event = events.imported(by, scene, checked.drafts().size(), sha256);
    int count = write(by, checked, List.of(event)).size();
    return new Imported(count, findings.stream().map(Finding::violation).toList());
  }

  Listing list(Subject by, UUID sceneId, Space space, Page page) {
    LabelScene scene = scene(by, Action.LABEL_READ, sceneId);
    if (space == Space.GROUND && !scene.georeference().hasLonLat()) {
      throw Fault.unacceptable(
          "no-ground", "This scene has no longitude and latitude; ask for space=pixel.");
    }
    return database
        .as(by)
        .read(tx -> {
          Rows rows = store.page(tx, sceneId, page, by.markIds());
          tx.record(events.read(by, scene, rows.labels().size(), page.box()));
          return new Listing(
              rows.labels(), rows.more(), views(tx, ontology(tx, scene), rows.labels()));
        });
  }

  History history(Subject by, UUID element) {
    LabelScene scene = scene(by, Action.LABEL_READ, sceneOf(by, Action.LABEL_READ, element));
    return database
        .as(by)
        .read(tx -> {
          List<Label> revisions = store.history(tx, element, by.markIds());
          tx.record(events.historyRead(by, scene, element));
          return new History(revisions, views(tx, ontology(tx, scene), revisions));
        });
  }

  /**
   * Makes what an earlier revision said the newest, as a further revision.
   *
   * @param base the newest revision the caller knows
   */
  Result restore(Subject by, UUID opId, UUID element, int revision, int base) {
    LabelScene scene = scene(by, Action.LABEL_WRITE, sceneOf(by, Action.LABEL_WRITE, element));
    List<Key> key = List.of(new Key(element, revision));
    Label old =
        database.as(by).read(tx -> store.revisions(tx, scene.id(), key, by.markIds())).stream()
            .findFirst()
            .orElseThrow(Fault::notFound);
    Operation operation =
        new Operation(
            opId,
            Kind.UPDATE,
            element,
            base,
            Shape.of(old.pixels()),
            old.classId(),
            old.attributes(),
            null);
    Batch batch = new Batch(List.of(new Entry(operation, "")), List.of());
    return save(by, scene.id(), batch).getFirst();
  }

  private UUID sceneOf(Subject by, Action action, UUID element) {
    return database
        .as(by)
        .read(tx -> store.sceneOf(tx, element, by.markIds()))
        .orElseThrow(() -> whereabouts.missing(by, action, Whereabouts.Kind.LABEL, element));
  }

  private Checked check(Subject by, Action action, UUID sceneId, Batch batch) {
    LabelScene scene = scene(by, action, sceneId);
    Material material = database.as(by).read(tx -> material(tx, by, scene, batch));
    Drafting drafting =
        new Drafting(
            scene,
            ProjectRules.of(material.ontology()),
            marks.vocabulary(),
            material.markings(),
            material.bases(),
            by.username(),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    List<Draft> drafts = drafting.drafts(batch.entries());
    List<Finding> findings = new ArrayList<>(batch.unreadable());
    for (Draft draft : drafts) {
      // What was accepted once stays accepted, whatever the rules say today.
      boolean done = material.done().contains(draft.operation().opId());
      for (Violation violation : done ? draft.warnings() : draft.violations()) {
        findings.add(new Finding(draft.operation().opId(), violation));
      }
    }
    return new Checked(scene, material.ontology().version(), drafts, findings);
  }

  private Material material(Tx tx, Subject by, LabelScene scene, Batch batch) {
    List<Operation> operations = batch.entries().stream().map(Entry::operation).toList();
    List<Key> keys =
        operations.stream()
            .filter(operation -> operation.kind() != Kind.CREATE)
            .map(operation -> new Key(operation.element(), operation.baseRevision()))
            .distinct()
            .toList();
    List<Label> bases =
        keys.isEmpty() ? List.of() : store.revisions(tx, scene.id(), keys, by.markIds());
    Map<Integer, Marking> markings = new HashMap<>();
    markings.put(scene.markId(), marks.get(tx, scene.markId()).marking());
    for (Label base : bases) {
      markings.computeIfAbsent(base.markId(), id -> marks.get(tx, id).marking());
    }
    Set<UUID> done =
        store.done(tx, operations.stream().map(Operation::opId).toList()).stream()
            .map(Done::opId)
            .collect(Collectors.toSet());
    return new Material(ontology(tx, scene), done, bases, markings);
  }

  private void refuse(Subject by, Checked checked) {
    List<Violation> errors =
        checked.findings().stream().map(Finding::violation).filter(Violation::refuses).toList();
    if (errors.isEmpty()) {
      return;
    }
    Set<String> codes = errors.stream().map(Violation::code).collect(Collectors.toSet());
    String code = codes.size() == 1 ? codes.iterator().next() : "labels-refused";
    database.record(List.of(events.refused(by, checked.scene(), errors.size(), code)));
    throw new Fault(
        Fault.Kind.UNACCEPTABLE,
        code,
        errors.size() == 1
            ? errors.getFirst().message()
            : "%d things are wrong; nothing was saved.".formatted(errors.size()),
        Map.of("violations", checked.findings().stream().map(LabelViews::finding).toList()));
  }

  /**
   * @param instead events that stand for the whole batch; empty for one each operation
   */
  private List<Result> write(Subject by, Checked checked, List<Event> instead) {
    try {
      boolean[] newMark = new boolean[1];
      List<Result> results =
          database
              .as(by)
              .write(tx -> {
                BatchWrite write = new BatchWrite(store, marks, tx, by, checked.scene());
                List<Result> made = write.run(checked.drafts(), checked.ontology());
                for (Label label : write.stored()) {
                  newMark[0] |= !by.dominates(label.markId());
                  if (instead.isEmpty()) {
                    tx.record(events.changed(by, checked.scene(), label));
                  }
                }
                instead.forEach(tx::record);
                return made;
              });
      if (newMark[0]) {
        epoch.refresh();
      }
      return results;
    } catch (Conflicts conflicts) {
      throw stale(by, checked, conflicts);
    }
  }

  private Fault stale(Subject by, Checked checked, Conflicts conflicts) {
    List<Label> theirs =
        conflicts.all().stream()
            .flatMap(conflict -> Optional.ofNullable(conflict.theirs()).stream())
            .toList();
    LabelViews views = database.as(by).read(tx -> views(tx, ontology(tx, checked.scene()), theirs));
    return Fault.conflict(
        "stale-revision",
        "%d of %d operations start from a revision that is not the newest; nothing was saved."
            .formatted(conflicts.all().size(), checked.drafts().size()),
        Map.of("conflicts", conflicts.all().stream().map(views::conflict).toList()));
  }

  private LabelViews views(Tx tx, Ontology ontology, List<Label> labels) {
    Map<Integer, String> portions = new HashMap<>();
    for (Label label : labels) {
      portions.computeIfAbsent(label.markId(), id -> marks.get(tx, id).portion());
    }
    return new LabelViews(ontology, portions::get);
  }
}

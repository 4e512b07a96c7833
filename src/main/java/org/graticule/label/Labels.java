package org.graticule.label;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.graticule.access.Action;
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
import org.graticule.label.LabelListStore.Changed;
import org.graticule.label.LabelListStore.Rows;
import org.graticule.label.LabelStore.Home;
import org.graticule.label.LabelStore.Key;
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
  /** After every id: nothing of that version is left to tell. */
  static final UUID LAST = new UUID(-1, -1);

  private final Database database;
  private final Policy policy;
  private final Whereabouts whereabouts;
  private final PolicyEpoch epoch;
  private final SceneCatalogue catalogue;
  private final Marks marks;
  private final Projects projects;
  private final Layers layers;
  private final Leases leases;
  private final LabelEvents events;
  private final LabelStore store = new LabelStore();
  private final LabelListStore lists = new LabelListStore();
  private final Materials materials;

  public Labels(
      Database database,
      Policy policy,
      Whereabouts whereabouts,
      PolicyEpoch epoch,
      SceneCatalogue catalogue,
      Marks marks,
      Projects projects,
      Layers layers,
      Leases leases,
      Clock clock) {
    this.database = database;
    this.policy = policy;
    this.whereabouts = whereabouts;
    this.epoch = epoch;
    this.catalogue = catalogue;
    this.marks = marks;
    this.projects = projects;
    this.layers = layers;
    this.leases = leases;
    this.events = new LabelEvents(clock);
    this.materials = new Materials(projects, layers, marks, clock);
  }

  /**
   * What became of an operation.
   *
   * @param revision the one it made, now or the first time
   */
  public record Result(UUID opId, UUID element, int revision, List<Violation> warnings) {}

  /**
   * Labels of a scene, and whether more follow the last.
   *
   * @param version of the scene's labels, to ask for changes since
   */
  record Listing(List<Label> labels, boolean more, LabelViews views, long version) {}

  /** What changed in a scene, and up to where. */
  record Changes(List<Changed> changed, boolean more, LabelViews views, long version) {}

  /** Revisions of a label, newest first. */
  record History(List<Label> revisions, LabelViews views) {}

  /** The scene, if this subject may do this to its labels. */
  LabelScene scene(Subject by, Action action, UUID id) {
    // Before a connection is taken: the catalogue may need one of its own.
    Scene scene = catalogue.get(by, action, id);
    policy.requireShown(by, action, scene.project(), scene.id(), scene.markId());
    return LabelScene.of(scene);
  }

  Ontology ontology(Subject by, LabelScene scene) {
    return database.as(by).read(tx -> ontology(tx, scene));
  }

  LabelEvents events() {
    return events;
  }

  private Ontology ontology(Tx tx, LabelScene scene) {
    return projects.held(tx, scene.project());
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
    return write(by, checked, false, List.of());
  }

  /** Every violation of every operation, nothing saved. */
  List<Finding> validate(Subject by, UUID scene, Batch batch) {
    return check(by, Action.LABEL_READ, scene, batch).findings();
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
          Rows rows =
              lists.page(tx, sceneId, page, layers.sight(tx, by, scene.project(), scene.id()));
          tx.record(events.read(by, scene, rows.labels().size(), page.filter().box()));
          return new Listing(
              rows.labels(),
              rows.more(),
              views(tx, ontology(tx, scene), rows.labels()),
              lists.version(tx, sceneId));
        });
  }

  /** One live label of a scene. */
  Listing one(Subject by, UUID sceneId, UUID element) {
    LabelScene scene = scene(by, Action.LABEL_READ, sceneId);
    return database
        .as(by)
        .read(tx -> {
          Sight sight = layers.sight(tx, by, scene.project(), scene.id());
          List<Label> found = store.newest(tx, sceneId, element, sight).stream().toList();
          if (found.isEmpty()) {
            throw Fault.notFound();
          }
          tx.record(events.read(by, scene, 1, null));
          return new Listing(
              found, false, views(tx, ontology(tx, scene), found), lists.version(tx, sceneId));
        });
  }

  /**
   * What changed in a scene after a version of its labels, oldest change first.
   *
   * @param after of the labels that changed at that very version, only those after this id
   */
  Changes changes(Subject by, UUID sceneId, long since, UUID after, int limit) {
    LabelScene scene = scene(by, Action.LABEL_READ, sceneId);
    return database
        .as(by)
        .read(tx -> {
          long version = lists.version(tx, sceneId);
          if (version <= since && after.equals(LAST)) {
            return new Changes(
                List.of(), false, views(tx, ontology(tx, scene), List.of()), version);
          }
          Sight sight = layers.sight(tx, by, scene.project(), scene.id());
          List<Changed> all = lists.changes(tx, sceneId, since, after, limit + 1, sight);
          boolean more = all.size() > limit;
          List<Changed> page = more ? all.subList(0, limit) : all;
          List<Label> shown =
              page.stream().flatMap(each -> Optional.ofNullable(each.label()).stream()).toList();
          tx.record(events.read(by, scene, shown.size(), null));
          return new Changes(page, more, views(tx, ontology(tx, scene), shown), version);
        });
  }

  History history(Subject by, UUID element) {
    LabelScene scene = scene(by, Action.LABEL_READ, sceneOf(by, Action.LABEL_READ, element));
    return database
        .as(by)
        .read(tx -> {
          List<Label> revisions =
              store.history(tx, element, layers.sight(tx, by, scene.project(), scene.id()));
          tx.record(events.historyRead(by, scene, element));
          return new History(revisions, views(tx, ontology(tx, scene), revisions));
        });
  }

  /**
   * Makes what an earlier revision said the newest, as a further revision.
   *
   * @param base the newest revision the caller knows
   * @param lease token of the lease it is done under; null for none
   */
  Result restore(
      Subject by, UUID opId, UUID element, int revision, int base, @Nullable Long lease) {
    LabelScene scene = scene(by, Action.LABEL_WRITE, sceneOf(by, Action.LABEL_WRITE, element));
    List<Key> key = List.of(new Key(element, revision));
    Label old =
        database
            .as(by)
            .read(tx ->
                store.revisions(
                    tx, scene.id(), key, layers.sight(tx, by, scene.project(), scene.id())))
            .stream()
            .findFirst()
            .orElseThrow(Fault::notFound);
    Operation operation =
        new Operation(
            opId,
            Kind.UPDATE,
            element,
            base,
            Shape.of(old.pixels()),
            null,
            old.classId(),
            old.attributes(),
            null,
            old.confidence(),
            old.view(),
            null);
    Batch batch = new Batch(List.of(new Entry(operation, "")), List.of(), lease);
    return save(by, scene.id(), batch).getFirst();
  }

  private UUID sceneOf(Subject by, Action action, UUID element) {
    Home home =
        database
            .as(by)
            .read(tx -> store.home(tx, element, by.markIds()))
            .orElseThrow(() -> whereabouts.missing(by, action, Whereabouts.Kind.LABEL, element));
    // Before a connection is taken: the catalogue may need one of its own.
    UUID project = catalogue.get(by, action, home.scene()).project();
    Sight sight = database.as(by).read(tx -> layers.sight(tx, by, project, home.scene()));
    if (!sight.sees(home.layer()) || !sight.reaches(home.ground())) {
      throw Fault.notFound().deniedBy(sight.sees(home.layer()) ? "area" : "layer");
    }
    return home.scene();
  }

  /** What a batch would store, and everything that speaks against it. */
  Checked check(Subject by, Action action, UUID sceneId, Batch batch) {
    LabelScene scene = scene(by, action, sceneId);
    return database.as(by).read(tx -> materials.gather(tx, by, scene, batch)).check();
  }

  void refuse(Subject by, Checked checked) {
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
   * @param unleased whatever tab the caller has open: nothing that exists is changed
   * @param instead events that stand for the whole batch; empty for one each operation
   */
  List<Result> write(Subject by, Checked checked, boolean unleased, List<Event> instead) {
    try {
      boolean[] newMark = new boolean[1];
      List<Result> results =
          database
              .as(by)
              .write(tx -> {
                if (!unleased) {
                  leases.guard(tx, by, checked.scene().id(), checked.lease());
                }
                BatchWrite write =
                    new BatchWrite(store, marks, tx, by, checked.scene(), checked.sight());
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

package org.graticule.label;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/** The layers of projects. Thread-safe. */
public final class Layers {
  private final Database database;
  private final Policy policy;
  private final Clock clock;
  private final LayerStore store = new LayerStore();

  public Layers(Database database, Policy policy, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.clock = clock;
  }

  /** Those that the subject may see; the one that every project has comes first. */
  public List<Layer> list(Subject by, UUID project) {
    policy.require(by, Action.LABEL_READ, project);
    return database.as(by).read(tx -> of(tx, project)).stream()
        .filter(layer -> layer.isSeenBy(by))
        .toList();
  }

  /** All of a project within a transaction, seen by the caller or not. */
  List<Layer> of(Tx tx, UUID project) {
    return store.of(tx, project);
  }

  Sight sight(Tx tx, Subject by, UUID project, UUID scene) {
    return Sight.of(by, scene, of(tx, project));
  }

  /**
   * @param model what predicts into it; needed for a MODEL layer and only there
   * @throws Fault conflict where the name is taken, forbidden where the kind is not the caller's to
   *     make
   */
  public Layer create(
      Subject by, UUID project, Layer.Kind kind, String name, @Nullable String model) {
    policy.require(by, Action.LABEL_WRITE, project);
    checkName(name);
    boolean predicts = kind == Layer.Kind.MODEL;
    if (predicts != (model != null)
        || (model != null && (model.isBlank() || model.length() > 200))) {
      throw Fault.unacceptable(
          "bad-model", "a model layer, and only that, names its model in 1 to 200 characters");
    }
    Layer layer =
        new Layer(
            UUID.randomUUID(),
            project,
            kind,
            name,
            kind == Layer.Kind.REPLICA ? by.account() : null,
            model,
            false,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            by.username());
    if (!layer.isChangedBy(by)) {
      throw Fault.forbidden(
          "layer-forbidden", "a layer of kind " + kind.label() + " is made by the project's lead");
    }
    return database
        .as(by)
        .write(tx -> {
          if (!store.insert(tx, layer, by.account())) {
            throw taken(name);
          }
          tx.record(
              by.event("layer.created")
                  .project(project)
                  .fact("layer", layer.id().toString())
                  .fact("kind", kind.label())
                  .at(clock));
          return layer;
        });
  }

  /**
   * Renames, locks or opens a layer.
   *
   * @param name null to keep it
   * @param locked null to leave it
   */
  public Layer change(
      Subject by, UUID project, UUID id, @Nullable String name, @Nullable Boolean locked) {
    policy.require(by, Action.LABEL_WRITE, project);
    if (name != null) {
      checkName(name);
    }
    return database
        .as(by)
        .write(tx -> {
          Layer old =
              store.find(tx, project, id).filter(l -> l.isSeenBy(by)).orElseThrow(Fault::notFound);
          if (!old.isChangedBy(by)) {
            throw Fault.forbidden("layer-forbidden", "the layer " + old.name() + " is not yours");
          }
          Layer changed =
              new Layer(
                  old.id(),
                  old.project(),
                  old.kind(),
                  name == null ? old.name() : name,
                  old.owner(),
                  old.model(),
                  locked == null ? old.locked() : locked,
                  old.created(),
                  old.createdBy());
          if (!store.update(tx, changed)) {
            throw taken(changed.name());
          }
          tx.record(
              by.event("layer.changed")
                  .project(project)
                  .fact("layer", id.toString())
                  .fact("locked", changed.locked())
                  .at(clock));
          return changed;
        });
  }

  private static void checkName(String name) {
    if (name.isBlank() || name.length() > 120) {
      throw Fault.unacceptable("bad-name", "a layer's name has 1 to 120 characters");
    }
  }

  private static Fault taken(String name) {
    return Fault.conflict(
        "layer-exists", "the project has a layer \"" + name + "\" already", Map.of());
  }
}

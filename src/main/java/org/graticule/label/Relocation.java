package org.graticule.label;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.image.RevisionFollower;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.job.Job;
import org.graticule.job.JobWork;
import org.graticule.job.Jobs;
import org.jspecify.annotations.Nullable;

/**
 * Works out anew where the labels of a scene lie on the ground, once its pixels have come to lie
 * elsewhere. Their pixels, which are the truth, stay, and so do their revisions and who made them.
 * Thread-safe.
 */
public final class Relocation implements JobWork, RevisionFollower {
  static final String KIND = "relocation";

  /** How long a writer may still hold the scene as it was. */
  private static final Duration LATE = Duration.ofSeconds(3);

  private static final int BATCH = 500;

  private final Database database;
  private final TicketHolder errand;
  private final SceneCatalogue catalogue;
  private final Jobs jobs;
  private final Clock clock;
  private final RelocationStore store = new RelocationStore();

  /**
   * @param errand of placing the labels of everybody, also those above whoever brought new pixels
   */
  public Relocation(
      Database database, TicketHolder errand, SceneCatalogue catalogue, Jobs jobs, Clock clock) {
    this.database = database;
    this.errand = errand;
    this.catalogue = catalogue;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public void moved(Tx tx, Subject by, Scene scene) {
    jobs.enqueueFor(tx, by, scene.project(), KIND, scene.name(), "{}", scene.id(), scene.markId());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(Job job, Progress progress) throws InterruptedException {
    if (job.scene() == null) {
      throw Fault.notFound();
    }
    Instant begun = clock.instant();
    Scene scene = catalogue.current(errand, job.scene());
    LabelScene place = LabelScene.of(scene);
    long labels = database.as(errand).read(tx -> store.count(tx, scene.id(), Instant.EPOCH));
    long placed = place(place, Instant.EPOCH, labels, progress);
    Thread.sleep(LATE);
    long late = place(place, job.created().minus(LATE), labels, progress);
    database
        .as(errand)
        .write(tx -> {
          jobs.finish(tx, job, scene.id());
          store.moved(tx, scene.id());
          tx.record(
              event(job, "labels.relocated")
                  .scene(scene.id())
                  .fact("revisions", placed + late)
                  .fact("revision", scene.revision())
                  .fact("begun", begun.toString())
                  .at(clock));
          return null;
        });
  }

  /** Places all revisions made since, in batches of their own: begun again, it does no harm. */
  private long place(LabelScene scene, Instant since, long labels, Progress progress) {
    long placed = 0;
    List<RelocationStore.Shape> batch = next(scene, since, null);
    while (!batch.isEmpty()) {
      List<RelocationStore.Place> places = batch.stream().map(shape -> on(scene, shape)).toList();
      database
          .as(errand)
          .write(tx -> {
            store.place(tx, places);
            return null;
          });
      placed += places.size();
      progress.at((double) placed / Math.max(1, labels), "placing labels");
      batch = next(scene, since, batch.getLast());
    }
    return placed;
  }

  private List<RelocationStore.Shape> next(
      LabelScene scene, Instant since, RelocationStore.@Nullable Shape after) {
    return database.as(errand).read(tx -> store.next(tx, scene.id(), since, after, BATCH));
  }

  private static RelocationStore.Place on(LabelScene scene, RelocationStore.Shape shape) {
    return new RelocationStore.Place(
        shape.element(), shape.revision(), scene.toLonLat(shape.pixels()).orElse(null));
  }

  @Override
  public void failed(Job job, String code, String message) {
    database.record(
        List.of(
            event(job, "labels.relocated")
                .outcome(Event.Outcome.FAILED)
                .scene(job.scene())
                .fact("code", code)
                .at(clock)));
  }

  private static EventDraft event(Job job, String type) {
    Origin origin = new Origin(job.createdBy().toString(), job.createdName(), "job", null);
    return new EventDraft(type, origin).project(job.project()).mark(job.markId());
  }
}

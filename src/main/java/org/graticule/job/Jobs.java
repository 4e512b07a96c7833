package org.graticule.job;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.access.Whereabouts;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/** Asking for long work and following it. Thread-safe. */
public final class Jobs {
  private static final int SHOWN = 50;

  private final Database database;
  private final Policy policy;
  private final Whereabouts whereabouts;
  private final Clock clock;
  private final JobStore store = new JobStore();

  public Jobs(Database database, Policy policy, Whereabouts whereabouts, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.whereabouts = whereabouts;
    this.clock = clock;
  }

  /** Queues a job in the transaction of what it belongs to. */
  public Job enqueue(
      Tx tx,
      Subject by,
      UUID project,
      String kind,
      String name,
      String payload,
      @Nullable UUID dataset,
      int markId) {
    return enqueue(tx, by, project, kind, name, payload, null, dataset, markId);
  }

  /** Queues a job on a scene that is there, in the transaction of what it belongs to. */
  public Job enqueueFor(
      Tx tx,
      Subject by,
      UUID project,
      String kind,
      String name,
      String payload,
      UUID scene,
      int markId) {
    return enqueue(tx, by, project, kind, name, payload, scene, null, markId);
  }

  /** Whether a job of this kind on this scene has not ended. */
  public boolean pending(Tx tx, String kind, UUID scene) {
    return store.pending(tx, kind, scene);
  }

  private Job enqueue(
      Tx tx,
      Subject by,
      UUID project,
      String kind,
      String name,
      String payload,
      @Nullable UUID scene,
      @Nullable UUID dataset,
      int markId) {
    Job job =
        job(project, kind, name, payload, scene, dataset, markId, by.account(), by.username());
    store.insert(tx, job);
    return job;
  }

  /** Queues more work that follows from a job, of the same kind and in its maker's name. */
  public void enqueueAfter(Tx tx, Job first, String name, String payload) {
    Job job =
        job(
            first.project(),
            first.kind(),
            name,
            payload,
            null,
            null,
            first.markId(),
            first.createdBy(),
            first.createdName());
    store.insert(tx, job);
  }

  private Job job(
      UUID project,
      String kind,
      String name,
      String payload,
      @Nullable UUID scene,
      @Nullable UUID dataset,
      int markId,
      UUID createdBy,
      String createdName) {
    return new Job(
        UUID.randomUUID(),
        project,
        kind,
        name,
        payload,
        Job.State.QUEUED,
        0,
        null,
        null,
        scene,
        dataset,
        markId,
        0,
        clock.instant(),
        createdBy,
        createdName,
        null,
        null);
  }

  /**
   * Marks a job done in the transaction that makes its result visible.
   *
   * @throws Fault conflict where another node has taken the job over: the result must not be kept
   */
  public void finish(Tx tx, Job job, @Nullable UUID scene) {
    if (!store.end(tx, job, Job.State.DONE, null, null, scene, clock.instant())) {
      throw Fault.conflict("job-taken-over", "another node works on this job", Map.of());
    }
  }

  /**
   * Lets one job at a time work on a topic. Any other is queued again until that one has ended, and
   * ends as it did where it failed. Ask in the transaction that looks whether the work is done
   * already.
   *
   * @param waiting for people, what the job waits for
   * @return whether this job is to do the work; if not, its run is over
   */
  public boolean takeUp(Tx tx, Job job, String topic, String waiting) {
    Optional<UUID> other = store.worksOn(tx, topic).filter(id -> !id.equals(job.id()));
    if (other.isPresent()) {
      store.await(tx, job, other.get(), waiting);
      return false;
    }
    Optional<Job> failed = store.awaited(tx, job.id()).filter(o -> o.state() == Job.State.FAILED);
    if (failed.isPresent()) {
      throw Fault.unacceptable(
          String.valueOf(failed.get().code()), String.valueOf(failed.get().message()));
    }
    store.takeUp(tx, job, topic);
    return true;
  }

  public Job get(Subject by, UUID id) {
    Job job =
        database
            .as(by)
            .read(tx -> store.find(tx, id))
            .orElseThrow(() -> whereabouts.missing(by, Action.JOB_READ, Whereabouts.Kind.JOB, id));
    policy.require(by, Action.JOB_READ, job.project(), job.markId());
    if (!reaches(by, job)) {
      throw Fault.notFound().deniedBy(Policy.Decision.AREA.rule());
    }
    return job;
  }

  public List<Job> newest(Subject by, UUID project) {
    policy.require(by, Action.SCENE_READ, project);
    return database.as(by).read(tx -> store.newest(tx, project, by.markIds(), SHOWN)).stream()
        .filter(job -> reaches(by, job))
        .toList();
  }

  /** Whether the areas of somebody's roles reach the whole scene that a job is about. */
  private static boolean reaches(Subject by, Job job) {
    UUID scene = job.scene();
    return scene == null
        || by.reachIn(job.project())
            .map(reached -> reached.contains(scene) && by.cutout(scene).isEmpty())
            .orElse(true);
  }
}

package org.graticule.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.geo.Georeference;
import org.graticule.job.Job;
import org.graticule.job.JobWork;
import org.graticule.job.Jobs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a scene of an original, or new pixels of a scene that is there. A new scene's id is the
 * job's, and a scene has one such job at a time, so that a job begun again writes over its own
 * leavings and nothing else.
 */
public final class IngestJob implements JobWork {
  private static final Logger LOG = LoggerFactory.getLogger(IngestJob.class);
  static final String KIND = "ingest";

  private final Database database;
  private final Jobs jobs;
  private final SceneFiles files;
  private final Ingest ingest;
  private final IngestMarks marks;
  private final ArrivalSource source;
  private final RevisionFollower follower;
  private final Clock clock;
  private final SceneStore store = new SceneStore();

  /**
   * @param source brings what is not here yet
   * @param follower told of scenes whose pixels have come to lie elsewhere
   */
  public IngestJob(
      Database database,
      Jobs jobs,
      SceneFiles files,
      Ingest ingest,
      IngestMarks marks,
      ArrivalSource source,
      RevisionFollower follower,
      Clock clock) {
    this.source = source;
    this.follower = follower;
    this.database = database;
    this.jobs = jobs;
    this.files = files;
    this.ingest = ingest;
    this.marks = marks;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(Job job, Progress progress) throws Exception {
    IngestRequest request = IngestRequest.of(job.payload());
    bring(request, progress);
    Optional<Path> arrived = arrived(request);
    // Before anything of the file is kept: what may not come in is gone with its arrival.
    Optional<IngestMarks.Joined> first =
        arrived.isPresent() ? Optional.of(marks.require(job, arrived.get())) : Optional.empty();
    progress.at(0, "keeping the original");
    boolean ended;
    try (Originals originals = originals(job, request)) {
      IngestMarks.Joined joined =
          first.isPresent() ? first.get() : marks.require(job, originals.image());
      if (request.scene() != null) {
        revise(job, originals, request.scene(), joined, progress);
        ended = true;
      } else {
        ended = create(job, originals, joined, progress);
      }
      if (!ended) {
        originals.dropSpare();
      }
    }
    if (ended) {
      marks.refresh();
      forget(request);
    }
  }

  /** Fetches what is not here yet. */
  private void bring(IngestRequest request, Progress progress) throws IOException {
    for (IngestRequest.Arrival arrival : request.arrivals()) {
      if (arrival.from() != null && !files.arrived(arrival.id())) {
        source.fetch(
            arrival.from(),
            files.arrival(arrival.id()),
            share -> progress.at(share, "fetching " + arrival.name()));
      }
    }
  }

  /**
   * @return false where the job is queued again, behind one that makes the same scene
   */
  private boolean create(Job job, Originals originals, IngestMarks.Joined joined, Progress progress)
      throws IOException {
    UUID id = job.id();
    String content = originals.content();
    First first = database.as(marks.maker(job)).write(tx -> first(tx, job, originals, joined));
    if (first != First.MAKES) {
      return first == First.IS_THERE;
    }
    SceneFacts facts = make(originals, joined, id, 1, progress);
    int parts = ImageFormats.of(originals.image(), originals.sidecars()).parts(originals.image());
    database
        .as(marks.maker(job))
        .write(tx -> {
          Scene scene = scene(job, facts, marks.intern(tx, joined.marking()).id());
          store.insert(tx, scene, job.createdBy(), content);
          jobs.finish(tx, job, id);
          others(tx, job, originals, parts);
          tx.record(
              event(job, "scene.ingested")
                  .mark(scene.markId())
                  .scene(id)
                  .fact("sha256", facts.sha256())
                  .at(clock));
          return null;
        });
    return true;
  }

  /** What becomes of an image that is to be a scene. */
  private enum First {
    MAKES,
    WAITS,
    IS_THERE
  }

  /**
   * The same bytes in the same project under the same mark are one scene: whoever brings them again
   * is told of the one that is there, which they may see as they may see what they brought.
   */
  private First first(Tx tx, Job job, Originals originals, IngestMarks.Joined joined) {
    int mark = marks.intern(tx, joined.marking()).id();
    String content = originals.content();
    boolean mine =
        jobs.takeUp(
            tx,
            job,
            "ingest %s %s %d".formatted(job.project(), content, mark),
            "waiting for the same image, which is being brought in already");
    if (!mine) {
      return First.WAITS;
    }
    Optional<UUID> same = store.same(tx, job.project(), content, mark);
    if (same.isEmpty()) {
      return First.MAKES;
    }
    jobs.finish(tx, job, same.get());
    tx.record(
        event(job, "scene.upload-repeated")
            .mark(mark)
            .scene(same.get())
            .fact("sha256", originals.sha256())
            .at(clock));
    return First.IS_THERE;
  }

  /** The other images of a file become scenes of their own, each by a job of its own. */
  private void others(Tx tx, Job job, Originals originals, int parts) {
    for (int part = 1; part < parts && originals.part() == 0; part++) {
      jobs.enqueueAfter(
          tx,
          job,
          "%s, image %d of %d".formatted(job.name(), part + 1, parts),
          IngestRequest.part(originals.sha256(), part).payload());
    }
  }

  /** New pixels under the labels a scene has: of the same size, or they would lie elsewhere. */
  private void revise(
      Job job, Originals originals, UUID id, IngestMarks.Joined joined, Progress progress)
      throws IOException {
    Scene before =
        database.as(marks.maker(job)).read(tx -> store.find(tx, id)).orElseThrow(Fault::notFound);
    Scenes.requireSize(before, originals.size());
    int revision = before.revision() + 1;
    SceneFacts facts = make(originals, joined, id, revision, progress);
    Subject by = marks.maker(job);
    database
        .as(by)
        .write(tx -> {
          if (marks.intern(tx, joined.marking()).id() != before.markId()) {
            throw Fault.unacceptable(
                "mark-above-scene", "by its own marking the file is above the scene it belongs to");
          }
          store.revise(
              tx,
              id,
              before.revision(),
              facts,
              acquired(facts.acquisition().at()),
              originals.content());
          jobs.finish(tx, job, id);
          if (!before.facts().liesAs(facts)) {
            follower.moved(tx, by, before);
          }
          PolicyEpoch.bump(tx);
          tx.record(
              event(job, "scene.revised")
                  .scene(id)
                  .fact("revision", revision)
                  .fact("sha256", facts.sha256())
                  .at(clock));
          return null;
        });
  }

  /** The image of a request while nothing of it is kept yet. */
  private Optional<Path> arrived(IngestRequest request) throws IOException {
    if (request.arrivals().isEmpty()) {
      return Optional.empty();
    }
    Path file = files.arrival(request.arrivals().getFirst().id());
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }

  private Scene scene(Job job, SceneFacts facts, int markId) {
    return new Scene(
        job.id(),
        job.project(),
        job.name(),
        1,
        facts,
        Georeference.of(facts.georeference()),
        acquired(facts.acquisition().at()),
        markId,
        clock.instant(),
        job.createdName());
  }

  /** Makes the pyramid of an original and keeps it. */
  private SceneFacts make(
      Originals originals, IngestMarks.Joined joined, UUID scene, int revision, Progress progress)
      throws IOException {
    Path folder = files.pyramidFolder(scene, revision);
    Files.createDirectories(folder);
    SceneFacts facts =
        ingest.run(
            originals.image(),
            originals.part(),
            originals.sha256(),
            originals.sidecars(),
            folder,
            new IngestReport(progress));
    files.keepPyramid(scene, revision);
    return facts.marked(joined.own().map(marks::banner).orElse(null));
  }

  /** Keeps what arrived by its SHA-256, and has it at hand as files. */
  private Originals originals(Job job, IngestRequest request) throws IOException {
    return Originals.of(
        files,
        request,
        (arrival, sha256) ->
            database.record(
                List.of(
                    event(job, "scene.uploaded")
                        .fact("file", arrival.name())
                        .fact("sha256", sha256)
                        .at(clock))));
  }

  private void forget(IngestRequest request) {
    try {
      for (IngestRequest.Arrival arrival : request.arrivals()) {
        files.forgetArrival(arrival.id());
      }
    } catch (IOException e) {
      LOG.warn("an arrival cannot be removed: {}", e.getMessage());
    }
  }

  @Override
  public void failed(Job job, String code, String message) {
    EventDraft event = event(job, "scene.ingest-refused").outcome(Event.Outcome.FAILED);
    database.record(List.of(event.fact("code", code).fact("reason", message).at(clock)));
    IngestRequest request = IngestRequest.of(job.payload());
    forget(request);
    try {
      UUID scene = request.scene();
      if (scene == null) {
        files.forgetPyramid(job.id(), 1);
      } else {
        Optional<Scene> kept = database.as(marks.maker(job)).read(tx -> store.find(tx, scene));
        if (kept.isPresent()) {
          files.forgetPyramid(scene, kept.get().revision() + 1);
        }
      }
    } catch (IOException | Fault e) {
      LOG.warn("leavings of job {} cannot be removed: {}", job.id(), e.getMessage());
    }
  }

  private static EventDraft event(Job job, String type) {
    Origin origin = new Origin(job.createdBy().toString(), job.createdName(), "job", null);
    return new EventDraft(type, origin)
        .project(job.project())
        .mark(job.markId())
        .fact("job", job.id().toString())
        .fact("name", job.name());
  }

  /** TIFF says no zone; UTC is what imagery is timed in. */
  private static @Nullable Instant acquired(@Nullable String dateTime) {
    try {
      return dateTime == null ? null : LocalDateTime.parse(dateTime).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}

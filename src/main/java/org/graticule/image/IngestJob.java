package org.graticule.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.PolicyEpoch;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelGrid;
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
  private final Clock clock;
  private final SceneStore store = new SceneStore();

  /**
   * @param source brings what is not here yet
   */
  public IngestJob(
      Database database,
      Jobs jobs,
      SceneFiles files,
      Ingest ingest,
      IngestMarks marks,
      ArrivalSource source,
      Clock clock) {
    this.source = source;
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
    if (request.scene() != null) {
      revise(job, request, request.scene(), first, progress);
    } else {
      create(job, request, first, progress);
    }
    marks.refresh();
    forget(request);
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

  private void create(
      Job job, IngestRequest request, Optional<IngestMarks.Joined> first, Progress progress)
      throws IOException {
    UUID id = job.id();
    Made made = make(job, request, first, id, 1, progress);
    SceneFacts facts = made.facts();
    database
        .as(marks.maker(job))
        .write(tx -> {
          Scene scene = scene(job, facts, marks.intern(tx, made.joined().marking()).id());
          store.insert(tx, scene, job.createdBy());
          jobs.finish(tx, job, id);
          others(tx, job, request, made);
          tx.record(
              event(job, "scene.ingested")
                  .mark(scene.markId())
                  .scene(id)
                  .fact("sha256", facts.sha256())
                  .at(clock));
          return null;
        });
  }

  /** The other images of a file become scenes of their own, each by a job of its own. */
  private void others(Tx tx, Job job, IngestRequest request, Made made) {
    for (int part = 1; part < made.parts() && request.part() == 0; part++) {
      jobs.enqueueAfter(
          tx,
          job,
          "%s, image %d of %d".formatted(job.name(), part + 1, made.parts()),
          IngestRequest.part(made.facts().sha256(), part).payload());
    }
  }

  /** New pixels under the labels a scene has: of the same size, or they would lie elsewhere. */
  private void revise(
      Job job,
      IngestRequest request,
      UUID id,
      Optional<IngestMarks.Joined> first,
      Progress progress)
      throws IOException {
    Scene before =
        database.as(marks.maker(job)).read(tx -> store.find(tx, id)).orElseThrow(Fault::notFound);
    int revision = before.revision() + 1;
    Made made = make(job, request, first, id, revision, progress);
    SceneFacts facts = made.facts();
    Scenes.requireSize(before, new PixelGrid(facts.width(), facts.height()));
    database
        .as(marks.maker(job))
        .write(tx -> {
          if (marks.intern(tx, made.joined().marking()).id() != before.markId()) {
            throw Fault.unacceptable(
                "mark-above-scene", "by its own marking the file is above the scene it belongs to");
          }
          store.revise(tx, id, before.revision(), facts, acquired(facts.acquisition().at()));
          jobs.finish(tx, job, id);
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

  /** What an ingest makes, how it is to be marked, and how many images its file holds. */
  private record Made(SceneFacts facts, IngestMarks.Joined joined, int parts) {}

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
  private Made make(
      Job job,
      IngestRequest request,
      Optional<IngestMarks.Joined> known,
      UUID scene,
      int revision,
      Progress progress)
      throws IOException {
    Path folder = files.pyramidFolder(scene, revision);
    Files.createDirectories(folder);
    progress.at(0, "keeping the original");
    try (Originals originals = originals(job, request)) {
      IngestMarks.Joined joined =
          known.isPresent() ? known.get() : marks.require(job, originals.image());
      SceneFacts facts =
          ingest.run(
              originals.image(),
              request.part(),
              originals.sha256(),
              originals.sidecars(),
              folder,
              new IngestReport(progress));
      files.keepPyramid(scene, revision);
      int parts = ImageFormats.of(originals.image()).parts(originals.image());
      return new Made(facts.marked(joined.own().map(marks::banner).orElse(null)), joined, parts);
    }
  }

  /** The image first, then what belongs to it. */
  private record Originals(List<SceneFiles.Staged> files, List<String> hashes)
      implements Closeable {
    String sha256() {
      return hashes.getFirst();
    }

    Path image() {
      return files.getFirst().path();
    }

    List<Path> sidecars() {
      return files.stream().skip(1).map(SceneFiles.Staged::path).toList();
    }

    @Override
    public void close() throws IOException {
      for (SceneFiles.Staged one : files) {
        one.close();
      }
    }
  }

  private Originals originals(Job job, IngestRequest request) throws IOException {
    Originals originals = new Originals(new ArrayList<>(), new ArrayList<>());
    try {
      for (IngestRequest.Arrival arrival : request.arrivals()) {
        String sha256 = files.keepArrival(arrival.id());
        originals.hashes.add(sha256);
        originals.files.add(
            originals.files.isEmpty()
                ? files.stageArrival(arrival.id(), sha256)
                : files.stageBeside(originals.image(), arrival.suffix(), arrival.id(), sha256));
        database.record(
            List.of(
                event(job, "scene.uploaded")
                    .fact("file", arrival.name())
                    .fact("sha256", sha256)
                    .at(clock)));
      }
      if (request.sha256() != null) {
        originals.hashes.add(request.sha256());
        originals.files.add(files.stage(request.sha256(), ""));
        if (request.mask()) {
          originals.files.add(files.stage(request.sha256(), ".msk"));
        }
      }
      return originals;
    } catch (IOException | RuntimeException e) {
      originals.close();
      throw e;
    }
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

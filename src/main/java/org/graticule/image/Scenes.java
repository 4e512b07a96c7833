package org.graticule.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Mark;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.http.Times;
import org.graticule.job.Job;
import org.graticule.job.Jobs;
import org.jspecify.annotations.Nullable;

/** The catalogue as people use it: listing, reading, bringing in. Thread-safe. */
public final class Scenes {
  private final Database database;
  private final Policy policy;
  private final PolicyEpoch epoch;
  private final Marks marks;
  private final SceneCatalogue catalogue;
  private final SceneFiles files;
  private final Jobs jobs;
  private final IngestMarks ingestMarks;
  private final Clock clock;
  private final SceneStore store = new SceneStore();

  public Scenes(
      Database database,
      Policy policy,
      PolicyEpoch epoch,
      Marks marks,
      SceneCatalogue catalogue,
      SceneFiles files,
      Jobs jobs,
      IngestMarks ingestMarks,
      Clock clock) {
    this.database = database;
    this.policy = policy;
    this.epoch = epoch;
    this.marks = marks;
    this.catalogue = catalogue;
    this.files = files;
    this.jobs = jobs;
    this.ingestMarks = ingestMarks;
    this.clock = clock;
  }

  /** A scene as its reader sees it. */
  public record Seen(Scene scene, Mark mark, int labels) {}

  /** One page of a list; {@code next} is empty on the last. */
  public record Page(List<Seen> scenes, Optional<String> next) {}

  /** Those of a project, newest first. */
  public Page list(
      Subject by, UUID project, SceneFilter filter, Optional<String> cursor, int limit) {
    policy.require(by, Action.SCENE_READ, project);
    return search(by, List.of(project), filter, cursor, limit);
  }

  /** Those of all these projects that the subject may read scenes of, newest first. */
  public Page search(
      Subject by,
      Collection<UUID> projects,
      SceneFilter filter,
      Optional<String> cursor,
      int limit) {
    SceneStore.After after = cursor.map(Scenes::decode).orElse(null);
    List<UUID> readable =
        projects.stream()
            .filter(p -> policy.decide(by, Action.SCENE_READ, p) == Policy.Decision.ALLOW)
            .toList();
    return database
        .as(by)
        .read(tx -> {
          List<SceneStore.Listed> rows =
              store.list(tx, readable, by, filter, after, limit + 1).stream()
                  .filter(row -> shows(by, row.scene()))
                  .map(
                      row -> new SceneStore.Listed(catalogue.seenBy(by, row.scene()), row.labels()))
                  .toList();
          boolean more = rows.size() > limit;
          List<SceneStore.Listed> shown = more ? rows.subList(0, limit) : rows;
          tx.record(
              by.event("scene.listed")
                  .project(readable.size() == 1 ? readable.getFirst() : null)
                  .fact("count", shown.size())
                  .at(clock));
          return new Page(
              shown.stream().map(row -> seen(tx, row.scene(), row.labels())).toList(),
              more ? Optional.of(encode(shown.getLast().scene())) : Optional.empty());
        });
  }

  /** Where and when those of a project were taken that the subject may see. */
  public SceneExtent extent(Subject by, UUID project) {
    policy.require(by, Action.SCENE_READ, project);
    return database
        .as(by)
        .read(tx -> store.extent(tx, project, by.markIds(), by.reachIn(project).orElse(null)));
  }

  private boolean shows(Subject by, Scene scene) {
    return policy.shows(by, Action.SCENE_READ, scene.project(), scene.id(), scene.markId());
  }

  public Seen get(Subject by, UUID id) {
    Scene scene = see(by, Action.SCENE_READ, id);
    return database
        .as(by)
        .read(tx -> {
          tx.record(
              by.event("scene.read")
                  .project(scene.project())
                  .scene(id)
                  .mark(scene.markId())
                  .at(clock));
          return seen(tx, scene, store.countLabels(tx, id, by));
        });
  }

  /** The scene, or the part of it that the subject sees, for what keeps to that part. */
  public Scene see(Subject by, Action action, UUID id) {
    Scene scene = catalogue.get(by, action, id);
    policy.requireShown(by, action, scene.project(), scene.id(), scene.markId());
    return scene;
  }

  /** The scene if the subject may do this to it; the door of every feature that works on scenes. */
  public Scene require(Subject by, Action action, UUID id) {
    Scene scene = catalogue.get(by, action, id);
    policy.require(by, action, scene.project(), scene.id(), scene.markId());
    return scene;
  }

  /**
   * Decides whether an upload may begin.
   *
   * @return what the scene will be marked
   * @throws Fault forbidden, {@code cannot-ingest}, for a marking above the uploader's own
   *     clearance
   */
  public Marking requireIngest(Subject by, UUID project, Optional<String> banner) {
    policy.require(by, Action.SCENE_INGEST, project);
    Marking marking = banner.map(marks.vocabulary()::parse).orElse(marks.vocabulary().lowest());
    if (!by.dominates(marking)) {
      throw Fault.forbidden(
              "cannot-ingest", "You may not bring in what you may not see: " + banner.orElse(""))
          .deniedBy("mark");
    }
    return marking;
  }

  /**
   * Takes an image in: keeps the original by its SHA-256 and queues the making of its pyramid.
   *
   * @param file becomes the system's
   * @param mask a {@code .msk} beside it, or null; becomes the system's
   * @param banner marking in banner form; empty for the lowest
   * @return the job to follow
   */
  public Job ingest(
      Subject by,
      UUID project,
      String name,
      Path file,
      @Nullable Path mask,
      Optional<String> banner) {
    Marking marking = join(by, project, name, requireIngest(by, project, banner), file);
    String sha256 = files.adopt(file);
    if (mask != null) {
      files.adoptBeside(mask, sha256, ".msk");
    }
    IngestRequest request = new IngestRequest(sha256, mask != null, List.of());
    Job queued =
        database
            .as(by)
            .write(tx -> {
              Mark mark = marks.intern(tx, marking);
              Job job =
                  jobs.enqueue(
                      tx, by, project, IngestJob.KIND, name, request.payload(), null, mark.id());
              tx.record(
                  by.event("scene.uploaded")
                      .project(project)
                      .mark(mark.id())
                      .fact("name", name)
                      .fact("sha256", sha256)
                      .fact("job", job.id().toString())
                      .at(clock));
              return job;
            });
    // The mark may be new: whoever hears of the job must be able to follow it at once.
    epoch.refresh();
    return queued;
  }

  /** What the file's own marking makes of the chosen one; a file that may not come in is gone. */
  private Marking join(Subject by, UUID project, String name, Marking chosen, Path file) {
    try {
      try {
        return ingestMarks.require(by, chosen, file).marking();
      } catch (Fault refused) {
        Files.deleteIfExists(file);
        database.record(
            List.of(
                by.event("scene.ingest-refused")
                    .outcome(Event.Outcome.FAILED)
                    .project(project)
                    .fact("name", name)
                    .fact("code", refused.code())
                    .fact("reason", refused.getMessage())
                    .at(clock)));
        throw refused;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Queues the ingest of files that have arrived.
   *
   * @param arrivals the image first, then what belongs to it
   * @param banner marking in banner form; empty for the lowest
   * @return the job to follow
   */
  public Job ingest(
      Subject by, UUID project, List<IngestRequest.Arrival> arrivals, Optional<String> banner) {
    Marking marking = requireIngest(by, project, banner);
    Job queued =
        database
            .as(by)
            .write(tx -> {
              int mark = marks.intern(tx, marking).id();
              return ingest(tx, by, project, arrivals.getFirst().name(), arrivals, mark);
            });
    epoch.refresh();
    return queued;
  }

  /**
   * Queues the ingest of files that have arrived, in the transaction that says they have.
   *
   * @param arrivals the image first, then what belongs to it
   */
  public Job ingest(
      Tx tx,
      Subject by,
      UUID project,
      String name,
      List<IngestRequest.Arrival> arrivals,
      int markId) {
    String payload = IngestRequest.of(arrivals).payload();
    return jobs.enqueue(tx, by, project, IngestJob.KIND, name, payload, null, markId);
  }

  /**
   * Takes new pixels of a scene in: the same ground seen again or better, of the same size in
   * pixels, so that every label stays on its pixels.
   *
   * @param file becomes the system's
   * @return the job to follow
   * @throws Fault unacceptable, {@code other-size}; conflict where such a job is under way
   */
  public Job revise(Subject by, UUID id, Path file) {
    Scene scene = require(by, Action.SCENE_INGEST, id);
    UUID arrival = UUID.randomUUID();
    try {
      requireSize(scene, ImageFormats.of(file).part(scene.facts().part()).size(file));
      Files.move(file, files.arrival(arrival));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<IngestRequest.Arrival> arrivals =
        List.of(new IngestRequest.Arrival(arrival, scene.name(), ""));
    return database.as(by).write(tx -> revise(tx, by, scene, arrivals));
  }

  /**
   * Takes new pixels of a scene in that have arrived, in the transaction that says they have.
   *
   * @param arrivals the image first, then what belongs to it
   * @throws Fault conflict where such a job is under way
   */
  public Job revise(Tx tx, Subject by, Scene scene, List<IngestRequest.Arrival> arrivals) {
    UUID id = scene.id();
    store.hold(tx, id);
    if (jobs.pending(tx, IngestJob.KIND, id)) {
      throw Fault.conflict(
          "revision-under-way", "new pixels of this scene are being made already", Map.of());
    }
    String payload = new IngestRequest(null, false, arrivals, id, scene.facts().part()).payload();
    Job job =
        jobs.enqueueFor(
            tx, by, scene.project(), IngestJob.KIND, scene.name(), payload, id, scene.markId());
    tx.record(
        by.event("scene.revision-requested")
            .project(scene.project())
            .scene(id)
            .mark(scene.markId())
            .fact("job", job.id().toString())
            .at(clock));
    return job;
  }

  static void requireSize(Scene scene, PixelGrid size) {
    if (size.width() != scene.facts().width() || size.height() != scene.facts().height()) {
      throw Fault.unacceptable(
          "other-size",
          "the image has %d x %d pixels; allowed: %d x %d, on which the scene's labels lie"
              .formatted(
                  size.width(), size.height(), scene.facts().width(), scene.facts().height()));
    }
  }

  private Seen seen(Tx tx, Scene scene, int labels) {
    return new Seen(scene, marks.get(tx, scene.markId()), labels);
  }

  private static String encode(Scene last) {
    String text = last.created() + " " + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SceneStore.After decode(String cursor) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ");
      return new SceneStore.After(Times.instant("cursor", parts[0]), UUID.fromString(parts[1]));
    } catch (RuntimeException e) {
      throw new Fault(
          Fault.Kind.MALFORMED, "bad-cursor", "the cursor is not one this list gave", Map.of());
    }
  }
}

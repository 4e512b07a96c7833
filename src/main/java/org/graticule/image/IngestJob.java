package org.graticule.image;

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
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.geo.Georeference;
import org.graticule.http.Json;
import org.graticule.job.Job;
import org.graticule.job.JobWork;
import org.graticule.job.Jobs;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scene of an original. The scene's id is the job's, so that a job begun again writes over
 * its own leavings and nothing else.
 */
public final class IngestJob implements JobWork {
  static final String KIND = "ingest";

  private final Database database;
  private final Jobs jobs;
  private final SceneFiles files;
  private final Ingest ingest;
  private final Clock clock;

  public IngestJob(Database database, Jobs jobs, SceneFiles files, Ingest ingest, Clock clock) {
    this.database = database;
    this.jobs = jobs;
    this.files = files;
    this.ingest = ingest;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(Job job, Progress progress) throws Exception {
    Scenes.IngestRequest request = Json.MAPPER.readValue(job.payload(), Scenes.IngestRequest.class);
    UUID id = job.id();
    SceneFacts facts = make(request, id, 1, progress);
    Scene scene =
        new Scene(
            id,
            job.project(),
            job.name(),
            1,
            facts,
            Georeference.of(facts.georeference()),
            acquired(facts.acquisition().at()),
            job.markId(),
            clock.instant(),
            job.createdName());
    database.write(tx -> {
      new SceneStore().insert(tx, scene, job.createdBy());
      jobs.finish(tx, job, id);
      tx.record(event(job, "scene.ingested").scene(id).fact("sha256", facts.sha256()).at(clock));
      return null;
    });
  }

  /** Makes the pyramid of an original and keeps it. */
  private SceneFacts make(Scenes.IngestRequest request, UUID scene, int revision, Progress progress)
      throws IOException {
    Path folder = files.pyramidFolder(scene, revision);
    Files.createDirectories(folder);
    List<Path> sidecars = new ArrayList<>();
    List<SceneFiles.Staged> staged = new ArrayList<>();
    try (SceneFiles.Staged original = files.stage(request.sha256(), "")) {
      if (request.mask()) {
        staged.add(files.stage(request.sha256(), ".msk"));
      }
      staged.forEach(one -> sidecars.add(one.path()));
      SceneFacts facts =
          ingest.run(
              original.path(), sidecars, folder, done -> progress.at(done, "making the pyramid"));
      files.keepPyramid(scene, revision);
      return facts;
    } finally {
      for (SceneFiles.Staged one : staged) {
        one.close();
      }
    }
  }

  @Override
  public void failed(Job job, String code, String message) {
    EventDraft event = event(job, "scene.ingest-refused").outcome(Event.Outcome.FAILED);
    database.record(List.of(event.fact("code", code).fact("reason", message).at(clock)));
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

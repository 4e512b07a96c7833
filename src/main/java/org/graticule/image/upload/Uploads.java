package org.graticule.image.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.graticule.access.Action;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Subject;
import org.graticule.audit.EventDraft;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.image.IngestRequest;
import org.graticule.image.Scene;
import org.graticule.image.SceneFiles;
import org.graticule.image.Scenes;
import org.graticule.image.Sidecar;
import org.graticule.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * Files that arrive in as many pieces as the way there breaks into, and become ingests when they
 * are whole. An upload is its maker's alone: to anybody else it does not exist. Thread-safe.
 */
public final class Uploads {
  private static final int MOST_AT_ONCE = 1_000;
  private static final long SILENCE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Bytes of the disk that are left to everything else. */
  private static final long RESERVE = 64L << 20;

  private final Database database;
  private final Policy policy;
  private final PolicyEpoch epoch;
  private final Marks marks;
  private final Scenes scenes;
  private final SceneFiles files;
  private final Limits limits;
  private final Clock clock;
  private final UploadStore store = new UploadStore();
  private final Map<UUID, Receiving> active = new ConcurrentHashMap<>();

  /**
   * @param file most bytes of one upload
   * @param owed most bytes one person may have promised and not yet sent
   * @param patience how long an upload is kept that nobody goes on with
   */
  public record Limits(long file, long owed, Duration patience) {}

  public Uploads(
      Database database,
      Policy policy,
      PolicyEpoch epoch,
      Marks marks,
      Scenes scenes,
      SceneFiles files,
      Limits limits,
      Clock clock) {
    this.database = database;
    this.policy = policy;
    this.epoch = epoch;
    this.marks = marks;
    this.scenes = scenes;
    this.files = files;
    this.limits = limits;
    this.clock = clock;
  }

  /** An upload with how much of it has arrived. */
  public record Standing(Upload upload, long offset) {}

  public Limits limits() {
    return limits;
  }

  /** Promises a file: everything that can be refused is refused here, before its first byte. */
  public Upload create(Subject by, UUID project, long length, UploadMetadata metadata) {
    Marking marking = marking(by, project, metadata);
    if (length < 1) {
      throw Fault.unacceptable("empty-file", "Upload-Length is 0; allowed: 1 to " + limits.file());
    }
    if (length > limits.file()) {
      throw Fault.tooLarge(
          "upload-too-large",
          "Upload-Length is " + length + "; allowed: up to " + limits.file() + " bytes");
    }
    String name = metadata.name();
    if (Sidecar.isSidecar(name) && metadata.files() < 2) {
      throw Fault.unacceptable(
          "sidecar-alone",
          name + " belongs to an image; send both with the same bundle and files of 2 or more");
    }
    requireRoom(length);
    Upload made =
        database
            .as(by)
            .write(tx -> {
              requireQuota(store.owed(tx, by.account()), length);
              Instant now = clock.instant();
              Upload upload =
                  new Upload(
                      UUID.randomUUID(),
                      project,
                      name,
                      length,
                      metadata.header(),
                      metadata.bundle().orElse(null),
                      metadata.files(),
                      marks.intern(tx, marking).id(),
                      false,
                      null,
                      now,
                      by.account(),
                      by.username(),
                      now.plus(limits.patience()));
              store.insert(tx, upload);
              tx.record(event(by, "upload.created", upload).fact("bytes", length).at(clock));
              return upload;
            });
    epoch.refresh();
    return made;
  }

  /** What the scene will be marked, or is marked already. */
  private Marking marking(Subject by, UUID project, UploadMetadata metadata) {
    if (metadata.scene().isEmpty()) {
      return scenes.requireIngest(by, project, metadata.mark());
    }
    policy.require(by, Action.SCENE_INGEST, project);
    Scene scene = revised(by, project, metadata.scene().get());
    if (metadata.mark().isPresent()) {
      throw Fault.malformed(
          "bad-metadata", "Upload-Metadata: new pixels of a scene have its mark; leave mark out");
    }
    return database.read(tx -> marks.get(tx, scene.markId()).marking());
  }

  private Scene revised(Subject by, UUID project, UUID id) {
    Scene scene = scenes.require(by, Action.SCENE_INGEST, id);
    if (!scene.project().equals(project)) {
      throw Fault.notFound();
    }
    return scene;
  }

  private void requireQuota(UploadStore.Owed owed, long length) {
    if (length > limits.owed() - owed.bytes() || owed.uploads() >= MOST_AT_ONCE) {
      throw Fault.tooLarge(
          "upload-quota",
          "%d bytes in %d unfinished uploads are promised already; allowed: %d bytes in %d"
              .formatted(owed.bytes(), owed.uploads(), limits.owed(), MOST_AT_ONCE));
    }
  }

  private void requireRoom(long length) {
    try {
      Path folder = files.arrival(UUID.randomUUID()).getParent();
      if (Files.getFileStore(folder).getUsableSpace() - RESERVE < length) {
        throw new Fault(
            Fault.Kind.STORAGE, "storage-full", "There is no room for " + length + " bytes now.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How far an upload is. One that is whole, and did not hear of it in time, is finished here. */
  public Standing standing(Subject by, UUID project, UUID id) {
    Upload upload = own(by, project, id);
    long offset = offset(upload);
    if (offset == upload.length() && !upload.received() && !active.containsKey(id)) {
      return new Standing(finish(by, upload), offset);
    }
    return new Standing(upload, offset);
  }

  /** The caller's own uploads in a project, oldest first. */
  public List<Standing> list(Subject by, UUID project) {
    policy.require(by, Action.SCENE_INGEST, project);
    return database.as(by).read(tx -> store.own(tx, project, by.account(), by.markIds())).stream()
        .map(upload -> new Standing(upload, offset(upload)))
        .toList();
  }

  /**
   * Takes hold of an upload to add to it.
   *
   * @param at where the caller believes it goes on
   * @param answer what to say once the bytes are safe
   * @return takes the bytes; the hold ends with it
   * @throws Fault conflict where it goes on elsewhere, or another request is sending to it
   */
  Receiving open(
      Subject by,
      UUID project,
      UUID id,
      long at,
      @Nullable Checksum checksum,
      UploadRoutes.Answer answer) {
    Receiving mine = hold(own(by, project, id), checksum);
    try {
      Upload upload = own(by, project, id);
      long offset = offset(upload);
      if (upload.received() || at != offset) {
        throw Fault.conflict(
            "wrong-offset",
            "Upload-Offset is " + at + " but the upload goes on at " + offset,
            Map.of("offset", offset));
      }
      mine.begin(
          UploadFile.open(files.arrival(id)),
          offset,
          reached -> answer.reply(new Standing(advanced(by, upload, reached), reached)));
      return mine;
    } catch (IOException e) {
      mine.broken();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      mine.broken();
      throw e;
    }
  }

  /** Waits for a request that is still sending, and takes over from one that went silent. */
  private Receiving hold(Upload upload, @Nullable Checksum checksum) {
    UUID id = upload.id();
    Receiving[] self = new Receiving[1];
    Receiving mine = new Receiving(upload.length(), checksum, () -> active.remove(id, self[0]));
    self[0] = mine;
    Instant late = clock.instant().plus(PATIENCE);
    while (true) {
      Receiving other = active.putIfAbsent(id, mine);
      if (other == null) {
        return mine;
      }
      if (other.silence() > SILENCE_NANOS) {
        other.revoke();
      } else if (clock.instant().isAfter(late)) {
        throw Fault.conflict("upload-busy", "another request is sending to this upload", Map.of());
      } else {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.stopping();
    }
  }

  private Upload advanced(Subject by, Upload upload, long reached) {
    if (reached == upload.length()) {
      return finish(by, upload);
    }
    database
        .as(by)
        .write(tx -> {
          store.extend(tx, upload.id(), clock.instant().plus(limits.patience()));
          return null;
        });
    return own(by, upload.project(), upload.id());
  }

  /** The last byte is there: an ingest begins, unless others of the bundle are still to come. */
  private Upload finish(Subject by, Upload upload) {
    policy.require(by, Action.SCENE_INGEST, upload.project(), upload.markId());
    // Before a connection is taken: the catalogue may need one of its own.
    Optional<Scene> revised = sceneOf(upload).map(id -> revised(by, upload.project(), id));
    database
        .as(by)
        .write(tx -> {
          store.hold(tx, upload);
          if (!store.received(tx, upload.id(), clock.instant().plus(limits.patience()))) {
            return null;
          }
          tx.record(event(by, "upload.received", upload).fact("bytes", upload.length()).at(clock));
          List<Upload> all = upload.bundle() == null ? List.of(upload) : store.bundle(tx, upload);
          boolean whole =
              upload.bundle() == null
                  || all.size() >= upload.files() && all.stream().allMatch(Upload::received);
          if (whole) {
            begin(tx, by, all, revised);
          }
          return null;
        });
    return own(by, upload.project(), upload.id());
  }

  private static Optional<UUID> sceneOf(Upload upload) {
    return UploadMetadata.parse(upload.metadata()).scene();
  }

  private void begin(Tx tx, Subject by, List<Upload> all, Optional<Scene> revised) {
    List<Upload> images = all.stream().filter(u -> !Sidecar.isSidecar(u.name())).toList();
    if (images.size() != 1) {
      throw Fault.unacceptable(
          "bad-bundle", "the bundle has " + images.size() + " images; allowed: one");
    }
    if (all.stream().map(Uploads::sceneOf).distinct().count() > 1) {
      throw Fault.unacceptable("bad-bundle", "the files of a bundle name different scenes");
    }
    Upload image = images.getFirst();
    List<IngestRequest.Arrival> arrivals = new ArrayList<>();
    arrivals.add(new IngestRequest.Arrival(image.id(), image.name(), ""));
    for (Upload upload : all) {
      if (upload != image) {
        arrivals.add(new IngestRequest.Arrival(upload.id(), upload.name(), suffix(image, upload)));
      }
    }
    Job job =
        revised
            .map(scene -> scenes.revise(tx, by, scene, arrivals))
            .orElseGet(() ->
                scenes.ingest(tx, by, image.project(), image.name(), arrivals, image.markId()));
    all.forEach(upload -> store.became(tx, upload.id(), job.id()));
  }

  private static String suffix(Upload image, Upload sidecar) {
    return Sidecar.named(image.name(), sidecar.name())
        .map(Sidecar::suffix)
        .orElseThrow(() ->
            Fault.unacceptable(
                "bad-bundle", sidecar.name() + " does not belong to " + image.name()));
  }

  /** Gives an upload up; what arrived of it is removed. */
  public void terminate(Subject by, UUID project, UUID id) {
    Upload upload = own(by, project, id);
    if (upload.job() != null) {
      throw Fault.conflict(
          "upload-finished", "the upload is whole and became a job", Map.of("job", upload.job()));
    }
    Optional.ofNullable(active.get(id)).ifPresent(Receiving::revoke);
    database
        .as(by)
        .write(tx -> {
          store.delete(tx, id);
          tx.record(event(by, "upload.terminated", upload).at(clock));
          return null;
        });
    remove(upload);
  }

  /**
   * Removes uploads that nobody went on with in time.
   *
   * @param by the errand of doing so
   */
  public void expire(TicketHolder by) {
    for (Upload upload : database.as(by).read(tx -> store.expired(tx, clock.instant()))) {
      if (active.containsKey(upload.id())) {
        continue;
      }
      database
          .as(by)
          .write(tx -> {
            if (store.delete(tx, upload.id()) && upload.job() == null) {
              tx.record(
                  new EventDraft("upload.expired", org.graticule.audit.Origin.local("graticule"))
                      .project(upload.project())
                      .mark(upload.markId())
                      .fact("upload", upload.id().toString())
                      .fact("name", upload.name())
                      .fact("owner", upload.createdName())
                      .at(clock));
            }
            return null;
          });
      if (upload.job() == null) {
        remove(upload);
      }
    }
  }

  private void remove(Upload upload) {
    try {
      UploadFile.delete(files.arrival(upload.id()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long offset(Upload upload) {
    try {
      return upload.received() ? upload.length() : UploadFile.offset(files.arrival(upload.id()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The caller's own upload, if they may still bring in what it will be. */
  private Upload own(Subject by, UUID project, UUID id) {
    policy.require(by, Action.SCENE_INGEST, project);
    Upload upload =
        database
            .as(by)
            .read(tx -> store.find(tx, id))
            .filter(u -> u.project().equals(project) && u.createdBy().equals(by.account()))
            .orElseThrow(Fault::notFound);
    policy.require(by, Action.SCENE_INGEST, project, upload.markId());
    return upload;
  }

  private static EventDraft event(Subject by, String type, Upload upload) {
    return by.event(type)
        .project(upload.project())
        .mark(upload.markId())
        .fact("upload", upload.id().toString())
        .fact("name", upload.name());
  }
}

package org.graticule.image.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import org.graticule.access.Action;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.Subject;
import org.graticule.audit.Event;
import org.graticule.db.Database;
import org.graticule.fault.Fault;
import org.graticule.image.ArrivalSource;
import org.graticule.image.IngestRequest;
import org.graticule.image.Scenes;
import org.graticule.image.Sidecar;
import org.graticule.job.Job;

/**
 * Imagery that the server brings in itself, from its import folder and from other hosts. Every
 * attempt is on the log, refused or not. Thread-safe.
 */
public final class Imports implements ArrivalSource {
  private static final String FOLDER = "folder:";

  private final Database database;
  private final Policy policy;
  private final PolicyEpoch epoch;
  private final Marks marks;
  private final Scenes scenes;
  private final ImportFolder folder;
  private final EgressDoor door;
  private final Clock clock;

  public Imports(
      Database database,
      Policy policy,
      PolicyEpoch epoch,
      Marks marks,
      Scenes scenes,
      ImportFolder folder,
      EgressDoor door,
      Clock clock) {
    this.database = database;
    this.policy = policy;
    this.epoch = epoch;
    this.marks = marks;
    this.scenes = scenes;
    this.folder = folder;
    this.door = door;
    this.clock = clock;
  }

  /**
   * From where imagery may be brought in.
   *
   * @param folderOpen whether there is an import folder
   * @param hosts that may be fetched from
   */
  public record Ways(boolean folderOpen, List<String> hosts, ImportFolder.Entries folder) {}

  /** From where imagery may be brought in, with what lies in a part of the import folder. */
  public Ways list(Subject by, UUID project, String path) {
    policy.require(by, Action.SCENE_INGEST, project);
    boolean nothing = !folder.isOpen() && path.isEmpty();
    return new Ways(
        folder.isOpen(),
        door.hosts(),
        nothing ? new ImportFolder.Entries(List.of(), false) : folder.list(path));
  }

  /** Brings a file of the import folder in, with what belongs to it. */
  public Job file(Subject by, UUID project, String path, Optional<String> banner) {
    Marking marking = scenes.requireIngest(by, project, banner);
    return audited(
        by,
        project,
        path,
        () -> {
          Path image = folder.file(path);
          List<IngestRequest.Arrival> arrivals = new ArrayList<>();
          arrivals.add(arrival(image, ""));
          for (Map.Entry<Sidecar, Path> beside : besides(image).entrySet()) {
            if (!Files.isSymbolicLink(beside.getValue())) {
              arrivals.add(arrival(beside.getValue(), beside.getKey().suffix()));
            }
          }
          return queue(by, project, image.getFileName().toString(), arrivals, marking, path);
        });
  }

  private IngestRequest.Arrival arrival(Path file, String suffix) {
    return new IngestRequest.Arrival(
        UUID.randomUUID(), file.getFileName().toString(), suffix, FOLDER + folder.name(file));
  }

  private static Map<Sidecar, Path> besides(Path image) {
    try {
      return Sidecar.beside(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fetches an image from another host. */
  public Job url(Subject by, UUID project, String url, Optional<String> banner) {
    Marking marking = scenes.requireIngest(by, project, banner);
    return audited(
        by,
        project,
        url,
        () -> {
          door.check(url);
          String path = url.replaceFirst("[?].*", "");
          String last = path.substring(path.lastIndexOf('/') + 1);
          String name = last.isEmpty() ? "image" : RemoteAddress.clip(last);
          return queue(
              by,
              project,
              name,
              List.of(new IngestRequest.Arrival(UUID.randomUUID(), name, "", url)),
              marking,
              url);
        });
  }

  /** An attempt. */
  private interface Attempt {
    Job run();
  }

  private Job audited(Subject by, UUID project, String from, Attempt attempt) {
    try {
      return attempt.run();
    } catch (Fault refused) {
      database.record(
          List.of(
              by.event("import.refused")
                  .outcome(Event.Outcome.DENIED)
                  .project(project)
                  .fact("from", RemoteAddress.clip(from))
                  .fact("code", refused.code())
                  .at(clock)));
      throw refused;
    }
  }

  private Job queue(
      Subject by,
      UUID project,
      String name,
      List<IngestRequest.Arrival> arrivals,
      Marking marking,
      String from) {
    Job queued =
        database
            .as(by)
            .write(tx -> {
              int mark = marks.intern(tx, marking).id();
              Job job = scenes.ingest(tx, by, project, name, arrivals, mark);
              tx.record(
                  by.event("import.requested")
                      .project(project)
                      .mark(mark)
                      .fact("from", RemoteAddress.clip(from))
                      .fact("job", job.id().toString())
                      .at(clock));
              return job;
            });
    epoch.refresh();
    return queued;
  }

  @Override
  public void fetch(String from, Path into, DoubleConsumer progress) throws IOException {
    if (from.startsWith(FOLDER)) {
      folder.copy(from.substring(FOLDER.length()), into, progress);
    } else {
      door.fetch(from, new FileSink(into), progress);
    }
  }

  /** A file that grows, with a note beside it of which content it is. */
  private record FileSink(Path file) implements EgressDoor.Sink {
    private Path note() {
      return file.resolveSibling(file.getFileName() + ".tag");
    }

    @Override
    public long length() throws IOException {
      return Files.exists(file) ? Files.size(file) : 0;
    }

    @Override
    public void append(byte[] bytes) throws IOException {
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public String tag() throws IOException {
      return Files.exists(note()) ? Files.readString(note()) : "";
    }

    @Override
    public void begin(String tag) throws IOException {
      Files.deleteIfExists(file);
      Files.writeString(note(), tag);
    }
  }
}

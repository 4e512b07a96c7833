package org.graticule.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.graticule.access.Mark;
import org.graticule.access.Marks;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.image.Ingest;
import org.graticule.image.SceneFiles;
import org.graticule.image.store.ByteSource;
import org.graticule.work.Ontology;
import org.graticule.work.Ontology.LabelClass;
import org.graticule.work.Projects;

/**
 * Builds the archive of a frozen dataset and publishes it: the file appears at once, and is part of
 * the catalogue in the same transaction as the event that says so. Thread-safe; may be begun again
 * after a crash at any point.
 */
public final class Publisher {
  private final Database database;
  private final Projects projects;
  private final Marks marks;
  private final SceneFiles files;
  private final Path folder;
  private final Release release;
  private final Clock clock;
  private final DatasetStore store = new DatasetStore();
  private final SnapshotStore snapshots = new SnapshotStore();

  /**
   * @param folder where archives lie, made if it is absent
   */
  public Publisher(
      Database database,
      Projects projects,
      Marks marks,
      SceneFiles files,
      Path folder,
      Release release,
      Clock clock) {
    this.database = database;
    this.projects = projects;
    this.marks = marks;
    this.files = files;
    this.folder = folder;
    this.release = release;
    this.clock = clock;
  }

  /** Where the archive of a published dataset lies. */
  public Path archive(UUID dataset) {
    return folder.resolve(dataset + ".zip");
  }

  /**
   * @param by who must see all that is in it
   * @param origin whom the event names
   * @param along what else belongs to the transaction that publishes
   */
  void publish(
      TicketHolder by, Dataset dataset, Origin origin, Progress progress, Consumer<Tx> along)
      throws IOException {
    Snapshot snapshot = snapshot(by, dataset);
    Release.Published published;
    try {
      Files.createDirectories(folder);
      published = release.publish(snapshot, archive(dataset.id()), dataset.checkpoint(), progress);
    } catch (UncheckedIOException e) {
      throw explained(e.getCause());
    } catch (IOException e) {
      throw explained(e);
    }
    database
        .as(by)
        .write(tx -> {
          along.accept(tx);
          store.published(tx, dataset.id(), published, clock.instant());
          tx.record(
              event(dataset, "dataset.published", origin)
                  .fact("manifest_sha256", published.listing().sha256())
                  .fact("count", published.labels())
                  .at(clock));
          return null;
        });
  }

  void fail(TicketHolder by, Dataset dataset, Origin origin, String code, String reason) {
    database
        .as(by)
        .write(tx -> {
          store.failed(tx, dataset.id(), reason);
          tx.record(
              event(dataset, "dataset.failed", origin)
                  .outcome(org.graticule.audit.Event.Outcome.FAILED)
                  .fact("code", code)
                  .at(clock));
          return null;
        });
  }

  static EventDraft event(Dataset dataset, String type, Origin origin) {
    return new EventDraft(type, origin)
        .project(dataset.project())
        .mark(dataset.markId())
        .fact("dataset", dataset.id().toString())
        .fact("name", dataset.name())
        .fact("version", dataset.version());
  }

  private Snapshot snapshot(TicketHolder by, Dataset dataset) {
    return database
        .as(by)
        .read(tx -> {
          List<FrozenScene> scenes = snapshots.scenes(tx, dataset.id());
          if (scenes.size() != snapshots.countScenes(tx, dataset.id())) {
            throw Fault.conflict(
                "scene-changed", "The pixels of a frozen scene are not those of then.", Map.of());
          }
          Mark mark = marks.get(tx, dataset.markId());
          return new Snapshot(
              new DatasetVersion(
                  dataset.id(),
                  dataset.project(),
                  snapshots.projectName(tx, dataset.project()),
                  dataset.name(),
                  dataset.version(),
                  dataset.created(),
                  dataset.createdName(),
                  mark.banner(),
                  mark.portion(),
                  dataset.ontology()),
              dataset.recipe(),
              categories(projects.ontology(tx, dataset.project(), dataset.ontology()), dataset),
              scenes,
              (scene, sink) -> stream(by, dataset, scene, sink),
              scene -> CogPixels.open(pyramid(scene)));
        });
  }

  private void stream(
      TicketHolder by, Dataset dataset, FrozenScene scene, Snapshot.LabelSink sink) {
    database
        .as(by)
        .read(tx -> {
          snapshots.labels(tx, dataset.id(), scene.id(), sink);
          return dataset;
        });
  }

  private ByteSource pyramid(FrozenScene scene) throws IOException {
    return files.openPyramid(scene.id(), scene.revision(), Ingest.displayName());
  }

  private static List<Category> categories(Ontology ontology, Dataset dataset) {
    Map<Integer, String> names = new HashMap<>();
    ontology.classes().forEach(one -> names.put(one.id(), one.name()));
    List<Integer> wanted = dataset.recipe().classes();
    return ontology.classes().stream()
        .filter(one -> wanted == null || wanted.contains(one.id()))
        .sorted(Comparator.comparingInt(LabelClass::id))
        .map(one -> new Category(one.id(), one.name(), names.get(one.parent())))
        .toList();
  }

  private static IOException explained(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left")) {
      throw new Fault(
          Fault.Kind.STORAGE, "storage-full", "There is no room for the archive on this server.");
    }
    return e;
  }
}

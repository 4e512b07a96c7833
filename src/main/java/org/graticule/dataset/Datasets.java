package org.graticule.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.graticule.access.Action;
import org.graticule.access.Mark;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.ProjectRules;
import org.graticule.access.Request;
import org.graticule.access.Requests;
import org.graticule.access.Subject;
import org.graticule.access.Whereabouts;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.job.Job;
import org.graticule.job.Jobs;
import org.graticule.work.Ontology;
import org.graticule.work.Ontology.LabelClass;
import org.graticule.work.Projects;
import org.jspecify.annotations.Nullable;

/**
 * Frozen releases of labels and pixels: asking for one, following it, taking it away. A dataset
 * holds only what its asker may see, and is marked with the join of all it holds. Thread-safe.
 */
public final class Datasets {
  private static final int SHOWN = 500;

  private final Database database;
  private final Policy policy;
  private final Whereabouts whereabouts;
  private final PolicyEpoch epoch;
  private final Marks marks;
  private final Projects projects;
  private final Jobs jobs;
  private final Requests requests;
  private final ProjectRules rules;
  private final Publisher publisher;
  private final Supplier<String> logHead;
  private final Clock clock;
  private final DatasetStore store = new DatasetStore();

  /**
   * @param logHead length and last hash of the audit log, for the manifest
   */
  public Datasets(
      Database database,
      Policy policy,
      Whereabouts whereabouts,
      PolicyEpoch epoch,
      Marks marks,
      Projects projects,
      Jobs jobs,
      Requests requests,
      ProjectRules rules,
      Publisher publisher,
      Supplier<String> logHead,
      Clock clock) {
    this.database = database;
    this.policy = policy;
    this.whereabouts = whereabouts;
    this.epoch = epoch;
    this.marks = marks;
    this.projects = projects;
    this.jobs = jobs;
    this.requests = requests;
    this.rules = rules;
    this.publisher = publisher;
    this.logHead = logHead;
    this.clock = clock;
  }

  /** A dataset as its reader sees it. */
  public record Seen(Dataset dataset, Mark mark, Consent consent) {}

  /** Asks a second person to let a published version go. */
  public Request askRelease(Subject by, UUID id, @Nullable String reason) {
    Dataset dataset = database.as(by).read(tx -> require(tx, by, Action.DATASET_DOWNLOAD, id));
    if (dataset.state() != Dataset.State.PUBLISHED) {
      throw notPublished(dataset);
    }
    return requests.ask(
        by,
        new Requests.Wish(
            Request.Kind.RELEASE, dataset.project(), dataset.markId(), id, null, reason));
  }

  /** What an approved request does. */
  public void release(Subject approver, Request request) {
    database
        .as(approver)
        .write(tx -> {
          Dataset dataset = require(tx, approver, Action.REQUEST_DECIDE, request.thing());
          if (store.release(tx, dataset.id(), clock.instant())) {
            tx.record(
                Publisher.event(dataset, "dataset.released", approver.origin())
                    .fact("asked_by", request.askedName())
                    .at(clock));
          }
          return null;
        });
  }

  private static Fault notPublished(Dataset dataset) {
    return Fault.conflict(
        "not-published",
        "This version is " + dataset.state().label() + "; only a published one has a file.",
        Map.of("state", dataset.state().label()));
  }

  /** A file to take away. */
  public record Download(Path file, String name, Member archive) {}

  /** Newest first. */
  public List<Seen> list(Subject by, UUID project) {
    policy.require(by, Action.DATASET_READ, project);
    return database
        .as(by)
        .read(tx -> {
          List<Seen> seen = seen(tx, project, store.list(tx, project, by.markIds(), SHOWN));
          tx.record(
              by.event("dataset.listed").project(project).fact("count", seen.size()).at(clock));
          return seen;
        });
  }

  /** One version, with its manifest once it is published. */
  public Seen get(Subject by, UUID id) {
    return database
        .as(by)
        .read(tx -> {
          Dataset dataset = require(tx, by, Action.DATASET_READ, id);
          return seen(tx, dataset.project(), List.of(dataset)).getFirst();
        });
  }

  private List<Seen> seen(Tx tx, UUID project, List<Dataset> datasets) {
    Map<UUID, Consent> consents = consents(tx, project, datasets);
    return datasets.stream()
        .map(dataset ->
            new Seen(
                dataset,
                marks.get(tx, dataset.markId()),
                consents.getOrDefault(dataset.id(), Consent.NOT_NEEDED)))
        .toList();
  }

  /** Empty where the project asks for none. */
  private Map<UUID, Consent> consents(Tx tx, UUID project, List<Dataset> datasets) {
    return rules.of(project).releaseByTwo()
        ? store.consents(tx, datasets.stream().map(Dataset::id).toList())
        : Map.of();
  }

  /** Freezes what the recipe asks for as it is now, and queues the building of it. */
  public Seen create(Subject by, UUID project, Recipe recipe) {
    policy.require(by, Action.DATASET_CREATE, project);
    Seen created =
        database
            .as(by)
            .write(tx -> {
              Dataset frozen = freeze(tx, by, project, recipe);
              Job job =
                  jobs.enqueue(
                      tx,
                      by,
                      project,
                      DatasetBuild.KIND,
                      recipe.name(),
                      "{}",
                      frozen.id(),
                      frozen.markId());
              store.frozen(tx, frozen.id(), frozen.markId(), job.id());
              return seen(tx, project, List.of(store.find(tx, frozen.id()).orElseThrow()))
                  .getFirst();
            });
    epoch.refresh();
    return created;
  }

  /** The archive of a published version; the event is on the log before the first byte leaves. */
  public Download download(Subject by, UUID id) {
    return database
        .as(by)
        .read(tx -> {
          Dataset dataset = require(tx, by, Action.DATASET_DOWNLOAD, id);
          Member archive = dataset.archive();
          if (dataset.state() != Dataset.State.PUBLISHED || archive == null) {
            throw notPublished(dataset);
          }
          if (!consents(tx, dataset.project(), List.of(dataset))
              .getOrDefault(id, Consent.NOT_NEEDED)
              .lets()) {
            throw Fault.conflict(
                "not-released",
                "A second person must agree before this version leaves; ask for its release.",
                Map.of());
          }
          tx.record(
              Publisher.event(dataset, "dataset.downloaded", by.origin())
                  .fact("manifest_sha256", dataset.manifestSha256())
                  .fact("sha256", archive.sha256())
                  .at(clock));
          return new Download(publisher.archive(id), dataset.fileName(), archive);
        });
  }

  /** Decides anew on a download that is under way. */
  void requireDownload(Subject by, UUID id) {
    database.as(by).read(tx -> require(tx, by, Action.DATASET_DOWNLOAD, id));
  }

  /**
   * Freezes, builds and copies out in one go, for a console.
   *
   * @param out where the archive goes; what is there is replaced
   */
  public Dataset export(Subject by, UUID project, Recipe recipe, Path out, Progress progress)
      throws IOException {
    policy.require(by, Action.DATASET_CREATE, project);
    policy.require(by, Action.DATASET_DOWNLOAD, project);
    Dataset frozen = database.as(by).write(tx -> freeze(tx, by, project, recipe));
    try {
      publisher.publish(by, frozen, by.origin(), progress, tx -> {});
    } catch (IOException | RuntimeException e) {
      // Only a fault's words are meant for people; others may tell of the inside of the server.
      if (e instanceof Fault fault) {
        publisher.fail(by, frozen, by.origin(), fault.code(), fault.getMessage());
      } else {
        publisher.fail(by, frozen, by.origin(), "internal", "The export broke off at the console.");
      }
      throw e;
    }
    epoch.refresh();
    database.record(List.of(Publisher.event(frozen, "dataset.downloaded", by.origin()).at(clock)));
    Files.copy(publisher.archive(frozen.id()), out, StandardCopyOption.REPLACE_EXISTING);
    return database.as(by).read(tx -> store.find(tx, frozen.id()).orElseThrow());
  }

  private Dataset require(Tx tx, Subject by, Action action, UUID id) {
    Dataset dataset =
        store
            .find(tx, id)
            .orElseThrow(() -> whereabouts.missing(by, action, Whereabouts.Kind.DATASET, id));
    policy.require(by, action, dataset.project(), dataset.markId());
    if (!store.visible(tx, id, by.markIds())) {
      throw Fault.notFound().deniedBy(Policy.Decision.MARK.rule());
    }
    return dataset;
  }

  private Dataset freeze(Tx tx, Subject by, UUID project, Recipe recipe) {
    Ontology ontology = projects.ontology(tx, project);
    checkClasses(recipe, ontology);
    Mark lowest = marks.intern(tx, marks.vocabulary().lowest());
    Dataset dataset =
        new Dataset(
            UUID.randomUUID(),
            project,
            recipe.name(),
            store.nextVersion(tx, project, recipe.name()),
            Dataset.State.BUILDING,
            null,
            recipe,
            ontology.version(),
            lowest.id(),
            logHead.get(),
            null,
            0,
            null,
            null,
            null,
            clock.instant(),
            by.account(),
            by.username());
    store.insert(tx, dataset);
    DatasetStore.Frozen frozen = store.freeze(tx, dataset, by.markIds());
    if (recipe.scenes() != null && recipe.scenes().size() != frozen.scenes()) {
      throw Fault.notFound();
    }
    if (frozen.scenes() == 0) {
      throw Fault.unacceptable("nothing-to-freeze", "There is no scene here to make a dataset of.");
    }
    Mark mark = join(tx, by, lowest, frozen.marks());
    store.frozen(tx, dataset.id(), mark.id(), null);
    Dataset marked = store.find(tx, dataset.id()).orElseThrow();
    tx.record(
        Publisher.event(marked, "dataset.created", by.origin())
            .fact("format", String.join(",", recipe.formats()))
            .fact("scenes", frozen.scenes())
            .fact("count", frozen.labels())
            .at(clock));
    return marked;
  }

  /** Two marks that somebody may see can join to one that they may not. */
  private Mark join(Tx tx, Subject by, Mark lowest, Set<Integer> members) {
    Marking joined = lowest.marking();
    for (int member : members) {
      joined = joined.join(marks.get(tx, member).marking());
    }
    if (!by.dominates(joined)) {
      throw Fault.unacceptable(
          "mark-beyond-you",
          "Together these scenes and labels would be marked "
              + marks.vocabulary().banner(joined)
              + ", which you may not see; choose fewer scenes.");
    }
    return marks.intern(tx, joined);
  }

  private static void checkClasses(Recipe recipe, Ontology ontology) {
    if (recipe.classes() != null) {
      Set<Integer> unknown = new HashSet<>(recipe.classes());
      ontology.classes().stream().map(LabelClass::id).forEach(unknown::remove);
      if (!unknown.isEmpty()) {
        throw Fault.unacceptable(
            "unknown-class", "classes " + unknown + " are not in the project's ontology");
      }
    }
  }
}

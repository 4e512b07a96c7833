package org.graticule.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.graticule.access.Account;
import org.graticule.access.Accounts;
import org.graticule.access.Errands;
import org.graticule.access.Errands.Errand;
import org.graticule.access.Grants;
import org.graticule.access.Marks;
import org.graticule.access.Passwords;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.ProjectRules;
import org.graticule.access.Requests;
import org.graticule.access.Role;
import org.graticule.access.Sessions;
import org.graticule.access.Subject;
import org.graticule.access.TokenHashes;
import org.graticule.access.Vocabulary;
import org.graticule.access.Whereabouts;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.audit.Origin;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.db.Tx;
import org.graticule.geo.Georeference;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess;
import org.graticule.image.Ingest;
import org.graticule.image.SceneFacts;
import org.graticule.image.SceneFiles;
import org.graticule.image.Sha256;
import org.graticule.job.JobRunner;
import org.graticule.job.Jobs;
import org.graticule.testing.SharedCluster;
import org.graticule.work.Ontology;
import org.graticule.work.Ontology.LabelClass;
import org.graticule.work.Projects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryEditor;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** A project on a real database, with people, real pyramids and labels, and a job runner. */
final class DatasetWorld implements AutoCloseable {
  static final Origin OPERATOR = Origin.local("test");

  final List<Event> logged = new CopyOnWriteArrayList<>();
  final Database database;
  private final Database furnishing;
  final PolicyEpoch epoch;
  final Marks marks;
  final Accounts accounts;
  final Grants grants;
  final Sessions sessions;
  final Projects projects;
  final ProjectRules rules;
  final Publisher publisher;
  final Datasets datasets;
  final Path archives;
  private final SceneFiles files;
  private final TicketHolder jobErrand;
  private final DatasetBuild build;
  private final Path pyramid;
  private final SceneFacts facts;
  private final Account owner;
  private int begun;
  private @Nullable JobRunner runner;
  UUID project = new UUID(0, 0);

  /**
   * @param pyramid made by {@link #pyramid}, used for every scene
   */
  DatasetWorld(Path folder, Path pyramid, SceneFacts facts) {
    this.pyramid = pyramid;
    this.facts = facts;
    Clock clock = Clock.systemUTC();
    AuditLog log =
        event -> {
          logged.add(event);
          return CompletableFuture.completedFuture((long) logged.size());
        };
    SharedCluster.Addresses addresses = SharedCluster.get().database();
    database = Database.open(addresses.roles(), 6, log);
    furnishing = Database.open(addresses.furnishing(), 2, log);
    Vocabulary vocabulary = Vocabulary.load(Optional.empty());
    Passwords passwords = new Passwords();
    marks = Marks.open(vocabulary, database);
    epoch = new PolicyEpoch(database);
    Policy policy = new Policy(epoch);
    accounts = new Accounts(database, vocabulary, passwords, clock);
    sessions =
        new Sessions(
            database,
            marks,
            epoch,
            new TokenHashes(new byte[32]),
            clock,
            Duration.ofMinutes(15),
            Duration.ofHours(8));
    grants = new Grants(database, accounts, policy, epoch, clock);
    projects = new Projects(database, policy, epoch, grants, clock);
    Whereabouts whereabouts = new Whereabouts(database, policy);
    Errands errands = new Errands(database, clock);
    jobErrand = errands.of(Errand.JOBS);
    rules = new ProjectRules(database, policy, epoch, clock);
    Jobs jobs = new Jobs(database, policy, whereabouts, clock);
    files = new SceneFiles(folder);
    archives = folder.resolve("datasets");
    Release release = new Release("graticule test");
    publisher = new Publisher(database, projects, marks, files, archives, release, clock);
    datasets =
        new Datasets(
            database,
            policy,
            whereabouts,
            epoch,
            marks,
            projects,
            jobs,
            new Requests(database, policy, clock),
            rules,
            publisher,
            () -> logged.size() + " head",
            clock);
    owner = account("owner", "VEILED", List.of(), Role.SYSTEM_ADMIN);
    build = new DatasetBuild(database, jobErrand, jobs, sessions, policy, publisher);
  }

  /** A project of its own for a test. */
  void begin() {
    begun++;
    project = projects.create(subject(owner), "Ports " + begun, "", null).project().id();
    rules.set(
        subject(owner),
        project,
        new ProjectRules.Rules(false, false, ProjectRules.AreaEdges.MASKED));
    Subject lead = person("lead", "VEILED", Role.PROJECT_LEAD);
    projects.publish(
        lead,
        project,
        new Ontology(
            0,
            List.of(
                new LabelClass(1, "building", null, "#aabbcc", null, false, null),
                new LabelClass(5, "ship", 1, "#aabbcc", null, false, null))));
  }

  /** Stops what {@link #runJobs} started. */
  void end() {
    if (runner != null) {
      runner.close();
      runner = null;
    }
  }

  /** Ingests the gradient once for all tests of a class. */
  static SceneFacts pyramid(Path folder) throws IOException, InterruptedException {
    Path original = folder.resolve("gradient.tif");
    Reader.run("gradient.py", original, 1300, 800);
    return new Ingest(TileProfile.named("default"), DecoderProcess.Limits.standard())
        .run(
            original,
            Sha256.of(original),
            List.of(),
            folder.resolve("pyramid"),
            (phase, done) -> {});
  }

  void runJobs() {
    runner = new JobRunner(database, jobErrand, List.of(build), Clock.systemUTC());
    runner.start(1);
  }

  /** Somebody with a role in the project and these accesses. */
  Subject person(String name, String level, Role role, String... accesses) {
    Account account = account(name, level, List.of(accesses), null);
    grants.give(OPERATOR, project, account.username(), role);
    epoch.refresh();
    return subject(account);
  }

  Account account(String name, String level, List<String> accesses, @Nullable Role systemRole) {
    Accounts.Draft draft = new Accounts.Draft(name + begun, name, level, accesses, systemRole);
    Account account = accounts.create(OPERATOR, draft).account();
    epoch.refresh();
    return account;
  }

  Subject subject(Account account) {
    return sessions.onBehalfOf(account.id());
  }

  /** The same person as they are now. */
  Subject again(Subject subject) {
    return sessions.onBehalfOf(subject.account());
  }

  UUID scene(String name, String banner) {
    UUID id = UUID.randomUUID();
    try {
      Path home = files.pyramidFolder(id, 1);
      Files.createDirectories(home);
      Files.createLink(home.resolve(Ingest.displayName()), pyramid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into content.scene
                  (id, project, name, revision, sha256, width, height, facts, acquired, mark_id,
                   created_at, created_by, created_name)
                values
                  (:id, :project, :name, 1, :sha256, :width, :height, cast(:facts as jsonb),
                   :at, :mark, :at, :by, 'owner')
                """)
            .bind("id", id)
            .bind("project", project)
            .bind("name", name)
            .bind("sha256", facts.sha256())
            .bind("width", facts.width())
            .bind("height", facts.height())
            .bind("facts", facts.toJson())
            .bind("at", Instant.parse("2026-05-01T10:00:00Z"))
            .bind("mark", mark(tx, banner))
            .bind("by", owner.id())
            .execute());
    epoch.refresh();
    return id;
  }

  UUID label(UUID scene, int classId, String banner, String wkt) {
    UUID id = UUID.randomUUID();
    Geometry pixels = parse(wkt);
    furnishing.write(tx -> {
      int mark = mark(tx, banner);
      tx.handle()
          .createUpdate(
              """
              insert into content.element (
                id, scene, layer, class_id, head, live, mark_id, envelope)
              select :id, :scene, s.project, :class, 1, true, :mark,
                ST_Envelope(cast(:geometry as geometry))
              from content.scene s
              where s.id = :scene
              """)
          .bind("id", id)
          .bind("scene", scene)
          .bind("class", classId)
          .bind("mark", mark)
          .bind("geometry", pixels)
          .execute();
      revision(tx, id, 1, "create", classId, mark, pixels);
      return null;
    });
    epoch.refresh();
    return id;
  }

  /** Moves a label: a new revision; or deletes it. */
  void revise(UUID label, int revision, String kind, String wkt) {
    furnishing.write(tx -> {
      int mark = mark(tx, "OPEN");
      revision(tx, label, revision, kind, 1, mark, parse(wkt));
      return tx.handle()
          .createUpdate("update content.element set head = :n, live = :live where id = :id")
          .bind("n", revision)
          .bind("live", !kind.equals("delete"))
          .bind("id", label)
          .execute();
    });
  }

  void remark(UUID scene, String banner) {
    furnishing.write(tx ->
        tx.handle()
            .createUpdate("update content.scene set mark_id = :mark where id = :id")
            .bind("mark", mark(tx, banner))
            .bind("id", scene)
            .execute());
    epoch.refresh();
  }

  /** Waits until it is built, or has failed. */
  Dataset ended(Subject by, UUID dataset) throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(deadline)) {
      Dataset now = furnishing.read(tx -> new DatasetStore().find(tx, dataset)).orElseThrow();
      if (now.state() != Dataset.State.BUILDING) {
        return now;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("dataset " + dataset + " was not built within a minute");
  }

  JsonNode member(UUID dataset, String suffix) throws IOException {
    try (ZipFile zip = new ZipFile(publisher.archive(dataset).toFile())) {
      var entry = zip.stream().filter(e -> e.getName().endsWith(suffix)).findFirst().orElseThrow();
      return new ObjectMapper().readTree(zip.getInputStream(entry));
    }
  }

  List<String> loggedTypes(String prefix) {
    return events().map(Event::type).filter(type -> type.startsWith(prefix)).toList();
  }

  /** What was logged about the test's project. */
  Stream<Event> events() {
    return logged.stream().filter(event -> project.equals(event.project()));
  }

  private int mark(Tx tx, String banner) {
    return marks.intern(tx, marks.vocabulary().parse(banner)).id();
  }

  private void revision(
      Tx tx, UUID label, int n, String kind, int classId, int mark, Geometry pixels) {
    tx.handle()
        .createUpdate(
            """
            insert into content.revision
              (element, n, kind, class_id, attributes, geom_px, geom_ground, area_m2, mark_id,
               layer, ontology, actor, actor_name, at, op_id)
            values
              (:element, :n, :kind, :class, cast('{"storeys": 2}' as jsonb), :pixels, :ground,
               :area, :mark, (select layer from content.element where id = :element), 1,
               :actor, 'owner', :at, :op)
            """)
        .bind("element", label)
        .bind("n", n)
        .bind("kind", kind)
        .bind("class", classId)
        .bind("pixels", pixels)
        .bind("ground", lonLat(pixels))
        .bind("area", pixels.getArea() / 4)
        .bind("mark", mark)
        .bind("actor", owner.id())
        .bind("at", Instant.parse("2026-06-01T10:00:00Z"))
        .bind("op", UUID.randomUUID())
        .execute();
  }

  private Geometry lonLat(Geometry pixels) {
    Georeference place = Georeference.of(facts.georeference());
    Geometry ground =
        new GeometryEditor()
            .edit(
                pixels,
                new GeometryEditor.CoordinateOperation() {
                  @Override
                  public Coordinate[] edit(Coordinate[] points, Geometry of) {
                    return Arrays.stream(points)
                        .map(point -> place.toLonLat(point.x, point.y).orElseThrow())
                        .toArray(Coordinate[]::new);
                  }
                });
    ground.setSRID(4326);
    return ground;
  }

  private static Geometry parse(String wkt) {
    try {
      return new WKTReader().read(wkt);
    } catch (ParseException e) {
      throw new AssertionError(wkt, e);
    }
  }

  @Override
  public void close() {
    end();
    epoch.close();
    database.close();
    furnishing.close();
  }
}

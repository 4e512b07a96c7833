package org.graticule.label;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.graticule.access.Accounts;
import org.graticule.access.Grants;
import org.graticule.access.Marking;
import org.graticule.access.Marks;
import org.graticule.access.Passwords;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
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
import org.graticule.db.DatabaseAddress;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.http.Json;
import org.graticule.image.Acquisition;
import org.graticule.image.SampleType;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.SceneFacts;
import org.graticule.image.SceneFiles;
import org.graticule.testing.ManyLabels;
import org.graticule.testing.SharedCluster;
import org.graticule.work.Ontology.LabelClass;
import org.graticule.work.Projects;

/** A real database with a project, its classes and scenes, and people to label them. */
final class LabelWorld implements AutoCloseable {
  static final int BUILDING = 1;
  static final int SHIP = 4;

  /** Labels put in place by one statement. */
  private static final Georeference UTM =
      Georeference.of(Crs.ofEpsg(32633), new Affine(500_000, 0.5, 0, 5_000_000, 0, -0.5));

  final List<Event> logged = Collections.synchronizedList(new ArrayList<>());
  final Database database;

  /** Past every row policy, for putting things in place and counting them. */
  final Database furnishing;

  final Vocabulary vocabulary;
  final Accounts accounts;
  final Passwords passwords = new Passwords();
  final Marks marks;
  final PolicyEpoch epoch;
  final Labels labels;
  final Policy policy;
  final Projects projects;
  final SceneCatalogue catalogue;
  final Layers layers;
  final Leases leases;
  final Notes notes;
  private final Sessions sessions;
  final UUID project = UUID.randomUUID();
  private final UUID founder = UUID.randomUUID();

  /** One database for all worlds; each has a project of its own in it. */
  private static final class Lazy {
    private static final SharedCluster.Addresses ADDRESSES = SharedCluster.get().database();
  }

  LabelWorld(int connections) {
    this(connections, event -> CompletableFuture.completedFuture(0L));
  }

  /**
   * @param log where events go beside {@link #logged}
   */
  LabelWorld(int connections, AuditLog log) {
    Clock clock = Clock.systemUTC();
    database =
        Database.open(
            Lazy.ADDRESSES.roles(),
            connections,
            event -> {
              logged.add(event);
              return log.append(event);
            });
    furnishing =
        Database.open(
            Lazy.ADDRESSES.furnishing(), 2, event -> CompletableFuture.completedFuture(0L));
    vocabulary = Vocabulary.load(Optional.empty());
    marks = Marks.open(vocabulary, database);
    epoch = new PolicyEpoch(database);
    policy = new Policy(epoch);
    accounts = new Accounts(database, vocabulary, passwords, clock);
    Grants grants = new Grants(database, accounts, policy, epoch, clock);
    projects = new Projects(database, policy, epoch, grants, clock);
    Whereabouts whereabouts = new Whereabouts(database, policy);
    catalogue =
        new SceneCatalogue(
            database, whereabouts, new SceneFiles(Path.of("target/no-scenes")), epoch);
    layers = new Layers(database, policy, clock);
    leases = new Leases(database, policy, catalogue, clock);
    notes = new Notes(database, policy, catalogue, clock);
    labels =
        new Labels(
            database,
            policy,
            whereabouts,
            epoch,
            catalogue,
            marks,
            projects,
            layers,
            leases,
            clock);
    sessions =
        new Sessions(
            database,
            marks,
            epoch,
            new TokenHashes(new byte[32]),
            clock,
            Duration.ofMinutes(15),
            Duration.ofHours(8));
    furnish();
  }

  private void furnish() {
    account(founder, "founder-" + founder);
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into content.project (id, name, created_at, created_by)
                values (:id, :name, now(), :by)
                """)
            .bind("id", project)
            .bind("name", "harbour " + project)
            .bind("by", founder)
            .execute());
    publish(
        new LabelClass(BUILDING, "building", null, "#112233", null, false, 2.0),
        new LabelClass(SHIP, "ship", null, "#445566", null, false, null));
  }

  void publish(LabelClass... classes) {
    String text = new String(Json.write(List.of(classes)), StandardCharsets.UTF_8);
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into content.ontology
                  (project, version, classes, published_at, published_by)
                select :project, 1 + count(*), cast(:classes as jsonb), now(), 'founder'
                from content.ontology
                where project = :project
                """)
            .bind("project", project)
            .bind("classes", text)
            .execute());
  }

  private UUID account(UUID id, String name) {
    return account(id, name, "OPEN", Set.of());
  }

  private UUID account(UUID id, String name, String level, Set<String> accesses) {
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into authz.account (id, username, display_name, level, accesses, created_at)
                values (:id, :name, :name, :level, :accesses, now())
                """)
            .bind("id", id)
            .bind("name", name)
            .bind("level", level)
            .bind("accesses", accesses.toArray(String[]::new))
            .execute());
    return id;
  }

  /** A role here for an account that exists. */
  void grant(String username, String role) {
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into authz.project_grant
                  (account, project, role, granted_by, granted_at)
                select id, :project, :role, 'founder', now()
                from authz.account
                where username = :name
                """)
            .bind("project", project)
            .bind("role", role)
            .bind("name", username)
            .execute());
  }

  /** Somebody with a role here who may see these marks, given as banners. */
  Subject person(String name, Role role, String... banners) {
    BitSet seen = new BitSet();
    Set<String> accesses = new HashSet<>();
    int level = 0;
    for (String banner : banners) {
      Marking marking = vocabulary.parse(banner);
      seen.set(mark(banner));
      level = Math.max(level, marking.level());
      accesses.addAll(marking.required());
      marking.anyOf().values().forEach(accesses::addAll);
    }
    String username = name + "-" + UUID.randomUUID();
    UUID id = account(UUID.randomUUID(), username, vocabulary.levels().get(level).name(), accesses);
    grant(username, role.label());
    return new Subject(
        id,
        name,
        name,
        null,
        null,
        Map.of(project, Set.of(role)),
        org.graticule.access.AreaLimits.NONE,
        level,
        accesses,
        seen,
        new Origin(id.toString(), name, "local", null),
        null,
        null,
        sessions.onBehalfOf(id).ticket());
  }

  /** The name that the account of somebody here has beside all others of this database. */
  String username(Subject person) {
    return furnishing.read(tx ->
        tx.handle()
            .createQuery("select username from authz.account where id = :id")
            .bind("id", person.account())
            .mapTo(String.class)
            .one());
  }

  Subject annotator(String name) {
    return person(name, Role.ANNOTATOR, "OPEN");
  }

  int mark(String banner) {
    return furnishing.write(tx -> marks.intern(tx, marks.vocabulary().parse(banner)).id());
  }

  /** 1,000 x 800 px of half a metre in UTM zone 33 north. */
  UUID scene(String banner) {
    return scene(banner, 1000, 800, UTM, new double[] {0.5, 0.5});
  }

  /** As fine, of any size. */
  UUID scene(int width, int height) {
    return scene("OPEN", width, height, UTM, new double[] {0.5, 0.5});
  }

  /** As large, and nowhere. */
  UUID sceneWithoutGround() {
    return scene("OPEN", Georeference.none(), null);
  }

  UUID scene(
      String banner, Georeference georeference, double @org.jspecify.annotations.Nullable [] gsd) {
    return scene(banner, 1000, 800, georeference, gsd);
  }

  private UUID scene(
      String banner,
      int width,
      int height,
      Georeference georeference,
      double @org.jspecify.annotations.Nullable [] gsd) {
    UUID id = UUID.randomUUID();
    int mark = mark(banner);
    SceneFacts facts =
        new SceneFacts(
            "GeoTIFF",
            "0".repeat(64),
            1,
            width,
            height,
            3,
            false,
            SampleType.values()[0],
            null,
            georeference.form(),
            gsd,
            null,
            List.of(),
            1,
            false,
            Acquisition.at(null),
            List.of("", "", ""),
            null,
            null,
            List.of(),
            List.of(1, 2, 3),
            512,
            2,
            "default",
            1,
            0,
            false,
            0,
            List.of());
    furnishing.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into content.scene
                  (id, project, name, revision, sha256, width, height, facts, mark_id,
                   created_at, created_by, created_name)
                select :id, :project, 'scene', 1, :sha, :width, :height, cast(:facts as jsonb), :mark,
                       now(), a.id, a.username
                from authz.account a
                where a.id = :founder
                """)
            .bind("id", id)
            .bind("project", project)
            .bind("sha", "0".repeat(64))
            .bind("width", width)
            .bind("height", height)
            .bind("facts", facts.toJson())
            .bind("mark", mark)
            .bind("founder", founder)
            .execute());
    return id;
  }

  void fill(UUID scene, int count) {
    ManyLabels.fill(superuser(), scene, count);
  }

  /** A scene with so many labels. */
  UUID filled(int width, int height, int count) {
    UUID scene = scene(width, height);
    fill(scene, count);
    return scene;
  }

  static DatabaseAddress superuser() {
    return Lazy.ADDRESSES.superuser();
  }

  List<String> types() {
    synchronized (logged) {
      return logged.stream().map(Event::type).filter(type -> type.startsWith("label.")).toList();
    }
  }

  long elements() {
    return count(
        """
        select count(*)
        from content.element e
        join content.scene s on s.id = e.scene
        where s.project = :project
        """);
  }

  long revisions() {
    return count(
        """
        select count(*)
        from content.revision r
        join content.element e on e.id = r.element
        join content.scene s on s.id = e.scene
        where s.project = :project
        """);
  }

  /** Events of this project that are not on the log yet. */
  long unrelayed() {
    return count(
        "select count(*) from audit.outbox where event::jsonb->>'project' = cast(:project as"
            + " text)");
  }

  private long count(String sql) {
    return furnishing.read(
        tx -> tx.handle().createQuery(sql).bind("project", project).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    epoch.close();
    database.close();
    furnishing.close();
  }
}

package org.graticule.app;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.graticule.access.Accounts;
import org.graticule.access.ApiTokens;
import org.graticule.access.Errands;
import org.graticule.access.Errands.Errand;
import org.graticule.access.Grants;
import org.graticule.access.Groups;
import org.graticule.access.Marks;
import org.graticule.access.Passwords;
import org.graticule.access.Policy;
import org.graticule.access.PolicyEpoch;
import org.graticule.access.ProjectRules;
import org.graticule.access.Requests;
import org.graticule.access.Sessions;
import org.graticule.access.TokenHashes;
import org.graticule.access.Vocabulary;
import org.graticule.access.Whereabouts;
import org.graticule.app.auditing.LogFollowers;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.AuditLog;
import org.graticule.audit.EventDraft;
import org.graticule.audit.LogHealth;
import org.graticule.audit.Origin;
import org.graticule.audit.SegmentedLog;
import org.graticule.audit.SpanLog;
import org.graticule.config.Settings;
import org.graticule.dataset.DatasetBuild;
import org.graticule.dataset.DatasetRoutes;
import org.graticule.dataset.Datasets;
import org.graticule.dataset.Publisher;
import org.graticule.dataset.Release;
import org.graticule.db.Database;
import org.graticule.db.OutboxLog;
import org.graticule.geo.TileProfile;
import org.graticule.http.Gate;
import org.graticule.http.Route;
import org.graticule.http.Routes;
import org.graticule.http.Server;
import org.graticule.http.Site;
import org.graticule.http.account.AccountRoutes;
import org.graticule.http.account.GrantRoutes;
import org.graticule.http.account.GroupRoutes;
import org.graticule.http.account.MarkingRoutes;
import org.graticule.http.account.RequestRoutes;
import org.graticule.http.account.RulesRoutes;
import org.graticule.http.tls.Authorities;
import org.graticule.image.DecoderProcess;
import org.graticule.image.FileMarks;
import org.graticule.image.Ingest;
import org.graticule.image.IngestJob;
import org.graticule.image.IngestMarks;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.SceneFiles;
import org.graticule.image.SceneMarkRoutes;
import org.graticule.image.SceneMarks;
import org.graticule.image.SceneRoutes;
import org.graticule.image.Scenes;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.door.EgressDoor;
import org.graticule.image.door.ImportFolder;
import org.graticule.image.door.ImportRoutes;
import org.graticule.image.door.Imports;
import org.graticule.image.store.LocalStore;
import org.graticule.image.store.ObjectStore;
import org.graticule.image.store.s3.S3Store;
import org.graticule.image.upload.UploadExpiry;
import org.graticule.image.upload.UploadRoutes;
import org.graticule.image.upload.Uploads;
import org.graticule.image.values.Chips;
import org.graticule.image.values.OriginalFiles;
import org.graticule.image.values.ValueRoutes;
import org.graticule.image.values.Values;
import org.graticule.job.JobRoutes;
import org.graticule.job.JobRunner;
import org.graticule.job.Jobs;
import org.graticule.label.LabelFeatures;
import org.graticule.label.Labels;
import org.graticule.label.Relocation;
import org.graticule.label.outline.OutlineRoutes;
import org.graticule.label.outline.Outlines;
import org.graticule.service.Grids;
import org.graticule.service.TileJsonRoutes;
import org.graticule.service.ogc.OgcFeatureRoutes;
import org.graticule.service.ogc.OgcPixelRoutes;
import org.graticule.service.ogc.OgcRoutes;
import org.graticule.service.stac.StacRoutes;
import org.graticule.service.wmts.FeatureInfo;
import org.graticule.service.wmts.WmtsRoutes;
import org.graticule.tile.HotTileRoutes;
import org.graticule.tile.MapTileRoutes;
import org.graticule.tile.MapTiles;
import org.graticule.tile.MapWindowRoutes;
import org.graticule.tile.MosaicRoutes;
import org.graticule.tile.Mosaics;
import org.graticule.tile.RenderPool;
import org.graticule.tile.RenderedRoutes;
import org.graticule.tile.StyleRoutes;
import org.graticule.tile.Thumbnails;
import org.graticule.tile.TileRoutes;
import org.graticule.work.ProjectRoutes;
import org.graticule.work.Projects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of one running Graticule, wired by hand: the one place where it is visible what needs
 * what. Owns all it opens and closes it in reverse.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final int RENDER_QUEUE = 512;

  private final Settings settings;
  private final Clock clock;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  final AuditEvents eventTypes = AuditEvents.load();
  final @Nullable SegmentedLog ownLog;
  private final @Nullable SpanLog spans;
  final Database database;
  final Vocabulary vocabulary;
  final Marks marks;
  final PolicyEpoch epoch;
  final Policy policy;
  final Errands errands;
  final Accounts accounts;
  final Sessions sessions;
  final Doors doors;
  final ApiTokens tokens;
  final Grants grants;
  final Groups groups;
  final ProjectRules rules;
  final Requests requests;
  final Projects projects;
  final Jobs jobs;
  final SceneFiles files;
  final SceneCatalogue catalogue;
  final IngestMarks ingestMarks;
  final Scenes scenes;
  final SceneMarks sceneMarks;
  final Uploads uploads;
  final Imports imports;
  final Labels labels;
  private final Labelling labelling;
  final Publisher publisher;
  final Datasets datasets;

  private Node(Settings settings, Databases databases, boolean ownsLog, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    opened.push(databases);
    this.ownLog = ownsLog ? owned(openLog()) : null;
    AuditLog log = ownLog != null ? ownLog : new OutboxLog(databases.roles().app());
    this.database = owned(Database.open(databases.roles(), settings.dbConnections(), log));
    this.vocabulary = Vocabulary.load(settings.markings());
    this.marks = Marks.open(vocabulary, database);
    this.spans =
        ownLog == null
            ? null
            : LogSettings.spans(settings, ownLog, marks, clock).map(this::owned).orElse(null);
    this.epoch = owned(new PolicyEpoch(database));
    this.policy = new Policy(epoch);
    Whereabouts whereabouts = new Whereabouts(database, policy);
    this.errands = new Errands(database, clock);
    Passwords passwords = new Passwords();
    this.accounts = new Accounts(database, vocabulary, passwords, clock);
    TokenHashes hashes = new TokenHashes(DataDirectory.key(settings.dataDirectory(), "token.key"));
    this.sessions =
        new Sessions(database, marks, epoch, hashes, clock, settings.idle(), settings.lifetime());
    this.doors = new Doors(settings, database, sessions, passwords, accounts, hashes, clock);
    this.tokens = new ApiTokens(database, marks, epoch, hashes, clock);
    this.grants = new Grants(database, accounts, policy, epoch, clock);
    this.groups = new Groups(database, accounts, policy, epoch, clock);
    this.rules = new ProjectRules(database, policy, epoch, clock);
    this.requests = new Requests(database, policy, clock);
    this.projects = new Projects(database, policy, epoch, grants, clock);
    this.jobs = new Jobs(database, policy, whereabouts, clock);
    this.files = new SceneFiles(owned(store(settings, clock)), settings.scenes());
    this.catalogue = new SceneCatalogue(database, whereabouts, files, epoch);
    this.ingestMarks =
        new IngestMarks(
            database, FileMarks.load(vocabulary, settings.markings()), marks, sessions, epoch);
    this.scenes =
        new Scenes(database, policy, epoch, marks, catalogue, files, jobs, ingestMarks, clock);
    this.sceneMarks = new SceneMarks(database, policy, epoch, marks, catalogue, requests, clock);
    this.uploads =
        new Uploads(
            database,
            policy,
            epoch,
            marks,
            scenes,
            files,
            new Uploads.Limits(
                settings.uploadLimit(),
                settings.intake().uploadQuota(),
                settings.intake().uploadPatience()),
            clock);
    this.imports =
        new Imports(
            database,
            policy,
            epoch,
            marks,
            scenes,
            new ImportFolder(settings.intake().importFolder()),
            new EgressDoor(
                new EgressDoor.Limits(
                    settings.intake().importHosts(),
                    settings.intake().importPrivate(),
                    settings.uploadLimit(),
                    settings.intake().importTime()),
                tls(),
                clock),
            clock);
    this.labelling =
        new Labelling(database, policy, whereabouts, epoch, catalogue, marks, projects, clock);
    this.labels = labelling.labels;
    this.publisher =
        new Publisher(
            database,
            projects,
            marks,
            files,
            settings.datasets(),
            new Release("graticule " + Main.version()),
            clock);
    this.datasets =
        new Datasets(
            database,
            policy,
            whereabouts,
            epoch,
            marks,
            projects,
            jobs,
            requests,
            rules,
            publisher,
            this::logHead,
            clock);
  }

  /** Opens everything but the doors: no port, no job runs. */
  public static Node open(Settings settings, Databases databases, Clock clock) {
    try {
      databases.migrate();
      databases.preflight(settings);
    } catch (RuntimeException e) {
      databases.close();
      throw e;
    }
    Node node = new Node(settings, databases, true, clock);
    int left = node.database.relayLeftovers(Duration.ZERO);
    if (left > 0) {
      LOG.info("{} events that an earlier stop left in the outbox are on the log now", left);
    }
    return node;
  }

  /** Joins a server that runs on the same data: its log takes our events. */
  public static Node attach(Settings settings, Databases databases, Clock clock) {
    return new Node(settings, databases, false, clock);
  }

  /** Opens the door and begins to run jobs. */
  public Server serve(String version) {
    LOG.info("JPEG by {}", JpegCodec.library());
    startJobs();
    owned(new OutboxRelay(database));
    owned(new UploadExpiry(uploads, errands.of(Errand.UPLOADS), files, clock));
    Vertx vertx = Server.vertx();
    Server server =
        owned(
            Server.start(
                vertx,
                settings,
                sessions,
                tokens,
                log(),
                routes(version),
                new HotTileRoutes(catalogue, policy, marks, readLog(), clock),
                clock));
    database.record(
        List.of(
            new EventDraft("server.started", Origin.local("graticule"))
                .fact("version", version)
                .at(clock)));
    return server;
  }

  /** Every way in. */
  List<Route> routes(String version) {
    Site site = new Site(settings.publicUrl(), settings.scheme());
    Grids grids = new Grids();
    Values values = new Values(database, scenes, catalogue, clock);
    Gate streams = owned(new Gate("streams", 4, 2_000));
    Gate rendering = owned(new Gate("rendering", cores(), 512));
    // Who waits for a store far away needs no core meanwhile.
    boolean far = settings.store().bucket().isPresent();
    Gate reading = far ? owned(new Gate("reading", 32, 1_024)) : rendering;
    RenderPool pool = owned(new RenderPool(far ? cores() + 6 : cores(), RENDER_QUEUE));
    MapTiles mapTiles = new MapTiles(catalogue, pool, settings.tiles(), settings.tileCache());
    RenderedRoutes rendered = new RenderedRoutes(rendering, marks, readLog());
    MapTileRoutes mapTileRoutes = new MapTileRoutes(rendered, catalogue, mapTiles, policy, clock);
    MosaicRoutes mosaicRoutes =
        new MosaicRoutes(rendered, catalogue, mapTiles, new Mosaics(mapTiles, pool), policy, clock);
    LogFollowers followers =
        owned(
            new LogFollowers(
                log(),
                settings,
                eventTypes,
                database,
                errands.of(Errand.AUDIT),
                id -> catalogue.current(errands.of(Errand.AUDIT), id),
                marks,
                policy,
                settings.audit().sinkAnchors().map(Authorities::trusting).orElseGet(Node::tls),
                clock));
    List<Routes.Module> modules = new ArrayList<>(followers.routes());
    modules.addAll(doors.routes(tokens, marks, policy, epoch, site, version));
    modules.addAll(
        List.of(
            new HealthRoutes(database, log()),
            new AccountRoutes(accounts, policy, epoch),
            new GrantRoutes(grants),
            new GroupRoutes(groups),
            new RulesRoutes(rules),
            new RequestRoutes(requests, new Agreed(sceneMarks, datasets)),
            new MarkingRoutes(marks),
            new ProjectRoutes(projects),
            new JobRoutes(jobs, streams),
            new SceneRoutes(scenes, vocabulary, settings.uploadLimit()),
            new SceneMarkRoutes(sceneMarks, scenes),
            new UploadRoutes(uploads),
            new ImportRoutes(imports),
            new ValueRoutes(
                values,
                new Chips(database, scenes, catalogue, marks, settings.uploads(), clock),
                new OriginalFiles(database, scenes, files, marks, clock)),
            labelling,
            new OutlineRoutes(outlines(mapTiles)),
            new DatasetRoutes(datasets, vocabulary),
            new TileJsonRoutes(scenes, grids, site),
            new StacRoutes(projects, scenes, site),
            mapTileRoutes,
            mosaicRoutes,
            new WmtsRoutes(
                projects,
                scenes,
                mapTileRoutes,
                mosaicRoutes,
                new FeatureInfo(scenes, values),
                grids,
                site,
                rendering),
            new OgcRoutes(projects, scenes, grids, site),
            new OgcFeatureRoutes(scenes, new LabelFeatures(labels), site, clock),
            new OgcPixelRoutes(
                mapTileRoutes,
                mosaicRoutes,
                new MapWindowRoutes(rendered, catalogue, mapTiles, policy, clock),
                grids,
                scenes),
            new StyleRoutes(),
            new TileRoutes(
                catalogue, new Thumbnails(catalogue), policy, marks, readLog(), reading, clock)));
    return Routes.of(modules).all();
  }

  private Outlines outlines(MapTiles tiles) {
    return owned(
        new Outlines(
            settings.outlines(),
            (scene, view) ->
                tiles.window(scene, view.z(), view.x(), view.y(), view.width(), view.height()),
            policy,
            catalogue,
            database,
            clock));
  }

  /** Runs queued jobs on this node. */
  void startJobs() {
    Ingest ingest =
        new Ingest(
            TileProfile.named(settings.ingestProfile()),
            new DecoderProcess.Limits(
                    settings.ingestHeap(),
                    settings.ingestTimeout(),
                    cores(),
                    settings.ingestStall(),
                    settings.ingestNative(),
                    settings.ingestOutput() * 1024L)
                .withCheckpoint(settings.ingestCheckpoint()));
    Relocation relocation =
        new Relocation(database, errands.of(Errand.RELOCATION), catalogue, jobs, clock);
    JobRunner runner =
        owned(
            new JobRunner(
                database,
                errands.of(Errand.JOBS),
                List.of(
                    new IngestJob(
                        database, jobs, files, ingest, ingestMarks, imports, relocation, clock),
                    relocation,
                    new DatasetBuild(
                        database, errands.of(Errand.JOBS), jobs, sessions, policy, publisher)),
                clock));
    runner.start(settings.jobs());
  }

  private static SSLSocketFactory tls() {
    try {
      return SSLContext.getDefault().getSocketFactory();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectStore store(Settings settings, Clock clock) {
    return settings
        .store()
        .bucket()
        .<ObjectStore>map(bucket -> S3Store.open(bucket, clock))
        .orElseGet(() -> new LocalStore(settings.scenes()));
  }

  private SegmentedLog openLog() {
    try {
      return new SegmentedLog(LogSettings.options(settings), eventTypes, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the audit log cannot be opened", e);
    }
  }

  /** What a dataset's manifest names as the log's state when it was made. */
  private String logHead() {
    if (ownLog == null) {
      return "kept by another process";
    }
    LogHealth health = ownLog.health();
    return health.size() + " " + health.head();
  }

  /** The log as tiles see it: spans, or each an event. */
  private AuditLog readLog() {
    return Optional.<AuditLog>ofNullable(spans).orElseGet(this::log);
  }

  private SegmentedLog log() {
    return Optional.ofNullable(ownLog)
        .orElseThrow(() -> new IllegalStateException("an attached node does not own the log"));
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private <T extends AutoCloseable> T owned(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("something did not close cleanly", e);
      }
    }
  }
}

package org.graticule.app.auditing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.audit.AuditEvents;
import org.graticule.audit.Retention;
import org.graticule.audit.SegmentedLog;
import org.graticule.config.Settings;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.http.Routes;
import org.graticule.image.Scene;

/** All that follows the log from beside it: the search index and the sinks. Owns both. */
public final class LogFollowers implements AutoCloseable {
  private final SegmentedLog log;
  private final Settings settings;
  private final AuditEvents types;
  private final Policy policy;
  private final Clock clock;
  private final AuditIndex index;
  private final AuditSearch search;
  private final Sinks sinks;

  /**
   * Starts both.
   *
   * @param errand opens the index to be filled
   * @param scenes finds any scene, whoever may see it
   * @param tls believes the receivers
   */
  public LogFollowers(
      SegmentedLog log,
      Settings settings,
      AuditEvents types,
      Database database,
      TicketHolder errand,
      Function<UUID, Scene> scenes,
      Marks marks,
      Policy policy,
      SSLSocketFactory tls,
      Clock clock) {
    this.log = log;
    this.settings = settings;
    this.types = types;
    this.policy = policy;
    this.clock = clock;
    Path folder = settings.auditLog();
    LongSupplier size = () -> log.health().size();
    Ground ground = new Ground(id -> Optional.of(scenes.apply(id)));
    Optional<Retention> retention = Retention.parse(settings.audit().retention());
    index = new AuditIndex(database, errand, folder, size, ground, retention);
    search = new AuditSearch(database, index, ground, types, policy, clock);
    index.start();
    Path cursors = settings.dataDirectory().resolve("sinks");
    sinks = Sinks.start(settings.audit().sinks(), folder, size, cursors, marks, tls);
  }

  /** Ways to what they know. */
  public List<Routes.Module> routes() {
    return List.of(
        new AuditRoutes(search, index, log, sinks, types, policy),
        new AuditUseRoutes(search, log, settings.auditLog(), settings.uploads(), clock));
  }

  @Override
  public void close() {
    sinks.close();
    index.close();
  }
}

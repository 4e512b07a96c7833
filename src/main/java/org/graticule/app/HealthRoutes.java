package org.graticule.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.graticule.access.Action;
import org.graticule.audit.LogHealth;
import org.graticule.audit.SegmentedLog;
import org.graticule.db.Database;
import org.graticule.fault.Fault;
import org.graticule.http.Call;
import org.graticule.http.Reply;
import org.graticule.http.Routes;

/** Whether the process lives, whether it can serve, and what it serves. */
final class HealthRoutes implements Routes.Module {
  private final Database database;
  private final SegmentedLog log;
  private final byte[] contract;

  HealthRoutes(Database database, SegmentedLog log) {
    this.database = database;
    this.log = log;
    try (InputStream in = Routes.class.getResourceAsStream("openapi.yaml")) {
      this.contract = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .get("/health/live", Action.PUBLIC, call -> Reply.ok(Map.of("status", "alive")))
        .get("/health/ready", Action.PUBLIC, this::ready)
        .get("/openapi.yaml", Action.PUBLIC, call -> Reply.bytes("application/yaml", contract));
  }

  private Reply ready(Call call) {
    LogHealth health = log.health();
    if (health.state() != LogHealth.State.OPEN) {
      throw Fault.unavailable("audit-unavailable", "The audit log takes no events.");
    }
    if (!database.answers()) {
      throw Fault.unavailable("database-unavailable", "The database does not answer.");
    }
    return Reply.ok(Map.of("status", "ready"));
  }
}

package org.graticule.app;

import java.time.Clock;
import java.util.Optional;
import org.graticule.access.Errands.Errand;
import org.graticule.access.Subject;
import org.graticule.audit.Origin;
import org.graticule.config.Settings;
import org.graticule.work.Project;

/**
 * A node for a command at the console: the data directory's own where no server runs, otherwise
 * joined to the server that does, whose log takes the command's events.
 */
final class LocalNode implements AutoCloseable {
  private final Optional<DataDirectory> held;
  final Node node;

  private LocalNode(Optional<DataDirectory> held, Node node) {
    this.held = held;
    this.node = node;
  }

  static LocalNode open(Settings settings) {
    Optional<DataDirectory> held = DataDirectory.take(settings.dataDirectory());
    if (held.isPresent()) {
      return new LocalNode(held, Node.open(settings, Databases.open(settings), Clock.systemUTC()));
    }
    return new LocalNode(held, Node.attach(settings, Databases.join(settings), Clock.systemUTC()));
  }

  /** Whether jobs must be run here because no server does. */
  boolean alone() {
    return held.isPresent();
  }

  /** The account a command acts for. */
  Subject actingAs(String username) {
    return node.sessions.onBehalfOf(node.accounts.named(username).id());
  }

  /** The project that an operator names. */
  Project project(String nameOrId) {
    return node.projects.named(node.errands.of(Errand.CONSOLE), nameOrId);
  }

  /** How the log names an operator at the console. */
  static Origin operator() {
    return Origin.local("operator:" + System.getProperty("user.name"));
  }

  @Override
  public void close() {
    node.close();
    held.ifPresent(DataDirectory::close);
  }
}

package org.graticule.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.graticule.db.DatabaseAddress;
import org.graticule.db.DatabaseRoles;
import org.graticule.db.EmbeddedCluster;
import org.graticule.db.EmbeddedCluster.Durability;
import org.graticule.db.Migrations;

/**
 * One real PostGIS for all test classes of a process; each asks it for a migrated database of its
 * own.
 */
public final class SharedCluster {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Copied for each test class: a copy is made in a tenth of the time that migrating takes. */
  private static final String MODEL = "migrated";

  private final EmbeddedCluster cluster;

  private SharedCluster(EmbeddedCluster cluster) {
    this.cluster = cluster;
  }

  /** Started on first use, stopped and deleted when the run ends. */
  private static final class Lazy {
    private static final SharedCluster INSTANCE = launch();
  }

  public static SharedCluster get() {
    return Lazy.INSTANCE;
  }

  /** A fresh, migrated database. */
  public Addresses database() {
    String name = "test_" + DATABASES.incrementAndGet();
    synchronized (this) {
      cluster.copyDatabase(MODEL, name);
    }
    return new Addresses(cluster.roles(name), cluster.owner(name), cluster.superuser(name));
  }

  /** The same database as the server's roles, as its owner, and as somebody who may do all. */
  public record Addresses(DatabaseRoles roles, DatabaseAddress owner, DatabaseAddress superuser) {
    /** Settings of a server in a process of its own. */
    public Map<String, String> environment() {
      return Map.of(
          "GRATICULE_DB_VOLATILE", "true",
          "GRATICULE_DB_URL", roles.app().url(),
          "GRATICULE_DB_USER", roles.app().user(),
          "GRATICULE_DB_PASSWORD", roles.app().password().reveal(),
          "GRATICULE_DB_REGISTRAR", roles.registrar().user(),
          "GRATICULE_DB_REGISTRAR_PASSWORD", roles.registrar().password().reveal(),
          "GRATICULE_DB_OWNER", owner.user(),
          "GRATICULE_DB_OWNER_PASSWORD", owner.password().reveal());
    }

    /** To put rows in place that nobody of a test could: past every row policy. */
    public DatabaseRoles furnishing() {
      return new DatabaseRoles(superuser, superuser);
    }
  }

  private static SharedCluster launch() {
    try {
      Path folder =
          Files.createTempDirectory(
              "graticule-test",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
      EmbeddedCluster cluster =
          EmbeddedCluster.start(
              folder, Boolean.getBoolean("test.durable") ? Durability.FULL : Durability.NONE);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                cluster.close();
                delete(folder);
              }));
      cluster.createDatabase(MODEL);
      Migrations.run(cluster.owner(MODEL), cluster.roles(MODEL));
      return new SharedCluster(cluster);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

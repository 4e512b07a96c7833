package org.graticule.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.graticule.db.DatabaseAddress;
import org.graticule.db.EmbeddedCluster;
import org.graticule.db.EmbeddedCluster.Durability;
import org.graticule.db.Migrations;

/**
 * One real PostGIS for all test classes of a run; each asks it for a migrated database of its own.
 */
public final class SharedCluster {
  private static final AtomicInteger DATABASES = new AtomicInteger();

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
      cluster.createDatabase(name);
    }
    Migrations.run(cluster.owner(name), EmbeddedCluster.appRole());
    return new Addresses(cluster.app(name), cluster.owner(name), cluster.superuser(name));
  }

  /** The same database as three roles. */
  public record Addresses(DatabaseAddress app, DatabaseAddress owner, DatabaseAddress superuser) {}

  private static SharedCluster launch() {
    try {
      Path folder =
          Files.createTempDirectory(
              "graticule-test",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
      EmbeddedCluster cluster = EmbeddedCluster.start(folder, Durability.NONE);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                cluster.close();
                delete(folder);
              }));
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

package org.graticule.app;

import java.util.Optional;
import org.graticule.config.Secret;
import org.graticule.config.Settings;
import org.graticule.db.DatabaseAddress;
import org.graticule.db.DatabaseRoles;
import org.graticule.db.EmbeddedCluster;
import org.graticule.db.EmbeddedCluster.Durability;
import org.graticule.db.Migrations;
import org.graticule.db.Preflight;
import org.jspecify.annotations.Nullable;

/** The database a node works on: an external one, or the embedded cluster, which it then owns. */
public final class Databases implements AutoCloseable {
  private final DatabaseRoles roles;
  private final DatabaseAddress owner;
  private final @Nullable EmbeddedCluster cluster;

  private Databases(DatabaseRoles roles, DatabaseAddress owner, @Nullable EmbeddedCluster cluster) {
    this.roles = roles;
    this.owner = owner;
    this.cluster = cluster;
  }

  /** A database that is there already; closing leaves it running. */
  public static Databases at(DatabaseRoles roles, DatabaseAddress owner) {
    return new Databases(roles, owner, null);
  }

  public static Databases open(Settings settings) {
    if (settings.dbUrl().isPresent()) {
      String url = settings.dbUrl().get();
      return at(
          new DatabaseRoles(
              new DatabaseAddress(url, settings.dbUser(), password(settings.dbPassword())),
              new DatabaseAddress(
                  url, settings.dbRegistrar(), password(settings.dbRegistrarPassword()))),
          new DatabaseAddress(url, settings.dbOwner(), password(settings.dbOwnerPassword())));
    }
    EmbeddedCluster cluster = EmbeddedCluster.start(settings.dataDirectory(), Durability.FULL);
    return new Databases(cluster.roles(), cluster.owner(), cluster);
  }

  /** The database of a server that runs already; closing leaves it running. */
  static Databases join(Settings settings) {
    if (settings.dbUrl().isPresent()) {
      return open(settings);
    }
    EmbeddedCluster cluster = EmbeddedCluster.join(settings.dataDirectory());
    return at(cluster.roles(), cluster.owner());
  }

  private static Secret password(Optional<Secret> given) {
    return given.orElse(new Secret(""));
  }

  /** How many migrations ran. */
  public int migrate() {
    return Migrations.run(owner, roles);
  }

  /**
   * @throws IllegalStateException where the database is not safe to serve from
   */
  void preflight(Settings settings) {
    Preflight.require(roles, !settings.dbVolatile());
  }

  public DatabaseRoles roles() {
    return roles;
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}

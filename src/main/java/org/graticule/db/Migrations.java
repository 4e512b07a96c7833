package org.graticule.db;

import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings a database's schema to this version. Forward only. */
public final class Migrations {
  private Migrations() {}

  /**
   * @param owner role that will own the schema
   * @param roles those that receive the rights of the server
   * @return how many migrations ran
   */
  public static int run(DatabaseAddress owner, DatabaseRoles roles) {
    return Flyway.configure()
        .dataSource(owner.url(), owner.user(), owner.password().reveal())
        .locations("classpath:org/graticule/db/migration")
        .placeholders(
            Map.of(
                "app_role", roles.app().user(),
                "registrar_role", roles.registrar().user(),
                "owner_role", owner.user()))
        // Row policies bind the owner too; this lets a migration reach the rows it changes.
        .initSql("set graticule.owner_work = 'on'")
        // Work that goes on at once reserves its numbers; each is good wherever it comes.
        .outOfOrder(true)
        .schemas("flyway")
        .load()
        .migrate()
        .migrationsExecuted;
  }
}

package org.graticule.db;

import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings a database's schema to this version. Forward only. */
public final class Migrations {
  private Migrations() {}

  /**
   * @param owner role that will own the schema
   * @param appUser role that receives the rights of the server
   * @return how many migrations ran
   */
  public static int run(DatabaseAddress owner, String appUser) {
    return Flyway.configure()
        .dataSource(owner.url(), owner.user(), owner.password().reveal())
        .locations("classpath:org/graticule/db/migration")
        .placeholders(Map.of("app_role", appUser))
        .schemas("flyway")
        .load()
        .migrate()
        .migrationsExecuted;
  }
}

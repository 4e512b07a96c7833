package org.graticule.label;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;

/** Rows of {@code content.lease}. Stateless. */
final class LeaseStore {
  private static final String COLUMNS =
      "scene, account, username, tab, token, taken_at, expires_at\n";

  /**
   * Takes the seat: where it is free, run out, the same tab's, or whoever has it shall give way.
   *
   * @return empty where another tab keeps it
   */
  Optional<Lease> take(
      Tx tx,
      UUID scene,
      UUID account,
      String name,
      UUID tab,
      boolean force,
      Instant now,
      Instant until) {
    return tx.handle()
        .createQuery(
            """
            insert into content.lease as l (
              scene, project, account, username, tab, token, taken_at, expires_at)
            select
              id, project, :account, :name, :tab, nextval('content.lease_token'), :now, :until
            from content.scene
            where id = :scene
            on conflict (scene, account) do update
            set tab = excluded.tab, token = excluded.token, taken_at = excluded.taken_at,
                expires_at = excluded.expires_at
            where :force or l.tab = excluded.tab or l.expires_at <= :now
            returning
            """
                + COLUMNS)
        .bind("scene", scene)
        .bind("account", account)
        .bind("name", name)
        .bind("tab", tab)
        .bind("force", force)
        .bind("now", now)
        .bind("until", until)
        .map((row, context) -> lease(row))
        .findOne();
  }

  /** Renews the seat; locks it until the transaction ends, so that nobody takes it meanwhile. */
  Optional<Lease> renew(Tx tx, UUID scene, UUID account, long token, Instant until) {
    return tx.handle()
        .createQuery(
            """
            update content.lease
            set expires_at = greatest(expires_at, :until)
            where scene = :scene and account = :account and token = :token
            returning
            """
                + COLUMNS)
        .bind("scene", scene)
        .bind("account", account)
        .bind("token", token)
        .bind("until", until)
        .map((row, context) -> lease(row))
        .findOne();
  }

  Optional<Lease> find(Tx tx, UUID scene, UUID account) {
    return tx.handle()
        .createQuery(
            "select " + COLUMNS + "from content.lease where scene = :scene and account = :account")
        .bind("scene", scene)
        .bind("account", account)
        .map((row, context) -> lease(row))
        .findOne();
  }

  /** Everybody who sits at a scene now. */
  List<Lease> of(Tx tx, UUID scene, Instant now) {
    return tx.handle()
        .createQuery(
            "select "
                + COLUMNS
                + "from content.lease where scene = :scene and expires_at > :now order by token")
        .bind("scene", scene)
        .bind("now", now)
        .map((row, context) -> lease(row))
        .list();
  }

  /** False where it has changed hands. */
  boolean release(Tx tx, UUID scene, UUID account, long token) {
    return tx.handle()
            .createUpdate(
                """
                delete from content.lease
                where scene = :scene and account = :account and token = :token
                """)
            .bind("scene", scene)
            .bind("account", account)
            .bind("token", token)
            .execute()
        == 1;
  }

  private static Lease lease(ResultSet row) throws SQLException {
    return new Lease(
        row.getObject("scene", UUID.class),
        row.getObject("account", UUID.class),
        row.getString("username"),
        row.getObject("tab", UUID.class),
        row.getLong("token"),
        row.getTimestamp("taken_at").toInstant(),
        row.getTimestamp("expires_at").toInstant());
  }
}

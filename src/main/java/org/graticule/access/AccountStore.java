package org.graticule.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;
import org.jspecify.annotations.Nullable;

/** Rows of {@code authz.account}. */
final class AccountStore {
  private static final String COLUMNS =
      """
      select id, username, display_name, password_hash, system_role, level, accesses, active,
             last_sign_in, failures, failures_since, locked_until
      from authz.account
      """;

  /** What signing in needs to know beyond the account. */
  record Credentials(
      Account account,
      @Nullable String passwordHash,
      int failures,
      @Nullable Instant failuresSince,
      @Nullable Instant lockedUntil) {}

  List<Account> all(Tx tx) {
    return tx.handle()
        .createQuery(COLUMNS + "order by username")
        .map((row, context) -> credentials(row).account())
        .list();
  }

  Optional<Account> byName(Tx tx, String username) {
    return tx.handle()
        .createQuery(COLUMNS + "where username = :username")
        .bind("username", username)
        .map((row, context) -> credentials(row).account())
        .findOne();
  }

  Optional<Account> byId(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(COLUMNS + "where id = :id")
        .bind("id", id)
        .map((row, context) -> credentials(row).account())
        .findOne();
  }

  /** The stored hash; null where the account signs in another way. */
  @Nullable String passwordHash(Tx tx, String username) {
    return tx.handle()
        .createQuery("select password_hash from authz.account where username = :username")
        .bind("username", username)
        .map((row, context) -> Optional.ofNullable(row.getString(1)))
        .findOne()
        .flatMap(hash -> hash)
        .orElse(null);
  }

  /** Locks the row, so that parallel attempts are counted one after the other. */
  Optional<Credentials> credentials(Tx tx, String username) {
    return tx.handle()
        .createQuery(COLUMNS + "where username = :username for update")
        .bind("username", username)
        .map((row, context) -> credentials(row))
        .findOne();
  }

  void insert(Tx tx, Account account, @Nullable String passwordHash, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into authz.account
              (id, username, display_name, password_hash, system_role, level, accesses, created_at)
            values
              (:id, :username, :displayName, :hash, :systemRole, :level, :accesses, :now)
            """)
        .bind("id", account.id())
        .bind("username", account.username())
        .bind("displayName", account.displayName())
        .bind("hash", passwordHash)
        .bind("systemRole", roleName(account.systemRole()))
        .bind("level", account.level())
        .bind("accesses", account.accesses().toArray(String[]::new))
        .bind("now", now)
        .execute();
  }

  void setActive(Tx tx, UUID id, boolean active) {
    tx.handle()
        .createUpdate("update authz.account set active = :active where id = :id")
        .bind("active", active)
        .bind("id", id)
        .execute();
  }

  void setClearance(Tx tx, UUID id, String level, List<String> accesses) {
    tx.handle()
        .createUpdate(
            "update authz.account set level = :level, accesses = :accesses where id = :id")
        .bind("level", level)
        .bind("accesses", accesses.toArray(String[]::new))
        .bind("id", id)
        .execute();
  }

  void setPassword(Tx tx, UUID id, String hash) {
    tx.handle()
        .createUpdate(
            """
            update authz.account
            set password_hash = :hash, failures = 0, failures_since = null, locked_until = null
            where id = :id
            """)
        .bind("hash", hash)
        .bind("id", id)
        .execute();
  }

  void signedIn(Tx tx, UUID id, Instant now) {
    tx.handle()
        .createUpdate(
            """
            update authz.account
            set last_sign_in = :now, failures = 0, failures_since = null, locked_until = null
            where id = :id
            """)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  void failed(Tx tx, UUID id, int failures, Instant since, @Nullable Instant lockedUntil) {
    tx.handle()
        .createUpdate(
            """
            update authz.account
            set failures = :failures, failures_since = :since, locked_until = :lockedUntil
            where id = :id
            """)
        .bind("failures", failures)
        .bind("since", since)
        .bind("lockedUntil", lockedUntil)
        .bind("id", id)
        .execute();
  }

  static String roleName(@Nullable Role role) {
    return role == null ? "none" : role.label();
  }

  private static Credentials credentials(ResultSet row) throws SQLException {
    String role = row.getString("system_role");
    Account account =
        new Account(
            row.getObject("id", UUID.class),
            row.getString("username"),
            row.getString("display_name"),
            role.equals("none") ? null : Role.parse(role, Role.Kind.SYSTEM),
            row.getString("level"),
            List.of((String[]) row.getArray("accesses").getArray()),
            row.getBoolean("active"),
            instant(row, "last_sign_in"));
    return new Credentials(
        account,
        row.getString("password_hash"),
        row.getInt("failures"),
        instant(row, "failures_since"),
        instant(row, "locked_until"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}

package org.graticule.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.db.Tx;
import org.jspecify.annotations.Nullable;

/** Rows of {@code authz.api_token}. */
final class ApiTokenStore {
  private static final String COLUMNS =
      """
      select id, account, name, project, actions, created_at, expires_at, used_at, revoked_at
      from authz.api_token
      """;

  void insert(Tx tx, ApiToken token, byte[] secretHash) {
    tx.handle()
        .createUpdate(
            """
            insert into authz.api_token
              (id, secret_hash, account, name, project, actions, created_at, expires_at)
            values
              (:id, :hash, :account, :name, :project, :actions, :created, :expires)
            """)
        .bind("id", token.id())
        .bind("hash", secretHash)
        .bind("account", token.account())
        .bind("name", token.name())
        .bind("project", token.project())
        .bind("actions", token.actions().stream().map(Enum::name).sorted().toArray(String[]::new))
        .bind("created", token.created())
        .bind("expires", token.expires())
        .execute();
  }

  Optional<ApiToken> bySecret(Tx tx, byte[] secretHash) {
    return tx.handle()
        .createQuery(COLUMNS + "where secret_hash = :hash")
        .bind("hash", secretHash)
        .map((row, context) -> token(row))
        .findOne();
  }

  /** Newest first. */
  List<ApiToken> of(Tx tx, UUID account) {
    return tx.handle()
        .createQuery(COLUMNS + "where account = :account order by created_at desc, id")
        .bind("account", account)
        .map((row, context) -> token(row))
        .list();
  }

  void used(Tx tx, UUID id, Instant now) {
    tx.handle()
        .createUpdate("update authz.api_token set used_at = :now where id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** The token that was revoked; empty where the account has no such token that is not yet. */
  Optional<ApiToken> revoke(Tx tx, UUID account, UUID id, Instant now) {
    return tx.handle()
        .createQuery(
            """
            update authz.api_token
            set revoked_at = :now
            where id = :id and account = :account and revoked_at is null
            returning id, account, name, project, actions, created_at, expires_at, used_at,
                      revoked_at
            """)
        .bind("now", now)
        .bind("id", id)
        .bind("account", account)
        .map((row, context) -> token(row))
        .findOne();
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    return new ApiToken(
        row.getObject("id", UUID.class),
        row.getObject("account", UUID.class),
        row.getString("name"),
        row.getObject("project", UUID.class),
        actions((String[]) row.getArray("actions").getArray()),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        instant(row, "used_at"),
        instant(row, "revoked_at"));
  }

  /** An action that this version no longer knows is one the token is not good for. */
  private static Set<Action> actions(String[] names) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    for (Action action : Action.values()) {
      if (Arrays.asList(names).contains(action.name())) {
        actions.add(action);
      }
    }
    return actions;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}

package org.graticule.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows of {@code authz.session}. */
final class SessionStore {
  private static final String COLUMNS =
      """
      select id, token_hash, account, way, source, agent, created_at, seen_at, expires_at,
             previous_sign_in, failures_since
      from authz.session
      """;
  private static final RowMapper<Session> SESSION =
      (row, context) -> {
        Timestamp previous = row.getTimestamp("previous_sign_in");
        return new Session(
            row.getObject("id", UUID.class),
            row.getObject("account", UUID.class),
            Way.parse(row.getString("way")),
            row.getString("source"),
            row.getString("agent"),
            row.getTimestamp("created_at").toInstant(),
            row.getTimestamp("seen_at").toInstant(),
            row.getTimestamp("expires_at").toInstant(),
            previous == null ? null : previous.toInstant(),
            row.getInt("failures_since"));
      };

  void insert(Tx tx, byte[] tokenHash, Session session) {
    tx.handle()
        .createUpdate(
            """
            insert into authz.session
              (id, token_hash, account, way, source, agent, created_at, seen_at, expires_at,
               previous_sign_in, failures_since)
            values
              (:id, :hash, :account, :way, :source, :agent, :created, :seen, :expires,
               :previous, :failures)
            """)
        .bind("id", session.id())
        .bind("hash", tokenHash)
        .bind("account", session.account())
        .bind("way", session.way().label())
        .bind("source", session.source())
        .bind("agent", session.agent())
        .bind("created", session.created())
        .bind("seen", session.seen())
        .bind("expires", session.expires())
        .bind("previous", session.previous())
        .bind("failures", session.failures())
        .execute();
  }

  Optional<Session> find(Tx tx, byte[] tokenHash) {
    return tx.handle()
        .createQuery(COLUMNS + "where token_hash = :hash")
        .bind("hash", tokenHash)
        .map(SESSION)
        .findOne();
  }

  /** Those of an account, last used first. */
  List<Session> of(Tx tx, UUID account) {
    return tx.handle()
        .createQuery(COLUMNS + "where account = :account order by seen_at desc, id")
        .bind("account", account)
        .map(SESSION)
        .list();
  }

  void seen(Tx tx, byte[] tokenHash, Instant now) {
    tx.handle()
        .createUpdate("update authz.session set seen_at = :now where token_hash = :hash")
        .bind("now", now)
        .bind("hash", tokenHash)
        .execute();
  }

  void end(Tx tx, byte[] tokenHash) {
    tx.handle()
        .createUpdate("delete from authz.session where token_hash = :hash")
        .bind("hash", tokenHash)
        .execute();
  }

  /** Whether there was such a session of this account. */
  boolean end(Tx tx, UUID account, UUID id) {
    return tx.handle()
            .createUpdate("delete from authz.session where id = :id and account = :account")
            .bind("id", id)
            .bind("account", account)
            .execute()
        == 1;
  }

  void endAll(Tx tx, UUID account) {
    tx.handle()
        .createUpdate("delete from authz.session where account = :account")
        .bind("account", account)
        .execute();
  }
}

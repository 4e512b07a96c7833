package org.graticule.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;

/** Rows of {@code authz.session}. */
final class SessionStore {

  /** A session as stored. */
  record Row(UUID account, String source, Instant seen, Instant expires) {}

  void insert(Tx tx, byte[] tokenHash, UUID account, String source, Instant now, Instant expires) {
    tx.handle()
        .createUpdate(
            """
            insert into authz.session (token_hash, account, source, created_at, seen_at, expires_at)
            values (:hash, :account, :source, :now, :now, :expires)
            """)
        .bind("hash", tokenHash)
        .bind("account", account)
        .bind("source", source)
        .bind("now", now)
        .bind("expires", expires)
        .execute();
  }

  Optional<Row> find(Tx tx, byte[] tokenHash) {
    return tx.handle()
        .createQuery(
            """
            select account, source, seen_at, expires_at
            from authz.session
            where token_hash = :hash
            """)
        .bind("hash", tokenHash)
        .map((row, context) ->
            new Row(
                row.getObject("account", UUID.class),
                row.getString("source"),
                row.getTimestamp("seen_at").toInstant(),
                row.getTimestamp("expires_at").toInstant()))
        .findOne();
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

  void endAll(Tx tx, UUID account) {
    tx.handle()
        .createUpdate("delete from authz.session where account = :account")
        .bind("account", account)
        .execute();
  }
}

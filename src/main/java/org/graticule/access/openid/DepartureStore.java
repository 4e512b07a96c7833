package org.graticule.access.openid;

import java.time.Instant;
import java.util.Optional;
import org.graticule.db.Tx;

/** Rows of {@code authz.departure}. */
final class DepartureStore {
  void insert(Tx tx, byte[] stateHash, byte[] browserHash, Departure departure) {
    tx.handle()
        .createUpdate(
            """
            insert into authz.departure
              (state_hash, browser_hash, nonce, verifier, again, begun_at)
            values (:state, :browser, :nonce, :verifier, :again, :begun)
            """)
        .bind("state", stateHash)
        .bind("browser", browserHash)
        .bind("nonce", departure.nonce())
        .bind("verifier", departure.verifier())
        .bind("again", departure.again())
        .bind("begun", departure.begun())
        .execute();
  }

  /** Takes it, so that nobody comes back twice; empty too where another browser left with it. */
  Optional<Departure> take(Tx tx, byte[] stateHash, byte[] browserHash) {
    return tx.handle()
        .createQuery(
            """
            delete from authz.departure
            where state_hash = :state
            returning nonce, verifier, again, begun_at, browser_hash = :browser as same_browser
            """)
        .bind("state", stateHash)
        .bind("browser", browserHash)
        .map((row, context) ->
            row.getBoolean("same_browser")
                ? Optional.of(
                    new Departure(
                        row.getString("nonce"),
                        row.getString("verifier"),
                        row.getBoolean("again"),
                        row.getTimestamp("begun_at").toInstant()))
                : Optional.<Departure>empty())
        .findOne()
        .flatMap(departure -> departure);
  }

  void forgetBefore(Tx tx, Instant begun) {
    tx.handle()
        .createUpdate("delete from authz.departure where begun_at < :begun")
        .bind("begun", begun)
        .execute();
  }
}

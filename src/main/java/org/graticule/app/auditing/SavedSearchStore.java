package org.graticule.app.auditing;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.graticule.db.Tx;

/** Rows of {@code audit.saved_search}: searches that somebody comes back to. */
final class SavedSearchStore {

  /**
   * A search with a name.
   *
   * @param query as in an address: {@code actor=mara&type=tile.}
   */
  record Saved(UUID id, String name, String query) {}

  List<Saved> list(Tx tx, UUID owner) {
    return tx.handle()
        .createQuery(
            """
            select id, name, query
            from audit.saved_search
            where owner = :owner
            order by name
            """)
        .bind("owner", owner)
        .map((row, context) ->
            new Saved(
                row.getObject("id", UUID.class), row.getString("name"), row.getString("query")))
        .list();
  }

  /** Keeps a search, in place of one of the same name. */
  void keep(Tx tx, UUID owner, Saved search, Instant at) {
    tx.handle()
        .createUpdate(
            """
            insert into audit.saved_search (id, owner, name, query, created_at)
            values (:id, :owner, :name, :query, :at)
            on conflict (owner, name) do update
            set query = excluded.query
            """)
        .bind("id", search.id())
        .bind("owner", owner)
        .bind("name", search.name())
        .bind("query", search.query())
        .bind("at", Timestamp.from(at))
        .execute();
  }

  boolean remove(Tx tx, UUID owner, UUID id) {
    return tx.handle()
            .createUpdate("delete from audit.saved_search where owner = :owner and id = :id")
            .bind("owner", owner)
            .bind("id", id)
            .execute()
        > 0;
  }
}

package org.graticule.access;

import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;

/** Asks where something of content is, past the row policies, as only the registrar may. */
final class WhereaboutsStore {

  /** Of something hidden. */
  record Place(UUID project, int markId) {}

  Optional<Place> find(Tx tx, String kind, UUID id) {
    return tx.handle()
        .createQuery("select project, mark_id from content.whereabouts(:kind, :id)")
        .bind("kind", kind)
        .bind("id", id)
        .map((row, context) ->
            new Place(row.getObject("project", UUID.class), row.getInt("mark_id")))
        .findOne();
  }
}

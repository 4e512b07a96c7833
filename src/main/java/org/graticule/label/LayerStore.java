package org.graticule.label;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;

/** Rows of {@code content.layer}. Stateless. */
final class LayerStore {
  private static final String COLUMNS =
      "select id, project, kind, name, owner, model, locked, created_at, created_name"
          + " from content.layer\n";

  /** The first is the one that every project has. */
  List<Layer> of(Tx tx, UUID project) {
    return tx.handle()
        .createQuery(COLUMNS + "where project = :project order by id <> :project, created_at, id")
        .bind("project", project)
        .map((row, context) -> layer(row))
        .list();
  }

  Optional<Layer> find(Tx tx, UUID project, UUID id) {
    return tx.handle()
        .createQuery(COLUMNS + "where project = :project and id = :id")
        .bind("project", project)
        .bind("id", id)
        .map((row, context) -> layer(row))
        .findOne();
  }

  /** False where the project has one of this name. */
  boolean insert(Tx tx, Layer layer, UUID by) {
    return tx.handle()
            .createUpdate(
                """
                insert into content.layer (
                  id, project, kind, name, owner, model, locked,
                  created_at, created_by, created_name)
                values (:id, :project, :kind, :name, :owner, :model, :locked, :at, :by, :byName)
                on conflict (project, name) do nothing
                """)
            .bind("id", layer.id())
            .bind("project", layer.project())
            .bind("kind", layer.kind().name())
            .bind("name", layer.name())
            .bind("owner", layer.owner())
            .bind("model", layer.model())
            .bind("locked", layer.locked())
            .bind("at", layer.created())
            .bind("by", by)
            .bind("byName", layer.createdBy())
            .execute()
        == 1;
  }

  /** False where another of the project has this name. */
  boolean update(Tx tx, Layer layer) {
    return tx.handle()
            .createUpdate(
                """
                update content.layer
                set name = :name, locked = :locked
                where id = :id
                  and not exists (
                    select from content.layer o
                    where o.project = :project and o.name = :name and o.id <> :id)
                """)
            .bind("id", layer.id())
            .bind("project", layer.project())
            .bind("name", layer.name())
            .bind("locked", layer.locked())
            .execute()
        == 1;
  }

  private static Layer layer(ResultSet row) throws SQLException {
    return new Layer(
        row.getObject("id", UUID.class),
        row.getObject("project", UUID.class),
        Layer.Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getObject("owner", UUID.class),
        row.getString("model"),
        row.getBoolean("locked"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_name"));
  }
}

package org.graticule.label;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of {@code content.area}. Stateless. */
final class AreaStore {
  private static final String COLUMNS =
      """
      select id, name, min_x, min_y, max_x, max_y, outline, state, assignee, changed_at
      from content.area
      """;

  /** From the top down, row by row. */
  List<Area> of(Tx tx, UUID scene) {
    return tx.handle()
        .createQuery(COLUMNS + "where scene = :scene order by min_y, min_x, id")
        .bind("scene", scene)
        .map(AreaStore::area)
        .list();
  }

  Optional<Area> find(Tx tx, UUID scene, UUID id) {
    return tx.handle()
        .createQuery(COLUMNS + "where scene = :scene and id = :id for update")
        .bind("scene", scene)
        .bind("id", id)
        .map(AreaStore::area)
        .findOne();
  }

  /** Two who divide a scene at once do so one after the other. */
  void lock(Tx tx, UUID scene) {
    tx.handle()
        .createQuery("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
        .bind("key", "areas " + scene)
        .mapToMap()
        .list();
  }

  void insert(Tx tx, UUID project, UUID scene, List<Area> areas) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                insert into content.area (
                  id, scene, project, name, min_x, min_y, max_x, max_y, outline, state, assignee,
                  changed_at)
                values (
                  :id, :scene, :project, :name, :minX, :minY, :maxX, :maxY, :outline, :state, :assignee,
                  :changed)
                """);
    for (Area area : areas) {
      batch
          .bind("id", area.id())
          .bind("scene", scene)
          .bind("project", project)
          .bind("name", area.name())
          .bind("minX", area.box().minX())
          .bind("minY", area.box().minY())
          .bind("maxX", area.box().maxX())
          .bind("maxY", area.box().maxY())
          .bind("outline", area.outline())
          .bind("state", area.state().label())
          .bind("assignee", area.assignee())
          .bind("changed", area.changed())
          .add();
    }
    batch.execute();
  }

  void update(Tx tx, Area area) {
    tx.handle()
        .createUpdate(
            """
            update content.area
            set state = :state, assignee = :assignee, changed_at = :changed
            where id = :id
            """)
        .bind("id", area.id())
        .bind("state", area.state().label())
        .bind("assignee", area.assignee())
        .bind("changed", area.changed())
        .execute();
  }

  void delete(Tx tx, UUID area) {
    tx.handle().createUpdate("delete from content.area where id = :id").bind("id", area).execute();
  }

  int deleteAll(Tx tx, UUID scene) {
    return tx.handle()
        .createUpdate("delete from content.area where scene = :scene")
        .bind("scene", scene)
        .execute();
  }

  private static Area area(ResultSet row, StatementContext context) throws SQLException {
    return new Area(
        row.getObject("id", UUID.class),
        row.getString("name"),
        new Area.Box(
            row.getInt("min_x"), row.getInt("min_y"), row.getInt("max_x"), row.getInt("max_y")),
        row.getObject("outline") == null ? null : LabelRowStore.geometry(row, "outline", context),
        AreaState.of(row.getString("state")).orElseThrow(),
        row.getString("assignee"),
        row.getTimestamp("changed_at").toInstant());
  }
}

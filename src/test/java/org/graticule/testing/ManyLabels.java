package org.graticule.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.graticule.db.DatabaseAddress;

/**
 * Very many labels at once, past the services and the checks of foreign keys, which would take
 * their time. Cells are counted by the database as ever, and the planner knows of them.
 */
public final class ManyLabels {
  private static final int PORTION = 250_000;

  private ManyLabels() {}

  /** Adds labels of 4 by 4 pixels, of the classes 1 and 4, all over a scene. */
  public static void fill(DatabaseAddress superuser, UUID scene, int count) {
    try (Connection connection =
            DriverManager.getConnection(
                superuser.url(), superuser.user(), superuser.password().reveal());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local session_replication_role = replica");
      statement.execute("alter table content.element enable always trigger count_new");
      for (int from = 1; from <= count; from += PORTION) {
        statement.execute(filling(scene, from, Math.min(count, from + PORTION - 1)));
      }
      statement.execute("alter table content.element enable trigger count_new");
      connection.commit();
      statement.execute("analyze content.element, content.revision, content.label_cell");
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String filling(UUID scene, int from, int to) {
    return """
    with place as materialized (
      select
        cast(md5('%1$s' || i) as uuid) as id, 1 + (i * 7919 %% (s.width - 10)) %% 2 * 3 as class,
        s.id as scene, s.project, s.mark_id, s.created_by,
        st_makeenvelope(x, y, x + 4, y + 4) as pixels,
        st_makeenvelope(
          15 + x * 6.37e-6, 45.1534 - (y + 4) * 4.5e-6,
          15 + (x + 4) * 6.37e-6, 45.1534 - y * 4.5e-6, 4326) as ground
      from content.scene s
      cross join generate_series(cast(%2$d as bigint), %3$d) i
      cross join lateral (
        select i * 7919 %% (s.width - 10) as x, i * 104729 %% (s.height - 10) as y
      ) at
      where s.id = '%1$s'),
    elements as (
      insert into content.element (
        id, scene, project, layer, class_id, head, live, mark_id, envelope, ground, version)
      select id, scene, project, project, class, 1, true, mark_id, pixels, ground, 1
      from place)
    insert into content.revision (
      element, project, n, kind, class_id, geom_px, geom_ground, layer, mark_id, ontology,
      actor, actor_name, at, op_id)
    select id, project, 1, 'create', class, pixels, ground, project, mark_id, 1,
      created_by, 'founder', now(), gen_random_uuid()
    from place
    """
        .formatted(scene, from, to);
  }
}

package org.graticule.image;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;
import org.graticule.geo.Georeference;
import org.jspecify.annotations.Nullable;

/** Rows of {@code content.scene}. */
final class SceneStore {
  private static final String SELECT =
      """
      select s.id, s.project, s.name, s.revision, s.facts::text, s.acquired, s.mark_id,
             s.created_at, s.created_name
      from content.scene s
      """;

  /** A scene with the number of labels the asking subject may see on it. */
  record Listed(Scene scene, int labels) {}

  /** Where a page of a list begins: after this scene. */
  record After(Instant created, UUID id) {}

  void insert(Tx tx, Scene scene, UUID by) {
    tx.handle()
        .createUpdate(
            """
            insert into content.scene
              (id, project, name, revision, sha256, width, height, facts, footprint, acquired,
               mark_id, created_at, created_by, created_name)
            values
              (:id, :project, :name, :revision, :sha256, :width, :height, cast(:facts as jsonb),
               ST_GeomFromText(:footprint, 4326), :acquired, :mark, :at, :by, :byName)
            """)
        .bind("id", scene.id())
        .bind("project", scene.project())
        .bind("name", scene.name())
        .bind("revision", scene.revision())
        .bind("sha256", scene.facts().sha256())
        .bind("width", scene.facts().width())
        .bind("height", scene.facts().height())
        .bind("facts", scene.facts().toJson())
        .bind("footprint", scene.facts().footprintLonLat())
        .bind("acquired", scene.acquired())
        .bind("mark", scene.markId())
        .bind("at", scene.created())
        .bind("by", by)
        .bind("byName", scene.createdName())
        .execute();
  }

  Optional<Scene> find(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + "where s.id = :id")
        .bind("id", id)
        .map((row, context) -> scene(row))
        .findOne();
  }

  int countLabels(Tx tx, UUID scene, Integer[] marks) {
    return tx.handle()
        .createQuery(
            """
            select count(*) from content.element
            where scene = :scene and live and mark_id = any(:marks)
            """)
        .bind("scene", scene)
        .bind("marks", marks)
        .mapTo(Integer.class)
        .one();
  }

  /** Newest first. */
  List<Listed> list(Tx tx, UUID project, Integer[] marks, @Nullable After after, int limit) {
    return tx.handle()
        .createQuery(
            """
            select s.id, s.project, s.name, s.revision, s.facts::text, s.acquired, s.mark_id,
                   s.created_at, s.created_name,
                   (select count(*) from content.element e
                    where e.scene = s.id and e.live and e.mark_id = any(:marks)) as labels
            from content.scene s
            where s.project = :project
              and s.mark_id = any(:marks)
              and (cast(:at as timestamptz) is null or (s.created_at, s.id) < (:at, :id))
            order by s.created_at desc, s.id desc
            limit :limit
            """)
        .bind("project", project)
        .bind("marks", marks)
        .bind("at", after == null ? null : after.created())
        .bind("id", after == null ? null : after.id())
        .bind("limit", limit)
        .map((row, context) -> new Listed(scene(row), row.getInt("labels")))
        .list();
  }

  /**
   * Scenes whose footprint meets a box, by when they were taken (brought in, where that is
   * unknown).
   */
  List<UUID> meeting(Tx tx, UUID project, Integer[] marks, SceneCatalogue.Meeting asked) {
    return tx.handle()
        .createQuery(
            """
            select s.id
            from content.scene s
            where s.project = :project
              and s.mark_id = any(:marks)
              and s.footprint && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
              and (cast(:from as timestamptz) is null or coalesce(s.acquired, s.created_at) >= :from)
              and (cast(:to as timestamptz) is null or coalesce(s.acquired, s.created_at) < :to)
            order by coalesce(s.acquired, s.created_at) <direction>, s.id <direction>
            limit :limit
            """)
        .define("direction", asked.newestFirst() ? "desc" : "asc")
        .bind("project", project)
        .bind("marks", marks)
        .bind("west", asked.lonLat().getMinX())
        .bind("south", asked.lonLat().getMinY())
        .bind("east", asked.lonLat().getMaxX())
        .bind("north", asked.lonLat().getMaxY())
        .bind("from", asked.from())
        .bind("to", asked.to())
        .bind("limit", asked.limit())
        .mapTo(UUID.class)
        .list();
  }

  private static Scene scene(ResultSet row) throws SQLException {
    SceneFacts facts = SceneFacts.fromJson(row.getString("facts"));
    Timestamp acquired = row.getTimestamp("acquired");
    return new Scene(
        row.getObject("id", UUID.class),
        row.getObject("project", UUID.class),
        row.getString("name"),
        row.getInt("revision"),
        facts,
        Georeference.of(facts.georeference()),
        acquired == null ? null : acquired.toInstant(),
        row.getInt("mark_id"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_name"));
  }
}

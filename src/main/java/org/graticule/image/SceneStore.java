package org.graticule.image;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.access.Subject;
import org.graticule.db.Tx;
import org.graticule.fault.Fault;
import org.graticule.geo.Georeference;
import org.jdbi.v3.core.statement.Query;
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

  void insert(Tx tx, Scene scene, UUID by, String content) {
    tx.handle()
        .createUpdate(
            """
            insert into content.scene
              (id, project, name, revision, sha256, width, height, facts, footprint, acquired,
               mark_id, created_at, created_by, created_name, content)
            values
              (:id, :project, :name, :revision, :sha256, :width, :height, cast(:facts as jsonb),
               ST_GeomFromText(:footprint, 4326), :acquired, :mark, :at, :by, :byName, :content)
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
        .bind("content", content)
        .execute();
  }

  /** The scene of a project that was made of the same bytes and has this mark. */
  Optional<UUID> same(Tx tx, UUID project, String content, int markId) {
    return tx.handle()
        .createQuery(
            """
            select id from content.scene
            where project = :project and content = :content and mark_id = :mark
            order by created_at
            limit 1
            """)
        .bind("project", project)
        .bind("content", content)
        .bind("mark", markId)
        .mapTo(UUID.class)
        .findOne();
  }

  /** Lets one transaction at a time decide what becomes of a scene. */
  void hold(Tx tx, UUID id) {
    tx.handle().execute("select id from content.scene where id = ? for update", id);
  }

  /**
   * Gives a scene the pixels after those of a revision.
   *
   * @throws Fault conflict where it has others by now
   */
  void revise(
      Tx tx, UUID id, int from, SceneFacts facts, @Nullable Instant acquired, String content) {
    int changed =
        tx.handle()
            .createUpdate(
                """
                update content.scene
                set revision = revision + 1,
                    sha256 = :sha256,
                    content = :content,
                    facts = cast(:facts as jsonb),
                    footprint = ST_GeomFromText(:footprint, 4326),
                    acquired = coalesce(:acquired, acquired)
                where id = :id and revision = :from
                """)
            .bind("id", id)
            .bind("from", from)
            .bind("sha256", facts.sha256())
            .bind("content", content)
            .bind("facts", facts.toJson())
            .bind("footprint", facts.footprintLonLat())
            .bind("acquired", acquired)
            .execute();
    if (changed == 0) {
      throw Fault.conflict("scene-changed", "the scene has other pixels by now", Map.of());
    }
  }

  Optional<Scene> find(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + "where s.id = :id")
        .bind("id", id)
        .map((row, context) -> scene(row))
        .findOne();
  }

  int countLabels(Tx tx, UUID scene, Subject by) {
    String sql = "select " + LabelCountStore.OF_SCENE + " from content.scene s where s.id = :scene";
    return LabelCountStore.bind(tx.handle().createQuery(sql), by)
        .bind("scene", scene)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Of the scenes of a project that carry one of the marks.
   *
   * @param reached those that limited roles reach; null for all
   */
  SceneExtent extent(Tx tx, UUID project, Integer[] marks, @Nullable Set<UUID> reached) {
    return tx.handle()
        .createQuery(
            """
            select ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east,
                   ST_YMax(box) as north, earliest, latest
            from (
              select ST_Extent(authz.seen_of(s.id, s.footprint, of.scenes, of.parts)) as box,
                     min(s.acquired) as earliest, max(s.acquired) as latest
              from content.scene s,
                (select authz.scenes_partly() as scenes, authz.parts() as parts offset 0) of
              where s.project = :project and s.mark_id = any(:marks)
                and (:everywhere or s.id = any(:reached))
            ) found
            """)
        .bind("everywhere", reached == null)
        .bind("reached", reached == null ? new UUID[0] : reached.toArray(UUID[]::new))
        .bind("project", project)
        .bind("marks", marks)
        .map((row, context) -> {
          double west = row.getDouble("west");
          LonLatBox box =
              row.wasNull()
                  ? null
                  : new LonLatBox(
                      west, row.getDouble("south"), row.getDouble("east"), row.getDouble("north"));
          Timestamp earliest = row.getTimestamp("earliest");
          Timestamp latest = row.getTimestamp("latest");
          return new SceneExtent(
              box,
              earliest == null ? null : earliest.toInstant(),
              latest == null ? null : latest.toInstant());
        })
        .one();
  }

  /** Those of some projects that pass the filter, newest first. */
  List<Listed> list(
      Tx tx,
      List<UUID> projects,
      Subject by,
      SceneFilter filter,
      @Nullable After after,
      int limit) {
    // Only the conditions that are asked for, so that the planner can use an index for each; and
    // the page is chosen first, so that nothing is read of scenes that are not on it.
    Query query =
        tx.handle()
            .createQuery(
                """
                with page as materialized (
                  select s.id
                  from content.scene s
                  where s.mark_id = any(:marks)
                """
                    + (projects.size() == 1
                        ? "  and s.project = (:projects)[1]\n"
                        : "  and s.project = any(:projects)\n")
                    + SceneConditions.sql(filter, after != null)
                    + """
                      order by s.created_at desc, s.id desc
                      limit :limit
                    )
                    select s.id, s.project, s.name, s.revision, s.facts::text, s.acquired, s.mark_id,
                           s.created_at, s.created_name,
                           <labels> as labels
                    from page
                    join content.scene s on s.id = page.id
                    order by s.created_at desc, s.id desc
                    """);
    LabelCountStore.bind(query.define("labels", LabelCountStore.OF_SCENE), by);
    SceneConditions.bind(query, filter);
    if (after != null) {
      query.bind("at", after.created()).bind("id", after.id());
    }
    return query
        .bind("projects", projects.toArray(UUID[]::new))
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

  /** A filter as conditions. */
  private static final class SceneConditions {
    /** As much of the footprint as the asking subject sees. */
    private static final String SEEN =
        "authz.seen_of(s.id, s.footprint, (select authz.scenes_partly())::uuid[],"
            + " (select authz.parts()))";

    static String sql(SceneFilter filter, boolean after) {
      StringBuilder sql = new StringBuilder();
      add(sql, after, "(s.created_at, s.id) < (:at, :id)");
      add(sql, filter.areaWkt() != null, "s.footprint && ST_GeomFromText(:area, 4326)");
      add(
          sql,
          filter.areaWkt() != null,
          "ST_Intersects(" + SEEN + ", ST_MakeValid(ST_GeomFromText(:area, 4326)))");
      add(sql, filter.from() != null, "s.acquired >= :from");
      add(sql, filter.to() != null, "s.acquired <= :to");
      add(
          sql,
          filter.sensor() != null,
          "(lower(s.sensor) = lower(:sensor) or lower(s.platform) = lower(:sensor))");
      add(sql, filter.gsdMin() != null, "s.gsd >= :gsdMin");
      add(sql, filter.gsdMax() != null, "s.gsd <= :gsdMax");
      // How much cloud is on the whole of a scene is not told of a part.
      add(
          sql,
          filter.cloudMax() != null,
          "s.cloud_cover <= :cloudMax and s.id <> all((select authz.scenes_partly())::uuid[])");
      add(
          sql,
          filter.mark() != null,
          "s.mark_id = (select m.mark_id from authz.mark m where m.banner = :mark)");
      add(sql, !filter.ids().isEmpty(), "s.id = any(:ids)");
      return sql.toString();
    }

    private static void add(StringBuilder sql, boolean wanted, String condition) {
      if (wanted) {
        sql.append("  and ").append(condition).append('\n');
      }
    }

    static void bind(Query query, SceneFilter filter) {
      bind(query, "area", filter.areaWkt());
      bind(query, "from", filter.from());
      bind(query, "to", filter.to());
      bind(query, "sensor", filter.sensor());
      bind(query, "gsdMin", filter.gsdMin());
      bind(query, "gsdMax", filter.gsdMax());
      bind(query, "cloudMax", filter.cloudMax());
      bind(query, "mark", filter.mark());
      bind(query, "ids", filter.ids().isEmpty() ? null : filter.ids().toArray(UUID[]::new));
    }

    private static void bind(Query query, String name, @Nullable Object value) {
      if (value != null) {
        query.bind(name, value);
      }
    }
  }
}

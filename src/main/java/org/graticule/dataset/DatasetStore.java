package org.graticule.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.graticule.db.Tx;
import org.graticule.http.Json;
import org.jspecify.annotations.Nullable;

/** Rows of {@code content.dataset} and of what each one froze. */
final class DatasetStore {
  private static final String SELECT =
      """
      select d.id, d.project, d.name, d.version, d.state, d.reason, d.recipe::text, d.ontology,
             d.mark_id, d.checkpoint, d.job, d.sha256, d.bytes, d.manifest_sha256,
             d.created_at, d.created_by, d.created_name, j.progress
      """;
  private static final String FROM =
      """
      from content.dataset d
      left join content.job j on j.id = d.job
      """;

  /** A scene that the subject may not see today hides every dataset it went into. */
  private static final String VISIBLE =
      """
      d.mark_id = any(:marks)
      and not exists (
        select 1
        from content.dataset_scene ds
        left join content.scene s on s.id = ds.scene and s.mark_id = any(:marks)
        where ds.dataset = d.id and s.id is null)
      """;

  /**
   * What was frozen.
   *
   * @param marks of every scene and label
   */
  record Frozen(Set<Integer> marks, int scenes, long labels) {}

  /** The next version of a name; nobody else takes one until this transaction ends. */
  int nextVersion(Tx tx, UUID project, String name) {
    tx.handle()
        .createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:key, 0))")
        .bind("key", "dataset " + project + " " + name)
        .mapTo(Integer.class)
        .one();
    return tx.handle()
        .createQuery("select content.next_dataset_version(:project, :name)")
        .bind("project", project)
        .bind("name", name)
        .mapTo(Integer.class)
        .one();
  }

  void insert(Tx tx, Dataset dataset) {
    tx.handle()
        .createUpdate(
            """
            insert into content.dataset
              (id, project, name, version, state, recipe, ontology, mark_id, checkpoint,
               created_at, created_by, created_name)
            values
              (:id, :project, :name, :version, :state, cast(:recipe as jsonb), :ontology, :mark,
               :checkpoint, :at, :by, :byName)
            """)
        .bind("id", dataset.id())
        .bind("project", dataset.project())
        .bind("name", dataset.name())
        .bind("version", dataset.version())
        .bind("state", dataset.state().label())
        .bind("recipe", text(dataset.recipe()))
        .bind("ontology", dataset.ontology())
        .bind("mark", dataset.markId())
        .bind("checkpoint", dataset.checkpoint())
        .bind("at", dataset.created())
        .bind("by", dataset.createdBy())
        .bind("byName", dataset.createdName())
        .execute();
  }

  /**
   * Freezes the scenes and the live labels that carry one of the marks. One statement, so that all
   * of it is seen at one moment.
   */
  Frozen freeze(Tx tx, Dataset dataset, Integer[] marks) {
    Recipe recipe = dataset.recipe();
    return tx.handle()
        .createQuery(
            """
            with chosen as (
              select id, revision, mark_id
              from content.scene
              where project = :project
                and mark_id = any(:marks)
                and (:everyScene or id = any(:scenes))),
            living as (
              select e.id, r.n, r.mark_id
              from chosen s
              join content.element e on e.scene = s.id
              join content.layer l on l.id = e.layer and l.kind in ('PERSON', 'ADJUDICATED')
              join content.revision r on r.element = e.id and r.n = e.head
              where e.live
                and r.mark_id = any(:marks)
                and (:everyClass or r.class_id = any(:classes))),
            frozen_scene as (
              insert into content.dataset_scene (dataset, scene, revision)
              select :dataset, id, revision from chosen),
            frozen_label as (
              insert into content.dataset_label (dataset, element, n)
              select :dataset, id, n from living)
            select
              array(select mark_id from chosen union select mark_id from living) as marks,
              (select count(*) from chosen) as scenes,
              (select count(*) from living) as labels
            """)
        .bind("dataset", dataset.id())
        .bind("project", dataset.project())
        .bind("marks", marks)
        .bind("everyScene", recipe.scenes() == null)
        .bind(
            "scenes", recipe.scenes() == null ? new UUID[0] : recipe.scenes().toArray(UUID[]::new))
        .bind("everyClass", recipe.classes() == null)
        .bind(
            "classes",
            recipe.classes() == null ? new Integer[0] : recipe.classes().toArray(Integer[]::new))
        .map((row, context) ->
            new Frozen(
                Set.of((Integer[]) row.getArray("marks").getArray()),
                row.getInt("scenes"),
                row.getLong("labels")))
        .one();
  }

  void frozen(Tx tx, UUID id, int markId, @Nullable UUID job) {
    tx.handle()
        .createUpdate("update content.dataset set mark_id = :mark, job = :job where id = :id")
        .bind("mark", markId)
        .bind("job", job)
        .bind("id", id)
        .execute();
  }

  /** With its manifest. Says nothing about whether anybody may see it. */
  Optional<Dataset> find(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + ", d.manifest::text\n" + FROM + "where d.id = :id")
        .bind("id", id)
        .map((row, context) -> dataset(row, row.getString("manifest")))
        .findOne();
  }

  boolean visible(Tx tx, UUID id, Integer[] marks) {
    return tx.handle()
        .createQuery(
            "select exists (select 1 from content.dataset d where d.id = :id and " + VISIBLE + ")")
        .bind("id", id)
        .bind("marks", marks)
        .mapTo(Boolean.class)
        .one();
  }

  /** Newest first, without manifests. */
  List<Dataset> list(Tx tx, UUID project, Integer[] marks, int limit) {
    return tx.handle()
        .createQuery(
            SELECT
                + FROM
                + "where d.project = :project and "
                + VISIBLE
                + "order by d.created_at desc, d.id desc limit :limit")
        .bind("project", project)
        .bind("marks", marks)
        .bind("limit", limit)
        .map((row, context) -> dataset(row, null))
        .list();
  }

  /** Whether one of these marks is on each scene and label that was frozen, as they are today. */
  boolean whole(Tx tx, UUID id, Integer[] marks) {
    return tx.handle()
        .createQuery(
            """
            select not exists (
              select from content.dataset_scene d
              left join content.scene s on s.id = d.scene and s.mark_id = any(:marks)
              where d.dataset = :id and s.id is null)
            and not exists (
              select from content.dataset_label d
              left join content.element e on e.id = d.element and e.mark_id = any(:marks)
              where d.dataset = :id and e.id is null)
            """)
        .bind("id", id)
        .bind("marks", marks)
        .mapTo(Boolean.class)
        .one();
  }

  void published(Tx tx, UUID id, Release.Published published, Instant now) {
    tx.handle()
        .createUpdate(
            """
            update content.dataset
            set state = 'published', reason = null, manifest = cast(:manifest as jsonb),
                manifest_sha256 = :listing, sha256 = :sha256, bytes = :bytes, published_at = :now
            where id = :id
            """)
        .bind("manifest", published.manifest().toString())
        .bind("listing", published.listing().sha256())
        .bind("sha256", published.archive().sha256())
        .bind("bytes", published.archive().bytes())
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** What a second person said of each, where one is needed. */
  Map<UUID, Consent> consents(Tx tx, List<UUID> ids) {
    Map<UUID, Consent> consents = new HashMap<>();
    tx.handle()
        .createQuery(
            """
            select d.id,
                   case when d.released_at is not null then 'GIVEN'
                        when exists (
                          select from content.request r
                          where r.dataset = d.id and r.state = 'open') then 'ASKED'
                        else 'NEEDED' end as consent
            from content.dataset d
            where d.id = any(:ids)
            """)
        .bind("ids", ids.toArray(UUID[]::new))
        .map((row, context) ->
            Map.entry(row.getObject("id", UUID.class), Consent.valueOf(row.getString("consent"))))
        .forEach(entry -> consents.put(entry.getKey(), entry.getValue()));
    return consents;
  }

  /** Whether it was not released before. */
  boolean release(Tx tx, UUID id, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update content.dataset
                set released_at = :now
                where id = :id and released_at is null
                """)
            .bind("now", now)
            .bind("id", id)
            .execute()
        > 0;
  }

  void failed(Tx tx, UUID id, String reason) {
    tx.handle()
        .createUpdate(
            """
            update content.dataset
            set state = 'failed', reason = :reason
            where id = :id and state = 'building'
            """)
        .bind("reason", reason)
        .bind("id", id)
        .execute();
  }

  private static Dataset dataset(ResultSet row, @Nullable String manifest) throws SQLException {
    String sha256 = row.getString("sha256");
    Dataset.State state = Dataset.State.of(row.getString("state"));
    return new Dataset(
        row.getObject("id", UUID.class),
        row.getObject("project", UUID.class),
        row.getString("name"),
        row.getInt("version"),
        state,
        row.getString("reason"),
        read(row.getString("recipe"), new TypeReference<Recipe>() {}),
        row.getInt("ontology"),
        row.getInt("mark_id"),
        row.getString("checkpoint"),
        row.getObject("job", UUID.class),
        state == Dataset.State.PUBLISHED ? 1 : row.getDouble("progress"),
        sha256 == null
            ? null
            : new Member(row.getString("id") + ".zip", row.getLong("bytes"), sha256),
        row.getString("manifest_sha256"),
        manifest == null ? null : read(manifest, new TypeReference<JsonNode>() {}),
        row.getTimestamp("created_at").toInstant(),
        row.getObject("created_by", UUID.class),
        row.getString("created_name"));
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}

package org.graticule.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.graticule.db.Tx;
import org.jspecify.annotations.Nullable;

/** Rows of {@code content.job}. */
final class JobStore {
  private static final String SELECT =
      """
      select id, project, kind, name, payload::text, state, progress, message, code, scene, dataset,
             mark_id, attempts, created_at, created_by, created_name, started_at,
             remaining_seconds
      from content.job
      """;

  void insert(Tx tx, Job job) {
    tx.handle()
        .createUpdate(
            """
            insert into content.job
              (id, project, kind, name, payload, state, scene, dataset, mark_id,
               created_at, created_by, created_name)
            values
              (:id, :project, :kind, :name, cast(:payload as jsonb), 'queued', :scene, :dataset, :mark,
               :at, :by, :byName)
            """)
        .bind("id", job.id())
        .bind("project", job.project())
        .bind("kind", job.kind())
        .bind("name", job.name())
        .bind("payload", job.payload())
        .bind("scene", job.scene())
        .bind("dataset", job.dataset())
        .bind("mark", job.markId())
        .bind("at", job.created())
        .bind("by", job.createdBy())
        .bind("byName", job.createdName())
        .execute();
  }

  Optional<Job> find(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + "where id = :id")
        .bind("id", id)
        .map((row, context) -> job(row))
        .findOne();
  }

  boolean pending(Tx tx, String kind, UUID scene) {
    return tx.handle()
        .createQuery(
            """
            select exists (
              select from content.job
              where state in ('queued', 'running') and kind = :kind and scene = :scene)
            """)
        .bind("kind", kind)
        .bind("scene", scene)
        .mapTo(Boolean.class)
        .one();
  }

  List<Job> newest(Tx tx, UUID project, Integer[] marks, int limit) {
    return tx.handle()
        .createQuery(
            SELECT
                + """
                where project = :project and mark_id = any(:marks)
                order by created_at desc
                limit :limit
                """)
        .bind("project", project)
        .bind("marks", marks)
        .bind("limit", limit)
        .map((row, context) -> job(row))
        .list();
  }

  /** Takes the oldest job that waits, or that a node began and stopped tending. */
  Optional<Job> claim(Tx tx, Instant now, Instant staleBefore) {
    return tx.handle()
        .createQuery(
            """
            update content.job
            set state = 'running', attempts = attempts + 1, started_at = :now, heartbeat_at = :now
            where id = (
              select id from content.job
              where (state = 'queued'
                  and not exists (
                    select from content.job other
                    where other.id = job.waits_for and other.state in ('queued', 'running')))
                or (state = 'running' and heartbeat_at < :stale)
              order by created_at
              limit 1
              for update skip locked)
            returning id
            """)
        .bind("now", now)
        .bind("stale", staleBefore)
        .mapTo(UUID.class)
        .findOne()
        .flatMap(id -> find(tx, id));
  }

  /**
   * The job that works on a topic and has not ended; no other transaction can begin to before this
   * one ends.
   */
  Optional<UUID> worksOn(Tx tx, String topic) {
    tx.handle().execute("select pg_advisory_xact_lock(hashtextextended(?, 9))", topic);
    return tx.handle()
        .createQuery(
            """
            select id from content.job
            where topic = :topic and state in ('queued', 'running') and waits_for is null
            """)
        .bind("topic", topic)
        .mapTo(UUID.class)
        .findOne();
  }

  void takeUp(Tx tx, Job job, String topic) {
    tx.handle()
        .createUpdate("update content.job set topic = :topic, waits_for = null where id = :id")
        .bind("id", job.id())
        .bind("topic", topic)
        .execute();
  }

  /** Queues the job again behind another. */
  void await(Tx tx, Job job, UUID other, String message) {
    tx.handle()
        .createUpdate(
            """
            update content.job
            set state = 'queued', waits_for = :other, progress = 0, message = :message
            where id = :id and attempts = :attempts and state = 'running'
            """)
        .bind("id", job.id())
        .bind("attempts", job.attempts())
        .bind("other", other)
        .bind("message", message)
        .execute();
  }

  /** The job that this one has waited for. */
  Optional<Job> awaited(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + "where id = (select waits_for from content.job where id = :id)")
        .bind("id", id)
        .map((row, context) -> job(row))
        .findOne();
  }

  /** Whether no other attempt has begun; a job that has just ended is still its own attempt's. */
  boolean tend(
      Tx tx,
      Job job,
      double progress,
      @Nullable String message,
      OptionalLong remaining,
      Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update content.job
                set heartbeat_at = :now,
                    progress = case when state = 'running' then :progress else progress end,
                    message = case when state = 'running' then :message else message end,
                    remaining_seconds = :remaining
                where id = :id and attempts = :attempts
                """)
            .bind("now", now)
            .bind("progress", progress)
            .bind("message", message)
            .bind(
                "remaining",
                remaining.isPresent()
                    ? Math.toIntExact(Math.min(remaining.getAsLong(), Integer.MAX_VALUE))
                    : null)
            .bind("id", job.id())
            .bind("attempts", job.attempts())
            .execute()
        > 0;
  }

  /** Whether the job was still this attempt's to end. */
  boolean end(
      Tx tx,
      Job job,
      Job.State state,
      @Nullable String code,
      @Nullable String message,
      @Nullable UUID scene,
      Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update content.job
                set state = :state, code = :code, message = :message, finished_at = :now,
                    scene = coalesce(:scene, scene),
                    progress = case when :state = 'done' then 1 else progress end
                where id = :id and attempts = :attempts and state = 'running'
                """)
            .bind("state", state.name().toLowerCase(Locale.ROOT))
            .bind("code", code)
            .bind("message", message)
            .bind("now", now)
            .bind("scene", scene)
            .bind("id", job.id())
            .bind("attempts", job.attempts())
            .execute()
        > 0;
  }

  private static Job job(ResultSet row) throws SQLException {
    Timestamp started = row.getTimestamp("started_at");
    return new Job(
        row.getObject("id", UUID.class),
        row.getObject("project", UUID.class),
        row.getString("kind"),
        row.getString("name"),
        row.getString("payload"),
        Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getDouble("progress"),
        row.getString("message"),
        row.getString("code"),
        row.getObject("scene", UUID.class),
        row.getObject("dataset", UUID.class),
        row.getInt("mark_id"),
        row.getInt("attempts"),
        row.getTimestamp("created_at").toInstant(),
        row.getObject("created_by", UUID.class),
        row.getString("created_name"),
        started == null ? null : started.toInstant(),
        row.getObject("remaining_seconds") == null ? null : row.getLong("remaining_seconds"));
  }
}

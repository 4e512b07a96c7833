package org.graticule.image.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.graticule.db.Tx;

/** Rows of {@code content.upload}. */
final class UploadStore {
  private static final String SELECT =
      """
      select id, project, name, length, metadata, bundle, files, mark_id, received, job,
             created_at, created_by, created_name, expires_at
      from content.upload
      """;

  /** What somebody has promised and not yet sent. */
  record Owed(long bytes, int uploads) {}

  void insert(Tx tx, Upload upload) {
    tx.handle()
        .createUpdate(
            """
            insert into content.upload
              (id, project, name, length, metadata, bundle, files, mark_id,
               created_at, created_by, created_name, expires_at)
            values
              (:id, :project, :name, :length, :metadata, :bundle, :files, :mark,
               :at, :by, :byName, :expires)
            """)
        .bind("id", upload.id())
        .bind("project", upload.project())
        .bind("name", upload.name())
        .bind("length", upload.length())
        .bind("metadata", upload.metadata())
        .bind("bundle", upload.bundle())
        .bind("files", upload.files())
        .bind("mark", upload.markId())
        .bind("at", upload.created())
        .bind("by", upload.createdBy())
        .bind("byName", upload.createdName())
        .bind("expires", upload.expires())
        .execute();
  }

  /** Lets one transaction at a time promise for this person. */
  Owed owed(Tx tx, UUID by) {
    tx.handle().execute("select pg_advisory_xact_lock(hashtextextended(?, 7))", by.toString());
    return tx.handle()
        .createQuery(
            """
            select coalesce(sum(length), 0) as bytes, count(*) as uploads
            from content.upload
            where created_by = :by and not received
            """)
        .bind("by", by)
        .map((row, context) -> new Owed(row.getLong("bytes"), row.getInt("uploads")))
        .one();
  }

  Optional<Upload> find(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + "where id = :id")
        .bind("id", id)
        .map((row, context) -> upload(row))
        .findOne();
  }

  /** Uploads of a person in a project, oldest first. */
  List<Upload> own(Tx tx, UUID project, UUID by, Integer[] marks) {
    return tx.handle()
        .createQuery(
            SELECT
                + """
                where project = :project and created_by = :by and mark_id = any(:marks)
                order by created_at
                limit 1000
                """)
        .bind("project", project)
        .bind("by", by)
        .bind("marks", marks)
        .map((row, context) -> upload(row))
        .list();
  }

  /** Lets one transaction at a time finish an upload of this bundle. */
  void hold(Tx tx, Upload one) {
    tx.handle()
        .execute(
            "select pg_advisory_xact_lock(hashtextextended(?, 8))",
            one.createdBy() + " " + one.bundle());
  }

  /** All of a bundle that is no job yet. */
  List<Upload> bundle(Tx tx, Upload one) {
    return tx.handle()
        .createQuery(
            SELECT
                + """
                where project = :project and created_by = :by and bundle = :bundle and job is null
                order by created_at
                """)
        .bind("project", one.project())
        .bind("by", one.createdBy())
        .bind("bundle", one.bundle())
        .map((row, context) -> upload(row))
        .list();
  }

  /** Whether it was not received before. */
  boolean received(Tx tx, UUID id, Instant expires) {
    return tx.handle()
            .createUpdate(
                """
                update content.upload
                set received = true, expires_at = :expires
                where id = :id and not received
                """)
            .bind("id", id)
            .bind("expires", expires)
            .execute()
        > 0;
  }

  void became(Tx tx, UUID id, UUID job) {
    tx.handle()
        .createUpdate("update content.upload set job = :job where id = :id")
        .bind("id", id)
        .bind("job", job)
        .execute();
  }

  void extend(Tx tx, UUID id, Instant expires) {
    tx.handle()
        .createUpdate("update content.upload set expires_at = :expires where id = :id")
        .bind("id", id)
        .bind("expires", expires)
        .execute();
  }

  boolean delete(Tx tx, UUID id) {
    return tx.handle()
            .createUpdate("delete from content.upload where id = :id")
            .bind("id", id)
            .execute()
        > 0;
  }

  /** Nobody goes on with these, and no job that has not ended needs their files. */
  List<Upload> expired(Tx tx, Instant now) {
    return tx.handle()
        .createQuery(
            SELECT
                + """
                where expires_at < :now
                  and not exists (
                    select from content.job j
                    where j.id = upload.job and j.state in ('queued', 'running'))
                limit 1000
                """)
        .bind("now", now)
        .map((row, context) -> upload(row))
        .list();
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        row.getObject("id", UUID.class),
        row.getObject("project", UUID.class),
        row.getString("name"),
        row.getLong("length"),
        row.getString("metadata"),
        row.getString("bundle"),
        row.getInt("files"),
        row.getInt("mark_id"),
        row.getBoolean("received"),
        row.getObject("job", UUID.class),
        row.getTimestamp("created_at").toInstant(),
        row.getObject("created_by", UUID.class),
        row.getString("created_name"),
        row.getTimestamp("expires_at").toInstant());
  }
}

package org.graticule.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Request.Kind;
import org.graticule.access.Request.State;
import org.graticule.db.Tx;

/** Rows of {@code content.request}. */
final class RequestStore {
  private static final String SELECT =
      """
      select id, project, mark_id, kind, coalesce(scene, dataset) as thing, wanted_mark, reason,
             state, asked_at, asked_by, asked_name, decided_at, decided_name
      from content.request
      """;

  /** Whether there was no open one for the same thing. */
  boolean insert(Tx tx, Request request) {
    boolean scene = request.kind() == Kind.LOWER_MARK;
    return tx.handle()
            .createUpdate(
                """
                insert into content.request
                  (id, project, mark_id, kind, scene, dataset, wanted_mark, reason, state,
                   asked_at, asked_by, asked_name)
                values
                  (:id, :project, :mark, :kind, :scene, :dataset, :wanted, :reason, 'open',
                   :at, :by, :byName)
                on conflict do nothing
                """)
            .bind("id", request.id())
            .bind("project", request.project())
            .bind("mark", request.markId())
            .bind("kind", request.kind().label())
            .bindByType("scene", scene ? request.thing() : null, UUID.class)
            .bindByType("dataset", scene ? null : request.thing(), UUID.class)
            .bindByType("wanted", request.wantedMark(), Integer.class)
            .bind("reason", request.reason())
            .bind("at", request.asked())
            .bind("by", request.askedBy())
            .bind("byName", request.askedName())
            .execute()
        > 0;
  }

  Optional<Request> find(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + "where id = :id")
        .bind("id", id)
        .map((row, context) -> request(row))
        .findOne();
  }

  /** Newest first. */
  List<Request> of(Tx tx, UUID project, Integer[] marks, int limit) {
    return tx.handle()
        .createQuery(
            SELECT
                + """
                where project = :project and mark_id = any(:marks)
                order by asked_at desc, id
                limit :limit
                """)
        .bind("project", project)
        .bind("marks", marks)
        .bind("limit", limit)
        .map((row, context) -> request(row))
        .list();
  }

  /** Whether it was still open. */
  boolean decide(Tx tx, UUID id, State state, UUID by, String byName, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update content.request
                set state = :state, decided_at = :now, decided_by = :by, decided_name = :byName
                where id = :id and state = 'open'
                """)
            .bind("id", id)
            .bind("state", state.name().toLowerCase(Locale.ROOT))
            .bind("now", now)
            .bind("by", by)
            .bind("byName", byName)
            .execute()
        > 0;
  }

  /** Whether an agreement to lower a mark has lowered it: it does so once. */
  boolean used(Tx tx, UUID id) {
    return tx.handle()
        .createQuery("select used_at is not null from content.request where id = :id")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  private static Request request(ResultSet row) throws SQLException {
    Timestamp decided = row.getTimestamp("decided_at");
    return new Request(
        row.getObject("id", UUID.class),
        row.getObject("project", UUID.class),
        row.getInt("mark_id"),
        Kind.of(row.getString("kind")),
        row.getObject("thing", UUID.class),
        row.getObject("wanted_mark", Integer.class),
        row.getString("reason"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getTimestamp("asked_at").toInstant(),
        row.getObject("asked_by", UUID.class),
        row.getString("asked_name"),
        decided == null ? null : decided.toInstant(),
        row.getString("decided_name"));
  }
}

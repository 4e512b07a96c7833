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
      select r.id, r.project, r.mark_id, r.kind, coalesce(r.scene, r.dataset) as thing,
             coalesce(s.name, d.name || ' ' || d.version, '') as name, m.banner, r.wanted_mark,
             w.banner as wanted, r.reason, r.state, r.asked_at, r.asked_by, r.asked_name,
             r.decided_at, r.decided_name
      from content.request r
      join authz.mark m on m.mark_id = r.mark_id
      left join authz.mark w on w.mark_id = r.wanted_mark
      left join content.scene s on s.id = r.scene
      left join content.dataset d on d.id = r.dataset
      """;

  /** Whether there was no open one for the same thing. */
  boolean insert(Tx tx, UUID id, Requests.Wish wish, Subject by, Instant now) {
    boolean scene = wish.kind() == Kind.LOWER_MARK;
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
            .bind("id", id)
            .bind("project", wish.project())
            .bind("mark", wish.markId())
            .bind("kind", wish.kind().label())
            .bindByType("scene", scene ? wish.thing() : null, UUID.class)
            .bindByType("dataset", scene ? null : wish.thing(), UUID.class)
            .bindByType("wanted", wish.wantedMark(), Integer.class)
            .bind("reason", wish.reason())
            .bind("at", now)
            .bind("by", by.account())
            .bind("byName", by.username())
            .execute()
        > 0;
  }

  Optional<Request> find(Tx tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + "where r.id = :id")
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
                where r.project = :project and r.mark_id = any(:marks)
                order by r.asked_at desc, r.id
                limit :limit
                """)
        .bind("project", project)
        .bind("marks", marks)
        .bind("limit", limit)
        .map((row, context) -> request(row))
        .list();
  }

  /** For the registrar alone. Whether it was still open, and asked by somebody else. */
  boolean decide(Tx tx, UUID id, boolean approve, Subject by, Instant now) {
    return tx.handle()
        .createQuery("select content.decide(:id, :approve, :by, :byName, :now)")
        .bind("id", id)
        .bind("approve", approve)
        .bind("by", by.account())
        .bind("byName", by.username())
        .bind("now", now)
        .mapTo(Boolean.class)
        .one();
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
        row.getString("name"),
        row.getString("banner"),
        row.getObject("wanted_mark", Integer.class),
        row.getString("wanted"),
        row.getString("reason"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getTimestamp("asked_at").toInstant(),
        row.getObject("asked_by", UUID.class),
        row.getString("asked_name"),
        decided == null ? null : decided.toInstant(),
        row.getString("decided_name"));
  }
}

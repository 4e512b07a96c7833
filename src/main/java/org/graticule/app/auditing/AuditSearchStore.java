package org.graticule.app.auditing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.Query;

/** Looks into {@code audit.event}. */
final class AuditSearchStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  /** Where a page begins: after this event. */
  record After(Instant at, long seq) {}

  /** Newest first. */
  List<AuditRow> search(Tx tx, AuditFilter filter, After after, int limit, Integer[] marks) {
    Where where =
        Where.of(filter)
            .add("(e.at, e.seq) < (:at, :seq)")
            .bind("at", Timestamp.from(after.at()))
            .bind("seq", after.seq())
            .bind("limit", limit);
    return query(
            tx,
            """
            select e.seq, e.id, e.at, e.type, e.outcome, e.actor, e.actor_name, e.source, e.session,
                   e.project, e.scene, m.portion, e.facts::text as facts
            from audit.event e
            left join authz.mark m on m.mark_id = e.mark
            where %s
            order by e.at desc, e.seq desc
            limit :limit
            """,
            where,
            marks)
        .map((row, context) -> row(row))
        .list();
  }

  /** Numbers of the events found, oldest first. */
  List<Long> numbers(Tx tx, AuditFilter filter, int limit, Integer[] marks) {
    return query(
            tx,
            """
            select e.seq
            from audit.event e
            where %s
            order by e.seq
            limit :limit
            """,
            Where.of(filter).bind("limit", limit),
            marks)
        .mapTo(Long.class)
        .list();
  }

  /**
   * How often each cell of a grid was looked at.
   *
   * @param step degrees, side of a cell
   */
  List<Looks.Cell> cells(Tx tx, AuditFilter filter, double step, Integer[] marks) {
    Where where = onGround(filter).bind("step", step);
    return query(
            tx,
            """
            select floor(ST_X(c.middle) / :step) * :step as west,
                   floor(ST_Y(c.middle) / :step) * :step as south,
                   count(*) as looks, count(distinct e.actor_name) as people,
                   min(e.detail) as finest, max(e.at) as last
            from audit.event e
            cross join lateral (select ST_Centroid(e.ground) as middle) c
            where %s
            group by 1, 2
            order by looks desc
            limit 4000
            """,
            where,
            marks)
        .map((row, context) ->
            new Looks.Cell(
                row.getDouble("west"),
                row.getDouble("south"),
                row.getLong("looks"),
                row.getInt("people"),
                row.getDouble("finest"),
                row.getTimestamp("last").toInstant()))
        .list();
  }

  /** Who looked at what, newest first. */
  List<Looks.Look> looks(Tx tx, AuditFilter filter, int limit, Integer[] marks) {
    Where where = onGround(filter).bind("limit", limit);
    return query(
            tx,
            """
            select e.actor_name, e.scene, e.session, count(*) as looks,
                   min(e.detail) as finest, max(e.detail) as coarsest,
                   min(e.at) as first, max(e.at) as last, ST_AsText(ST_Extent(e.ground)) as box
            from audit.event e
            where %s
            group by e.actor_name, e.scene, e.session
            order by last desc
            limit :limit
            """,
            where,
            marks)
        .map((row, context) ->
            new Looks.Look(
                row.getString("actor_name"),
                row.getObject("scene", UUID.class),
                row.getString("session"),
                row.getLong("looks"),
                row.getDouble("finest"),
                row.getDouble("coarsest"),
                row.getTimestamp("first").toInstant(),
                row.getTimestamp("last").toInstant(),
                row.getString("box")))
        .list();
  }

  /** Sessions that left an event found by the filter, newest first. */
  List<Looks.Session> sessions(Tx tx, AuditFilter filter, int limit, Integer[] marks) {
    Where where = Where.of(filter).add("e.session is not null").bind("limit", limit);
    return query(
            tx,
            """
            select e.session, min(e.actor_name) as actor_name, min(e.source) as source,
                   min(e.at) as first, max(e.at) as last, count(*) as events,
                   coalesce(sum(case
                     when e.type = 'tile.seen' then coalesce((e.facts ->> 'count')::bigint, 1)
                     when e.type in ('tile.read', 'mosaic.read', 'map.read') then 1
                   end), 0) as tiles,
                   count(*) filter (where e.outcome = 'DENIED') as denied,
                   count(distinct e.scene) as scenes
            from audit.event e
            where %s
            group by e.session
            order by last desc
            limit :limit
            """,
            where,
            marks)
        .map((row, context) ->
            new Looks.Session(
                row.getString("session"),
                row.getString("actor_name"),
                row.getString("source"),
                row.getTimestamp("first").toInstant(),
                row.getTimestamp("last").toInstant(),
                row.getLong("events"),
                row.getLong("tiles"),
                row.getLong("denied"),
                row.getInt("scenes")))
        .list();
  }

  /**
   * Hours in which somebody was denied often, or saw far more tiles than in their usual hour of the
   * thirty days before.
   */
  List<Looks.Alert> alerts(Tx tx, Instant from, Instant to) {
    return tx.handle()
        .createQuery(
            """
            select h.actor_name, h.hour, h.tiles, h.denied, coalesce(n.norm, 0) as norm
            from audit.hour h
            left join lateral (
              select percentile_cont(0.5) within group (order by b.tiles) as norm
              from audit.hour b
              where b.actor_name = h.actor_name and b.tiles > 0
                and b.hour >= h.hour - interval '30 days' and b.hour < h.hour
            ) n on h.tiles >= :least
            where h.hour >= :from and h.hour < :to
              and (h.denied >= :denials
                or (h.tiles >= :least and h.tiles > :times * coalesce(n.norm, 0)))
            order by h.hour desc, h.actor_name
            limit 500
            """)
        .bind("from", Timestamp.from(from))
        .bind("to", Timestamp.from(to))
        .bind("denials", Looks.Alert.DENIALS)
        .bind("least", Looks.Alert.LEAST_TILES)
        .bind("times", Looks.Alert.TIMES)
        .map((row, context) ->
            new Looks.Alert(
                row.getString("actor_name"),
                row.getTimestamp("hour").toInstant(),
                row.getLong("tiles"),
                row.getLong("denied"),
                Math.round(row.getDouble("norm"))))
        .list();
  }

  /** A place is told to those alone who dominate the mark of what was seen there. */
  private static Where onGround(AuditFilter filter) {
    return Where.of(filter)
        .add("e.ground is not null")
        .add("(e.mark is null or e.mark = any(:marks))");
  }

  private static Query query(Tx tx, String sql, Where where, Integer[] marks) {
    Query query = tx.handle().createQuery(sql.formatted(where.sql())).bindMap(where.binds());
    return where.sql().contains(":marks")
        ? query.bindArray("marks", Integer.class, (Object[]) marks)
        : query;
  }

  private static AuditRow row(ResultSet row) throws SQLException {
    try {
      return new AuditRow(
          row.getLong("seq"),
          row.getObject("id", UUID.class),
          row.getTimestamp("at").toInstant(),
          row.getString("type"),
          Event.Outcome.valueOf(row.getString("outcome")),
          row.getString("actor"),
          row.getString("actor_name"),
          row.getString("source"),
          row.getString("session"),
          row.getObject("project", UUID.class),
          row.getObject("scene", UUID.class),
          null,
          row.getString("portion"),
          JSON.readValue(row.getString("facts"), FACTS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts of event " + row.getLong("seq"), e);
    }
  }
}

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

/** Looks into {@code audit.event}. */
final class AuditSearchStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  /** Where a page begins: after this event. */
  record After(Instant at, long seq) {}

  private final FilterStore filters;

  AuditSearchStore(FilterStore filters) {
    this.filters = filters;
  }

  /** Newest first. */
  List<AuditRow> search(Tx tx, AuditFilter filter, After after, int limit, Integer[] marks) {
    // Of a pair of columns the planner cannot tell which months it leaves out; of the first it can.
    Where where =
        filters
            .where(tx, filter, marks)
            .add("e.at <= :at and (e.at, e.seq) < (:at, :seq)")
            .bind("at", Timestamp.from(after.at()))
            .bind("seq", after.seq())
            .bind("limit", limit);
    String newest =
        where.newest(
            """
            e.seq, e.id, e.at, e.type, e.outcome, e.actor, e.actor_name, e.source, e.session,
                   e.project, e.scene, e.mark, e.facts::text as facts\
            """,
            "limit");
    return FilterStore.query(
            tx,
            where,
            """
            select e.*, m.portion
            from (
            %s) e
            left join authz.mark m on m.mark_id = e.mark
            order by e.at desc, e.seq desc
            """
                .formatted(newest))
        .map((row, context) -> row(row))
        .list();
  }

  /** Numbers of the events found, oldest first. */
  List<Long> numbers(Tx tx, AuditFilter filter, int limit, Integer[] marks) {
    Where where = filters.where(tx, filter, marks).bind("limit", limit);
    return FilterStore.query(
            tx,
            where,
            """
            select e.seq
            from audit.event e
            where %s
            order by e.seq
            limit :limit
            """
                .formatted(where.sql()))
        .mapTo(Long.class)
        .list();
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

package org.graticule.app.auditing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.audit.Recorded;
import org.graticule.db.Tx;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of {@code audit.event}. */
final class AuditIndexStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  /** The newest event indexed. */
  record Last(long seq, UUID id) {}

  Optional<Last> last(Tx tx) {
    return tx.handle()
        .createQuery("select seq, id from audit.event order by seq desc limit 1")
        .map((row, context) -> new Last(row.getLong("seq"), row.getObject("id", UUID.class)))
        .findOne();
  }

  void insert(Tx tx, List<Recorded> records) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                """
                insert into audit.event
                  (seq, id, at, type, outcome, actor, actor_name, source,
                   project, scene, mark, facts)
                values
                  (:seq, :id, :at, :type, :outcome, :actor, :actorName, :source,
                   :project, :scene, :mark, cast(:facts as jsonb))
                on conflict (seq) do nothing
                """);
    for (Recorded record : records) {
      Event event = record.event();
      batch
          .bind("seq", record.seq())
          .bind("id", event.id())
          .bind("at", Timestamp.from(event.at()))
          .bind("type", event.type())
          .bind("outcome", event.outcome().name())
          .bind("actor", storable(event.actor()))
          .bind("actorName", storable(event.actorName()))
          .bind("source", storable(event.source()))
          .bind("project", event.project())
          .bind("scene", event.scene())
          .bind("mark", event.mark())
          .bind("facts", facts(event))
          .add();
    }
    batch.execute();
  }

  /** Newest first, from below {@code before}; scene names only of scenes with the marks given. */
  List<AuditRow> search(Tx tx, AuditFilter filter, long before, int limit, Integer[] marks) {
    List<String> clauses = new ArrayList<>(List.of("e.seq < :before"));
    Map<String, Object> binds = new HashMap<>(Map.of("before", before, "limit", limit));
    filter
        .actor()
        .ifPresent(actor -> {
          clauses.add("(e.actor_name = :actor or e.actor_name ilike :part)");
          binds.put("actor", storable(actor));
          binds.put("part", "%" + literal(actor) + "%");
        });
    filter
        .type()
        .ifPresent(type -> {
          boolean prefix = type.endsWith(".");
          clauses.add(prefix ? "e.type like :type" : "e.type = :type");
          binds.put("type", prefix ? literal(type) + "%" : storable(type));
        });
    filter.outcome().ifPresent(value -> narrow(clauses, binds, "outcome", value.name()));
    filter.scene().ifPresent(value -> narrow(clauses, binds, "scene", value));
    filter.project().ifPresent(value -> narrow(clauses, binds, "project", value));
    filter
        .from()
        .ifPresent(value -> {
          clauses.add("e.at >= :from");
          binds.put("from", Timestamp.from(value));
        });
    filter
        .to()
        .ifPresent(value -> {
          clauses.add("e.at < :to");
          binds.put("to", Timestamp.from(value));
        });
    return tx.handle()
        .createQuery(
            """
            select e.seq, e.id, e.at, e.type, e.outcome, e.actor, e.actor_name, e.source,
                   e.project, e.scene, s.name as scene_name, m.portion, e.facts::text as facts
            from audit.event e
            left join content.scene s on s.id = e.scene and s.mark_id = any(:marks)
            left join authz.mark m on m.mark_id = e.mark
            where %s
            order by e.seq desc
            limit :limit
            """
                .formatted(String.join("\n  and ", clauses)))
        .bindMap(binds)
        .bindArray("marks", Integer.class, (Object[]) marks)
        .map((row, context) -> row(row))
        .list();
  }

  private static void narrow(
      List<String> clauses, Map<String, Object> binds, String column, Object value) {
    clauses.add("e.%s = :%s".formatted(column, column));
    binds.put(column, value);
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
          row.getObject("project", UUID.class),
          row.getObject("scene", UUID.class),
          row.getString("scene_name"),
          row.getString("portion"),
          JSON.readValue(row.getString("facts"), FACTS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts of event " + row.getLong("seq"), e);
    }
  }

  private static String facts(Event event) {
    Map<String, Object> facts = new HashMap<>();
    event
        .facts()
        .forEach((name, value) ->
            facts.put(storable(name), value instanceof String text ? storable(text) : value));
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts of event " + event.id(), e);
    }
  }

  /** PostgreSQL has no place for U+0000; the log has, and a hostile name may hold one. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** The text itself as a pattern. */
  private static String literal(String text) {
    return storable(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}

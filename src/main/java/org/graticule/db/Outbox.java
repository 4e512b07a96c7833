package org.graticule.db;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.graticule.audit.Event;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Events that are committed with their change but may not be on the log yet. */
final class Outbox {
  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  void put(Handle handle, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into audit.outbox (id, event)
            values (:id, :event)
            on conflict (id) do nothing
            """);
    for (Event event : events) {
      batch.bind("id", event.id()).bind("event", write(event)).add();
    }
    batch.execute();
  }

  boolean holds(Handle handle, Event event) {
    return handle
        .createQuery("select exists (select 1 from audit.outbox where id = :id)")
        .bind("id", event.id())
        .mapTo(Boolean.class)
        .one();
  }

  /** Oldest first; those younger than the age may still be on their way to the log. */
  List<Event> waiting(Handle handle, Duration age) {
    return handle
        .createQuery(
            """
            select event
            from audit.outbox
            where at <= now() - make_interval(secs => :age)
            order by at, id
            """)
        .bind("age", age.toMillis() / 1000.0)
        .map((row, context) -> read(row.getString(1)))
        .list();
  }

  void remove(Handle handle, List<Event> events) {
    handle
        .createUpdate("delete from audit.outbox where id = any(:ids)")
        .bind("ids", events.stream().map(Event::id).toArray(UUID[]::new))
        .execute();
  }

  private String write(Event event) {
    try {
      return json.writeValueAsString(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Event read(String text) {
    try {
      return json.readValue(text, Event.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

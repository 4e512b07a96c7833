package org.graticule.db;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
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
            "insert into audit.outbox (id, event) values (:id, cast(:event as jsonb))");
    for (Event event : events) {
      batch.bind("id", event.id()).bind("event", write(event)).add();
    }
    batch.execute();
  }

  /** Oldest first. */
  List<Event> waiting(Handle handle) {
    return handle
        .createQuery("select event::text from audit.outbox order by at, id")
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

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

/** Events that are committed with their change but may not be on the log yet. */
final class Outbox {
  /**
   * Nobody waits for the disk: an event that a crash brings back is one that the log knows already.
   */
  private static final String UNHURRIED =
      """
      with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
      delete from audit.outbox
      using unhurried
      where id = any(:ids)
      """;

  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();

  void put(Handle handle, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            insert into audit.outbox (id, event)
            select id, event
            from unnest(:ids, :events) as e (id, event)
            on conflict (id) do nothing
            """)
        .bind("ids", ids(events))
        .bind("events", events.stream().map(this::write).toArray(String[]::new))
        .execute();
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
        .createUpdate(
            handle.isInTransaction() ? "delete from audit.outbox where id = any(:ids)" : UNHURRIED)
        .bind("ids", ids(events))
        .execute();
  }

  private static UUID[] ids(List<Event> events) {
    return events.stream().map(Event::id).toArray(UUID[]::new);
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

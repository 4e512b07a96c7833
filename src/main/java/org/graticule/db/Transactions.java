package org.graticule.db;

import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;

/**
 * Transactions of one role, for one holder of a ticket. Immutable and thread-safe; cheap to make.
 */
public final class Transactions {
  /** What PostgreSQL says when a row policy forbids what is to be written. */
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** Shut down, crashed, starting, out of connections. */
  private static final Set<String> STOPPING = Set.of("57P01", "57P02", "57P03", "53300");

  private static final String ROW_POLICY = "row-level security";

  private final Jdbi jdbi;
  private final Ticket ticket;
  private final Outbox outbox;
  private final Consequences log;

  /** What becomes of a transaction's events once it is through. */
  record Consequences(Consumer<List<Event>> read, BiConsumer<Jdbi, List<Event>> write) {}

  Transactions(Jdbi jdbi, Ticket ticket, Outbox outbox, Consequences log) {
    this.jdbi = jdbi;
    this.ticket = ticket;
    this.outbox = outbox;
    this.log = log;
  }

  Transactions as(Ticket other) {
    return new Transactions(jdbi, other, outbox, log);
  }

  /** Reads in one snapshot; returns once the events recorded with it are durable on the log. */
  public <T> T read(Function<Tx, T> work) {
    List<Event> events = new ArrayList<>();
    T result;
    try {
      result =
          jdbi.inTransaction(handle -> {
            handle.setReadOnly(true);
            // By the connection it would take three more round trips: to ask, to set and to put
            // back.
            handle.execute("set transaction isolation level repeatable read");
            return run(handle, work, events);
          });
    } catch (JdbiException e) {
      throw away(e) ? unavailable() : e;
    }
    log.read().accept(events);
    return result;
  }

  /**
   * Changes something; returns once the change and its events are durable.
   *
   * @throws Fault not found, where the database does not let the ticket's holder write the row
   */
  public <T> T write(Function<Tx, T> work) {
    List<Event> events = new ArrayList<>();
    T result;
    try {
      result =
          jdbi.inTransaction(handle -> {
            T value = run(handle, work, events);
            outbox.put(handle, events);
            return value;
          });
    } catch (JdbiException e) {
      if (away(e)) {
        throw unavailable();
      }
      throw hidden(e) ? Fault.notFound().deniedBy("row-policy") : e;
    }
    log.write().accept(jdbi, events);
    return result;
  }

  private <T> T run(Handle handle, Function<Tx, T> work, List<Event> events) {
    if (!ticket.equals(Ticket.NONE)) {
      show(handle);
    }
    Tx tx = new Tx(handle);
    T value = work.apply(tx);
    events.addAll(tx.events());
    return value;
  }

  /**
   * A thread's writes nest: the ticket of an inner holder would stay with what follows it. Plans
   * are not compiled: row policies and functions of PostGIS look dear to the planner, and these
   * queries are short (a page of 5,000 of a million labels took twice as long with it).
   */
  private void show(Handle handle) {
    String before =
        handle
            .createQuery(
                """
                with shown as materialized (select current_setting('graticule.ticket', true) as ticket)
                select coalesce(shown.ticket, '')
                from shown,
                  set_config('graticule.ticket', :ticket, true) as ticket,
                  set_config('jit', 'off', true) as jit
                """)
            .bind("ticket", ticket.secret())
            .mapTo(String.class)
            .one();
    if (!before.isEmpty() && !before.equals(ticket.secret())) {
      throw new IllegalStateException("a transaction for one holder within that of another");
    }
  }

  /** No connection was free in time, or the one there was is gone. */
  private static boolean away(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return true;
      }
      if (cause instanceof PSQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        return state.startsWith("08") || STOPPING.contains(state);
      }
    }
    return false;
  }

  private static Fault unavailable() {
    return Fault.unavailable("database-unavailable", "The database is busy or away; ask again.");
  }

  private static boolean hidden(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException sql) {
        return INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())
            && String.valueOf(sql.getMessage()).contains(ROW_POLICY);
      }
    }
    return false;
  }
}

package org.graticule.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.postgres.PostgresPlugin;

/**
 * Runs transactions. Thread-safe; owns the connection pool.
 *
 * <p>A write is answered when both the change and its events are durable: events go to the outbox
 * in the same transaction, then to the log, and only then does {@link #write} return.
 */
public final class Database implements AutoCloseable {
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Outbox outbox;
  private final AuditLog log;

  private Database(HikariDataSource pool, AuditLog log) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    this.outbox = new Outbox();
    this.log = log;
    GeometryCodec.install(jdbi);
  }

  /** Opens the pool; the server must be reachable. */
  public static Database open(DatabaseAddress address, int connections, AuditLog log) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password().reveal());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(2, connections));
    config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    config.setPoolName("graticule");
    config.addDataSourceProperty("ApplicationName", "graticule");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new Database(new HikariDataSource(config), log);
  }

  /** Reads in one snapshot; returns once the events recorded with it are durable on the log. */
  public <T> T read(Function<Tx, T> work) {
    List<Event> events = new ArrayList<>();
    T result =
        jdbi.inTransaction(
            TransactionIsolationLevel.REPEATABLE_READ,
            handle -> {
              handle.setReadOnly(true);
              Tx tx = new Tx(handle);
              T value = work.apply(tx);
              events.addAll(tx.events());
              return value;
            });
    record(events);
    return result;
  }

  /** Changes something; returns once the change and its events are durable. */
  public <T> T write(Function<Tx, T> work) {
    List<Event> events = new ArrayList<>();
    T result =
        jdbi.inTransaction(handle -> {
          Tx tx = new Tx(handle);
          T value = work.apply(tx);
          outbox.put(handle, tx.events());
          events.addAll(tx.events());
          return value;
        });
    relay(events);
    return result;
  }

  /**
   * Appends to the log what a crash, or a process that does not own the log, left in the outbox.
   * The log knows an event it has already, so doing this twice does no harm.
   *
   * @param age of the youngest to take: at start zero, later long enough for a write of our own to
   *     be through
   */
  public int relayLeftovers(Duration age) {
    List<Event> left = jdbi.withHandle(handle -> outbox.waiting(handle, age));
    relay(left);
    return left.size();
  }

  /** Appends events that belong to no change, and waits until they are durable. */
  public void record(List<Event> events) {
    List<CompletableFuture<Long>> appended = events.stream().map(log::append).toList();
    for (CompletableFuture<Long> one : appended) {
      await(one);
    }
  }

  /** Whether the database answers within two seconds. */
  public boolean answers() {
    try (Handle handle = jdbi.open()) {
      return handle.getConnection().isValid(2);
    } catch (java.sql.SQLException | RuntimeException e) {
      return false;
    }
  }

  private void relay(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    record(events);
    jdbi.useHandle(handle -> outbox.remove(handle, events));
  }

  private static void await(CompletableFuture<Long> appended) {
    try {
      appended.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.unavailable("interrupted", "The server is stopping.");
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw Fault.unavailable(
          "audit-unavailable", "The audit log cannot take an event, so nothing is answered.");
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

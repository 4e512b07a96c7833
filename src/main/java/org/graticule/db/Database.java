package org.graticule.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions. Thread-safe; owns the connection pools.
 *
 * <p>Content is read and written {@link #as} somebody: row policies in the database show each
 * holder of a ticket their rows and no others, and without a ticket there are none. Accounts,
 * grants and tickets are kept by another role, the {@link #registry}.
 *
 * <p>A write is answered when both the change and its events are durable: events go to the outbox
 * in the same transaction, then to the log, and only then does it return.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** Sign-ins and the first request of a session need it, so it must not run dry at once. */
  private static final int REGISTRAR_CONNECTIONS = 4;

  private final HikariDataSource pool;
  private final HikariDataSource registrarPool;
  private final Jdbi jdbi;
  private final Jdbi registrar;
  private final Outbox outbox = new Outbox();
  private final AuditLog log;
  private final Transactions plain;
  private final Transactions registry;

  private Database(HikariDataSource pool, HikariDataSource registrarPool, AuditLog log) {
    this.pool = pool;
    this.registrarPool = registrarPool;
    this.log = log;
    this.jdbi = jdbi(pool);
    this.registrar = jdbi(registrarPool);
    Transactions.Consequences consequences =
        new Transactions.Consequences(this::record, this::relay);
    this.plain = new Transactions(jdbi, Ticket.NONE, outbox, consequences);
    this.registry = new Transactions(registrar, Ticket.NONE, outbox, consequences);
  }

  private static Jdbi jdbi(HikariDataSource pool) {
    Jdbi jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    GeometryCodec.install(jdbi);
    // What is bound are tickets, names and places: none of it is for the server's own messages.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }

  /**
   * Opens the pools; the server must be reachable.
   *
   * @param connections of the server's role; the registrar has a few of its own
   */
  public static Database open(DatabaseRoles roles, int connections, AuditLog log) {
    return new Database(
        pool(roles.app(), connections, "graticule"),
        pool(roles.registrar(), REGISTRAR_CONNECTIONS, "graticule-registrar"),
        log);
  }

  private static HikariDataSource pool(DatabaseAddress address, int connections, String name) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password().reveal());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(2, connections));
    config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    config.setPoolName(name);
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }

  /** Transactions that see and write what this holder may. */
  public Transactions as(TicketHolder holder) {
    return plain.as(holder.ticket());
  }

  /** Transactions on accounts, sessions, grants and tickets; no content can be reached in one. */
  public Transactions registry() {
    return registry;
  }

  /** Reads what belongs to nobody, such as the marks. No row of content, and none of the log. */
  public <T> T read(Function<Tx, T> work) {
    return plain.read(work);
  }

  /** Writes what belongs to nobody. */
  public <T> T write(Function<Tx, T> work) {
    return plain.write(work);
  }

  /**
   * Appends to the log what a crash, or a process that does not own the log, left in the outbox.
   * The log knows an event it has already, so doing this twice does no harm.
   *
   * @param age of the youngest to take: at start zero, later long enough for a write of our own to
   *     be through
   */
  public int relayLeftovers(Duration age) {
    List<Event> left = registrar.withHandle(handle -> outbox.waiting(handle, age));
    relay(registrar, left);
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
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  private void relay(Jdbi by, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    record(events);
    try {
      by.useHandle(handle -> outbox.remove(handle, events));
    } catch (ConnectionException e) {
      // All of it is durable; the next look at leftovers takes them out, and the log knows them.
      LOG.warn("{} events wait in the outbox: {}", events.size(), e.getMessage());
    }
  }

  private static void await(CompletableFuture<Long> appended) {
    try {
      appended.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.stopping();
    } catch (ExecutionException | TimeoutException e) {
      throw Fault.unavailable(
          "audit-unavailable", "The audit log cannot take an event, so nothing is answered.");
    }
  }

  @Override
  public void close() {
    pool.close();
    registrarPool.close();
  }
}

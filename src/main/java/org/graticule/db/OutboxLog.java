package org.graticule.db;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.jdbi.v3.core.Jdbi;

/**
 * The log as seen from a second process, such as a command beside a running server: events are left
 * in the outbox, and are durable once the server, which owns the log, has taken them away.
 * Thread-safe.
 */
public final class OutboxLog implements AuditLog {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int LOOKS = 300;

  private final Jdbi jdbi;
  private final Outbox outbox = new Outbox();

  public OutboxLog(DatabaseAddress address) {
    this.jdbi = Jdbi.create(address.url(), address.user(), address.password().reveal());
  }

  @Override
  public CompletableFuture<Long> append(Event event) {
    CompletableFuture<Long> taken = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            jdbi.useHandle(handle -> outbox.put(handle, List.of(event)));
            await(event);
            taken.complete(-1L);
          } catch (InterruptedException | RuntimeException e) {
            taken.completeExceptionally(e);
          }
        });
    return taken;
  }

  private void await(Event event) throws InterruptedException {
    for (int i = 0; i < LOOKS; i++) {
      if (!jdbi.withHandle(handle -> outbox.holds(handle, event))) {
        return;
      }
      Thread.sleep(LOOK);
    }
    throw Fault.unavailable("audit-unavailable", "the server does not take events from the outbox");
  }
}

package org.graticule.app;

import java.time.Duration;
import org.graticule.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes to the log what processes that do not own it leave in the outbox. Owns its thread. */
final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration EVERY = Duration.ofMillis(500);

  /** Younger events may be of a write of our own that is still on its way. */
  private static final Duration AGE = Duration.ofSeconds(1);

  private final Database database;
  private final Thread thread;

  OutboxRelay(Database database) {
    this.database = database;
    this.thread = Thread.ofPlatform().daemon().name("outbox-relay").start(this::relay);
  }

  private void relay() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(EVERY);
        database.relayLeftovers(AGE);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("the outbox cannot be relayed: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

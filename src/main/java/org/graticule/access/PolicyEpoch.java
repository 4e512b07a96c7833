package org.graticule.access;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.graticule.db.Database;
import org.graticule.db.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices within a second that grants, accounts or marks changed, here or on another node.
 * Thread-safe; owns one thread. When the database has not confirmed the epoch for five seconds,
 * nothing may be decided.
 */
public final class PolicyEpoch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyEpoch.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final long STALE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Database database;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile long epoch;
  private volatile long confirmed;

  public PolicyEpoch(Database database) {
    this.database = database;
    this.epoch = read();
    this.confirmed = System.nanoTime();
    this.thread = Thread.ofPlatform().daemon().name("policy-epoch").start(this::watch);
  }

  /**
   * Moves the epoch in the transaction of a change that readers must hear of. Changes of accounts,
   * grants, tokens and marks move it by themselves.
   */
  public static void bump(Tx tx) {
    new PolicyEpochStore().bump(tx);
  }

  /** Called, on this object's thread, after the epoch moved. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Applies a change made through this node at once. */
  public void refresh() {
    long now = read();
    confirmed = System.nanoTime();
    if (now != epoch) {
      // Remembered only after everybody has caught up: a listener that fails is tried again.
      listeners.forEach(Runnable::run);
      epoch = now;
    }
  }

  boolean fresh() {
    return System.nanoTime() - confirmed < STALE_NANOS;
  }

  private long read() {
    return database.registry().read(new PolicyEpochStore()::read);
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(INTERVAL);
        refresh();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("the policy epoch cannot be confirmed: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

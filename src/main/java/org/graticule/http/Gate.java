package org.graticule.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.graticule.fault.Fault;

/**
 * Runs blocking work on virtual threads, a bounded number at once and a bounded number waiting.
 * Thread-safe. Without the bound, a burst of requests fails on the connection pool instead of
 * waiting its turn.
 */
public final class Gate implements AutoCloseable {
  private final ExecutorService threads;
  private final Semaphore running;
  private final AtomicInteger admitted = new AtomicInteger();
  private final int most;

  /**
   * @param name for thread dumps
   * @param width how many run at once
   * @param queue how many may wait beyond those
   */
  public Gate(String name, int width, int queue) {
    this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
    this.running = new Semaphore(width);
    this.most = width + queue;
  }

  /**
   * @throws Fault unavailable where too many wait already, or after the end
   */
  public void run(Runnable work) {
    if (admitted.incrementAndGet() > most) {
      admitted.decrementAndGet();
      throw Fault.unavailable("busy", "Too many requests are waiting; try again shortly.");
    }
    try {
      threads.execute(() -> {
        running.acquireUninterruptibly();
        try {
          work.run();
        } finally {
          running.release();
          admitted.decrementAndGet();
        }
      });
    } catch (RejectedExecutionException e) {
      admitted.decrementAndGet();
      throw Fault.stopping();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}

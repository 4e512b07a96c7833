package org.graticule.tile;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.graticule.fault.Fault;

/**
 * Renders on a bounded number of platform threads (native codecs pin virtual ones) with a bounded
 * queue. Equal work asked for at the same time is done once; work that nobody waits for any more is
 * dropped if it has not begun. Thread-safe.
 */
public final class RenderPool implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Map<Object, Shared<?>> open = new HashMap<>();

  /** One piece of work and how many wait for it; the count is guarded by {@link #open}. */
  private static final class Shared<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private int waiting;
  }

  /**
   * A place in the queue.
   *
   * @param leave says that the holder no longer waits; harmless after the end
   */
  record Ticket<T>(CompletableFuture<T> result, Runnable leave) {
    <S> Ticket<S> map(Function<T, S> then) {
      return new Ticket<>(result.thenApply(then), leave);
    }

    static <T> Ticket<T> ready(T value) {
      return new Ticket<>(CompletableFuture.completedFuture(value), () -> {});
    }
  }

  /**
   * @param width how many work at once
   * @param queue how many different pieces may wait beyond those
   */
  public RenderPool(int width, int queue) {
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name("render-", 0).factory());
  }

  /**
   * @param key equal for equal work
   * @throws Fault unavailable where too much waits already
   */
  <T> Ticket<T> submit(Object key, Callable<T> work) {
    Shared<T> shared;
    boolean fresh;
    synchronized (open) {
      // The key decides the type of the work.
      @SuppressWarnings("unchecked")
      Shared<T> known = (Shared<T>) open.get(key);
      fresh = known == null;
      shared = fresh ? new Shared<>() : known;
      shared.waiting++;
      if (fresh) {
        open.put(key, shared);
      }
    }
    if (fresh) {
      try {
        threads.execute(() -> run(key, shared, work));
      } catch (RejectedExecutionException e) {
        Fault busy =
            Fault.unavailable("busy", "Too many tiles wait to be drawn; try again shortly.");
        close(key, shared);
        shared.result.completeExceptionally(busy);
        throw busy;
      }
    }
    return new Ticket<>(shared.result, () -> leave(shared));
  }

  private <T> void run(Object key, Shared<T> shared, Callable<T> work) {
    synchronized (open) {
      if (shared.waiting <= 0) {
        open.remove(key, shared);
        shared.result.cancel(false);
        return;
      }
    }
    try {
      T value = work.call();
      close(key, shared);
      shared.result.complete(value);
    } catch (Exception | Error e) {
      close(key, shared);
      shared.result.completeExceptionally(e);
    }
  }

  private void leave(Shared<?> shared) {
    synchronized (open) {
      shared.waiting--;
    }
  }

  private void close(Object key, Shared<?> shared) {
    synchronized (open) {
      open.remove(key, shared);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

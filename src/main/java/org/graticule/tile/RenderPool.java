package org.graticule.tile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.graticule.fault.Fault;

/**
 * Renders on a bounded number of platform threads (native codecs pin virtual ones) with a bounded
 * queue, in which large work counts for as much as many tiles. Equal work asked for at the same
 * time is done once; work that nobody waits for any more is dropped if it has not begun.
 * Thread-safe.
 */
public final class RenderPool implements AutoCloseable {
  /** Tiles' worth; more is large. */
  private static final int LARGE = 8;

  private final ThreadPoolExecutor threads;
  private final int most;

  /** What waits or is under way; guards itself, its counts and the sum of costs. */
  private final Map<Object, Shared<?>> open = new HashMap<>();

  private int admitted;

  /** One piece of work and how many wait for it. */
  private static final class Shared<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final int cost;
    private int waiting;

    Shared(int cost) {
      this.cost = cost;
    }
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
   * @param queue how many different tiles may wait beyond those
   */
  public RenderPool(int width, int queue) {
    this.most = width + queue;
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("render-", 0).factory());
  }

  /** A tile. */
  <T> Ticket<T> submit(Object key, Callable<T> work) {
    return submit(key, 1, work);
  }

  /**
   * @param key equal for equal work
   * @param cost how many tiles take as long, about
   * @throws Fault unavailable where too much waits already, or after the end
   */
  <T> Ticket<T> submit(Object key, int cost, Callable<T> work) {
    Shared<T> shared;
    boolean fresh;
    synchronized (open) {
      if (threads.isShutdown()) {
        throw Fault.stopping();
      }
      // The key decides the type of the work.
      @SuppressWarnings("unchecked")
      Shared<T> known = (Shared<T>) open.get(key);
      fresh = known == null;
      shared = fresh ? new Shared<>(cost) : known;
      shared.waiting++;
      if (fresh) {
        // Large work leaves half of the room to tiles, and is always done when nothing else waits.
        int room = cost > LARGE ? most / 2 : most;
        if (admitted > 0 && admitted + cost > room) {
          throw Fault.unavailable("busy", "Too many tiles wait to be drawn; try again shortly.");
        }
        admitted += cost;
        open.put(key, shared);
        threads.execute(() -> run(key, shared, work));
      }
    }
    return new Ticket<>(shared.result, () -> leave(shared));
  }

  private <T> void run(Object key, Shared<T> shared, Callable<T> work) {
    synchronized (open) {
      if (shared.waiting <= 0) {
        close(key, shared);
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
      admitted -= shared.cost;
    }
  }

  /** Nobody is left waiting for what will not be drawn. */
  @Override
  public void close() {
    List<Shared<?>> left;
    synchronized (open) {
      threads.shutdownNow();
      left = List.copyOf(open.values());
    }
    left.forEach(shared -> shared.result.completeExceptionally(Fault.stopping()));
  }
}

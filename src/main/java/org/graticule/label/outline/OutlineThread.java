package org.graticule.label.outline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.graticule.fault.Fault;

/**
 * The one thread that a model runs on, and a short queue before it: a run takes all cores, and who
 * waits holds a place of the gate that all requests go through. Thread-safe.
 */
final class OutlineThread implements AutoCloseable {
  private final ThreadPoolExecutor thread;

  /**
   * @param queue how many may wait
   */
  OutlineThread(int queue) {
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name("outlines").factory());
  }

  /**
   * @throws Fault unavailable where too many wait already, or after the end
   */
  <T> T run(Callable<T> work) {
    Future<T> result;
    try {
      result = thread.submit(work);
    } catch (RejectedExecutionException e) {
      throw thread.isShutdown()
          ? Fault.stopping()
          : Fault.unavailable("busy", "Too many outlines are waiting; try again shortly.");
    }
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw Fault.stopping();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Fault fault) {
        throw fault;
      }
      throw new IllegalStateException("the model failed", e.getCause());
    }
  }

  @Override
  public void close() {
    // What runs in native code cannot be interrupted, and the model is closed after this.
    thread.close();
  }
}

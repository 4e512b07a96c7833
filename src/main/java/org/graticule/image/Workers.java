package org.graticule.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads with what each needs for itself (decoder, coder, buffers), lent to one job at a time.
 * {@link #run} blocks until all jobs are done and throws what the first failing one threw.
 */
final class Workers implements Closeable {
  /** A job borrows a worker's tools for its run. */
  interface Job {
    void run(Worker worker) throws IOException;
  }

  private final ExecutorService threads;
  private final BlockingQueue<Worker> idle;
  private final List<Worker> all;

  Workers(List<Worker> workers) {
    this.all = List.copyOf(workers);
    this.idle = new ArrayBlockingQueue<>(workers.size(), false, workers);
    this.threads = Executors.newFixedThreadPool(workers.size());
  }

  List<Worker> all() {
    return all;
  }

  void run(List<Job> jobs) throws IOException {
    List<Callable<Void>> calls = new ArrayList<>();
    for (Job job : jobs) {
      calls.add(() -> {
        Worker worker = idle.take();
        try {
          job.run(worker);
        } finally {
          idle.add(worker);
        }
        return null;
      });
    }
    try {
      for (Future<Void> done : threads.invokeAll(calls)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case UncheckedIOException io -> throw io.getCause();
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Worker worker : all) {
      worker.close();
    }
  }
}

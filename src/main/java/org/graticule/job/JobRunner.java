package org.graticule.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.graticule.db.Database;
import org.graticule.db.TicketHolder;
import org.graticule.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs queued jobs on a few threads of this node, tends their heartbeat, and takes over those that
 * a dead node left. Thread-safe; owns its threads.
 */
public final class JobRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Duration STALE = Duration.ofSeconds(10);

  /**
   * A long ingest goes on where a dead node left it; what kills its node each time ends at last.
   */
  private static final int ATTEMPTS = 8;

  private final Database database;
  private final TicketHolder errand;
  private final Map<String, JobWork> works;
  private final Clock clock;
  private final JobStore store = new JobStore();
  private final Map<Thread, Running> running = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param errand of looking after the jobs of everybody; what a job does, it does for its maker
   */
  public JobRunner(Database database, TicketHolder errand, List<JobWork> works, Clock clock) {
    this.database = database;
    this.errand = errand;
    this.works = works.stream().collect(Collectors.toMap(JobWork::kind, Function.identity()));
    this.clock = clock;
  }

  /** A job under way on one thread, with what it last said of itself. */
  private static final class Running implements JobWork.Progress {
    private final Job job;
    private volatile double fraction;
    private volatile String doing = "starting";
    private final Pace pace = new Pace();

    Running(Job job) {
      this.job = job;
    }

    /** For the one thread that tends. */
    OptionalLong remaining() {
      pace.at(System.nanoTime() / 1e9, fraction);
      return pace.remaining();
    }

    @Override
    public void at(double fraction, String doing) {
      this.fraction = Math.clamp(fraction, 0, 1);
      this.doing = doing;
    }
  }

  public void start(int width) {
    for (int i = 0; i < width; i++) {
      threads.add(Thread.ofPlatform().name("job-" + i).daemon().start(this::work));
    }
    threads.add(Thread.ofPlatform().name("job-heartbeat").daemon().start(this::tend));
  }

  private void work() {
    while (!stopping) {
      try {
        Instant now = clock.instant();
        Optional<Job> claimed =
            database.as(errand).write(tx -> store.claim(tx, now, now.minus(STALE)));
        if (claimed.isPresent()) {
          run(claimed.get());
        } else {
          Thread.sleep(LOOK);
        }
      } catch (InterruptedException e) {
        // Stopping, or the job under way was taken over: the loop's condition knows which.
      } catch (RuntimeException e) {
        LOG.warn("jobs cannot be claimed: {}", e.getMessage());
        pause();
      }
    }
  }

  private void run(Job job) throws InterruptedException {
    if (job.attempts() > ATTEMPTS) {
      fail(job, "given-up", "It was begun " + ATTEMPTS + " times and never ended.");
      return;
    }
    Running here = new Running(job);
    running.put(Thread.currentThread(), here);
    try {
      works.get(job.kind()).run(job, here);
    } catch (InterruptedException e) {
      // The node is stopping: the job stays running and is taken over once its heartbeat is stale.
      throw e;
    } catch (Fault fault) {
      if (!stopping) {
        fail(job, fault.code(), fault.getMessage());
      }
    } catch (Exception | Error e) {
      if (!stopping) {
        LOG.error("job {} ({}) failed", job.id(), job.kind(), e);
        fail(job, "internal", "Something went wrong here; the operator can see what.");
      }
    } finally {
      running.remove(Thread.currentThread());
      if (!stopping) {
        // An interrupt meant for this job must not strike the next.
        Thread.interrupted();
      }
    }
  }

  private void fail(Job job, String code, String message) {
    boolean mine =
        database
            .as(errand)
            .write(
                tx -> store.end(tx, job, Job.State.FAILED, code, message, null, clock.instant()));
    if (mine) {
      works.get(job.kind()).failed(job, code, message);
    }
  }

  private void tend() {
    while (!stopping) {
      try {
        Thread.sleep(LOOK);
        running.forEach((thread, here) -> tend(thread, here, clock.instant()));
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("jobs cannot be tended: {}", e.getMessage());
      }
    }
  }

  private void tend(Thread thread, Running here, Instant now) {
    boolean mine =
        database
            .as(errand)
            .write(
                tx -> store.tend(tx, here.job, here.fraction, here.doing, here.remaining(), now));
    if (!mine && running.get(thread) == here) {
      // Taken over while this node was away: what it still does here cannot be kept.
      thread.interrupt();
    }
  }

  private void pause() {
    try {
      Thread.sleep(LOOK.multipliedBy(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops taking jobs and interrupts those under way; another start resumes them. */
  @Override
  public void close() {
    stopping = true;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

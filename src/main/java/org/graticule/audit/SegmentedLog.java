package org.graticule.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.graticule.fault.Fault;

/**
 * The log as segment files in a folder. One sequencer thread takes what has queued up, writes it
 * and forces it to the disk once; so the slower the disk, the larger the batch. Thread-safe.
 *
 * <p>Stages that depend on an append run on the sequencer: they must be short and must not wait for
 * another append. Whoever waits is told success only for what is on the disk; in every other case,
 * and whenever in doubt, {@code audit-unavailable}.
 */
public final class SegmentedLog implements AuditLog, AutoCloseable {
  private static final int BATCH = 4096;

  /** Times that the disk may take as long as it may before the log is closed without its end. */
  private static final int CLOSING = 10;

  private final LogOptions options;
  private final AuditEvents types;
  private final Clock clock;
  private final FileChannel lock;
  private final LogWriter writer;
  private final LogKeys keys;
  private final LogKeeper keeper;
  private final ArrayBlockingQueue<Pending> queue;
  private final Thread sequencer;
  private volatile Status status;
  private volatile long busySince;
  private volatile Pending[] inFlight = {};
  private volatile boolean closing;
  private volatile boolean probing;

  private record Status(LogHealth.State state, String reason, Instant since) {}

  /**
   * Opens the log, or begins one.
   *
   * @throws Fault UNAVAILABLE: {@code audit-locked} if another process has it, {@code
   *     audit-damaged} if it is not what was written, {@code audit-key} if its key is not there
   */
  public SegmentedLog(LogOptions options, AuditEvents types, Clock clock) throws IOException {
    this.options = options;
    this.types = types;
    this.clock = clock;
    if (!Files.isDirectory(options.folder())) {
      // Who looked at what is for the server's own account, and for those it is given to.
      Files.createDirectories(
          options.folder(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    this.lock = lock(options);
    try {
      this.keys = LogKeys.open(options);
      LogWriter.Opening opening = LogWriter.open(options, keys.current(), keys.ring(), types);
      this.writer = opening.writer();
      this.keeper = new LogKeeper(this, options, keys.current(), writer);
      this.queue = new ArrayBlockingQueue<>(options.queue());
      this.status = new Status(LogHealth.State.OPEN, "", clock.instant());
      keeper.sign();
      tellCut();
      Map<String, Object> facts = new TreeMap<>(Map.of("size", writer.durable().size()));
      List<Pending> first = new ArrayList<>(List.of(own("log.opened", facts)));
      if (opening.cut() > 0) {
        facts.put("cut_bytes", opening.cut());
        facts.put("reason", "torn last record");
        first.add(own("log.recovered", facts));
      }
      writer.commit(first);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    this.sequencer = Thread.ofPlatform().daemon().name("audit-sequencer").unstarted(this::run);
    sequencer.start();
    keeper.start();
  }

  /**
   * Which blocks of tiles may have been seen untold. Of their own time, so signed by themselves.
   */
  private void tellCut() throws IOException {
    List<Pending> cut =
        CutSpans.of(options.folder(), writer.durable().size()).stream().map(Pending::new).toList();
    if (!cut.isEmpty()) {
      writer.commit(cut);
      keeper.sign();
    }
  }

  private static FileChannel lock(LogOptions options) throws IOException {
    FileChannel channel =
        FileChannel.open(
            options.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer.
    }
    channel.close();
    throw Fault.unavailable(
        "audit-locked", "another server is writing the audit log in " + options.folder());
  }

  @Override
  public CompletableFuture<Long> append(Event event) {
    if (types.find(event.type()) == null) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "event type " + event.type() + " is not listed in audit-events.yaml"));
    }
    Pending pending = new Pending(event);
    if (!takesEvents()) {
      pending.completeExceptionally(unavailable());
    } else if (!queue.offer(pending)) {
      pending.completeExceptionally(
          unavailable("%d events are waiting for the disk".formatted(options.queue())));
    } else if (!takesEvents()) {
      // The sequencer may have emptied the queue for the last time in between.
      pending.completeExceptionally(unavailable());
    }
    return pending;
  }

  /**
   * Goes over to a new signing key. What the old one signed stays good, and it can sign nothing
   * newer.
   */
  public void rotateKey() throws IOException {
    // Not under this log's own lock: the sequencer needs it to tell that a write has failed.
    synchronized (keys) {
      tell("log.key-rotated", Map.of("from", keys.current().verifier().toString()));
      keeper.rotate(keys);
    }
  }

  /** Packs every sealed segment now, instead of when there is time. */
  public void packSealed() throws IOException {
    keeper.upkeep().packAll();
  }

  /** Takes away what is to be kept no longer, instead of when there is time. */
  public void prune() throws IOException {
    keeper.upkeep().prune(clock.instant());
  }

  /** Puts an event of the log's own on it and waits until it is durable. */
  void tell(String type, Map<String, Object> facts) throws IOException {
    try {
      append(own(type, facts).event).join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  void moveHorizon(LogHead before) throws IOException {
    keeper.moveHorizon(before);
  }

  Instant now() {
    return clock.instant();
  }

  /** Has the sequencer, when it is idle, ask the device for a sign of life. */
  void probe() {
    probing = true;
  }

  /** How the log fares now. */
  public LogHealth health() {
    Status now = status;
    LogHead head = writer.durable();
    return new LogHealth(
        now.state(),
        now.reason(),
        now.since(),
        head.size(),
        LineWriter.hexOf(head.last()),
        queue.size(),
        keeper.signed());
  }

  @Override
  public boolean takesEvents() {
    return status.state() == LogHealth.State.OPEN && !closing && !stuck();
  }

  /** Whether the disk has been silent for longer than allowed. */
  boolean stuck() {
    long since = busySince;
    return since != 0 && System.nanoTime() - since > options.stuckAfter().toNanos();
  }

  private Fault unavailable() {
    String reason = closing ? "it is being closed" : status.reason();
    return unavailable(reason.isEmpty() ? "the disk does not answer" : reason);
  }

  private static Fault unavailable(String reason) {
    return Fault.unavailable("audit-unavailable", "The audit log takes no events: " + reason);
  }

  private void run() {
    List<Pending> batch = new ArrayList<>(BATCH);
    try {
      while (true) {
        batch.clear();
        boolean failed = status.state() == LogHealth.State.FAILED;
        Pending first = failed ? null : queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
          commit(batch);
        } else if (closing) {
          break;
        } else if (probing && !failed) {
          probing = false;
          commit(List.of());
        } else if (failed) {
          refuseWaiting();
          TimeUnit.MILLISECONDS.sleep(500);
          reopen();
        }
      }
      // A log that took no events until now may have been refused some that nobody tells again.
      if (status.state() == LogHealth.State.OPEN) {
        commit(List.of(own("log.closed", Map.of())));
      }
    } catch (InterruptedException e) {
      fail("the sequencer was interrupted");
    } finally {
      refuseWaiting();
    }
  }

  private void commit(List<Pending> batch) {
    inFlight = batch.toArray(new Pending[0]);
    busySince = System.nanoTime() | 1;
    try {
      if (batch.isEmpty()) {
        writer.mark();
      } else {
        writer.commit(batch);
      }
    } catch (IOException | RuntimeException e) {
      fail("writing failed: " + e.getMessage());
      refuseWaiting();
    } finally {
      busySince = 0;
      inFlight = new Pending[0];
    }
  }

  private void reopen() {
    Status before = status;
    try {
      keeper.checkRoom();
      long cut = writer.reopen();
      writer.commit(
          List.of(
              own(
                  "log.recovered",
                  Map.of(
                      "cut_bytes", cut,
                      "reason", before.reason(),
                      "failed_at", before.since().toString()))));
      move(LogHealth.State.FAILED, LogHealth.State.OPEN, "");
    } catch (IOException | RuntimeException e) {
      // Still not right. The first reason is the one that matters; the state stays.
    }
  }

  /** Tells everybody who waits that their event is not known to be on the log. */
  void refuseWaiting() {
    Fault fault = unavailable();
    for (Pending pending : inFlight) {
      pending.completeExceptionally(fault);
    }
    for (Pending pending : queue) {
      pending.completeExceptionally(fault);
    }
    queue.removeIf(Pending::isDone);
  }

  void fail(String reason) {
    move(LogHealth.State.OPEN, LogHealth.State.FAILED, reason);
    move(LogHealth.State.REFUSING, LogHealth.State.FAILED, reason);
  }

  void refuse(String reason) {
    if (move(LogHealth.State.OPEN, LogHealth.State.REFUSING, reason)) {
      refuseWaiting();
    }
  }

  /** The condition for which events were refused is over. */
  void resume() {
    Status before = status;
    if (move(LogHealth.State.REFUSING, LogHealth.State.OPEN, "")) {
      append(
          own(
                  "log.recovered",
                  Map.of("reason", before.reason(), "failed_at", before.since().toString()))
              .event);
    }
  }

  private synchronized boolean move(LogHealth.State from, LogHealth.State to, String reason) {
    if (status.state() != from) {
      return false;
    }
    status = new Status(to, reason, clock.instant());
    return true;
  }

  private Pending own(String type, Map<String, Object> facts) {
    return new Pending(
        new Event(
            EventIds.next(),
            clock.instant(),
            type,
            Event.Outcome.SUCCESS,
            "-",
            "graticule",
            "local",
            null,
            null,
            null,
            null,
            new TreeMap<>(facts)));
  }

  /** Writes what waits, says so on the log, and signs the last checkpoint. */
  @Override
  public void close() throws IOException {
    if (closing) {
      return;
    }
    closing = true;
    boolean failed = status.state() == LogHealth.State.FAILED;
    try {
      // A disk that answers slowly is waited for, one that does not is not.
      for (int times = 0; times < CLOSING && sequencer.isAlive() && !stuck(); times++) {
        sequencer.join(options.stuckAfter().toMillis() + 1000);
      }
      keeper.stop();
      if (!failed && !sequencer.isAlive()) {
        keeper.sign();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      status = new Status(LogHealth.State.CLOSED, "it is closed", clock.instant());
      writer.close();
      lock.close();
    }
  }
}

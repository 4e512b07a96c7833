package org.graticule.audit;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a log from beside the sequencer: sees files that vanish or change, a device that
 * fills or hangs, and signs checkpoints. Two threads, so that one stuck in the disk does not blind
 * the other.
 */
final class LogKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);
  private static final long TICK_MILLIS = 200;

  /** However large the device, this much free room is enough to go on. */
  private static final long ENOUGH = 1L << 30;

  private final SegmentedLog log;
  private final LogOptions options;
  private final SigningKey key;
  private final LogWriter writer;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          3, task -> Thread.ofPlatform().daemon().name("audit-keeper").unstarted(task));
  private volatile long signed = -1;
  private volatile String newest = "";
  private String copied = "";
  private volatile long busySince;
  private long seen = -1;
  private long signedAt;

  LogKeeper(SegmentedLog log, LogOptions options, SigningKey key, LogWriter writer) {
    this.log = log;
    this.options = options;
    this.key = key;
    this.writer = writer;
  }

  void start() {
    threads.scheduleWithFixedDelay(
        this::watchTime, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    threads.scheduleWithFixedDelay(
        this::watchDisk, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    Path elsewhere = options.checkpointCopy();
    if (elsewhere != null) {
      threads.scheduleWithFixedDelay(
          () -> copy(elsewhere), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void stop() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(options.stuckAfter().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Events covered by the newest checkpoint. */
  long signed() {
    return signed;
  }

  /** Touches no file, so it always comes round. */
  private void watchTime() {
    long since = busySince;
    Duration silent = Duration.ofNanos(since == 0 ? 0 : System.nanoTime() - since);
    if (log.stuck() || silent.compareTo(options.stuckAfter()) > 0) {
      log.refuse("the disk has not answered for " + options.stuckAfter().toMillis() + " ms");
    }
  }

  private void watchDisk() {
    busySince = System.nanoTime() | 1;
    try {
      Optional<String> damage = writer.damage();
      damage.ifPresent(log::fail);
      checkRoom();
      if (damage.isEmpty()) {
        signIfDue();
        if (!log.stuck()) {
          log.resume();
        }
      }
    } catch (IOException | RuntimeException e) {
      log.refuse(String.valueOf(e.getMessage()));
    } finally {
      busySince = 0;
    }
  }

  /** A second place that is slow or away must never hold up the log: it gets the next one. */
  private void copy(Path elsewhere) {
    String note = newest;
    if (note.equals(copied)) {
      return;
    }
    try {
      DurableFile.replace(elsewhere, note);
      if (copied.isEmpty()) {
        LOG.info("checkpoints of the audit log are copied to {}", elsewhere);
      }
      copied = note;
    } catch (IOException e) {
      if (!copied.isEmpty()) {
        LOG.warn("no checkpoint can be copied to {}: {}", elsewhere, e.getMessage());
      }
      copied = "";
    }
  }

  /** Throws if the device is as good as full. */
  void checkRoom() throws IOException {
    FileStore store = Files.getFileStore(options.folder());
    long free = store.getUsableSpace();
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    if (used >= options.fullAt() * (used + free) && free < ENOUGH) {
      throw new IOException(
          "the device of %s is %d %% full, %d bytes are left; at most %d %% may be used"
              .formatted(
                  options.folder(),
                  100 * used / Math.max(1, used + free),
                  free,
                  Math.round(100 * options.fullAt())));
    }
  }

  /** Signs once a second while events come, and soon after they stop. */
  private void signIfDue() throws IOException {
    long size = writer.durable().size();
    boolean quiet = size == seen;
    seen = size;
    boolean due = System.nanoTime() - signedAt >= options.checkpointEvery().toNanos();
    if (size != signed && (quiet || due)) {
      sign();
    }
  }

  void sign() throws IOException {
    Checkpoint checkpoint = Checkpoint.of(key.verifier().name(), writer.durable());
    String note = checkpoint.signedBy(key);
    Path published = options.folder().resolve(AuditVerifier.KEY);
    if (!Files.exists(published)) {
      DurableFile.replace(published, key.verifier() + "\n");
    }
    DurableFile.replace(options.folder().resolve(AuditVerifier.CHECKPOINT), note);
    newest = note;
    signed = checkpoint.size();
    signedAt = System.nanoTime();
  }
}

package org.graticule.audit;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a log from beside the sequencer: sees files that vanish or change, a device that
 * fills or hangs, signs checkpoints, and goes over to another key when asked. Several threads, so
 * that one stuck in the disk does not blind the other.
 */
final class LogKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);
  private static final long TICK_MILLIS = 100;
  private static final long UPKEEP_SECONDS = 60;

  /** Least time between two checkpoints, so that a few events a second do not cost one each. */
  private static final long REST_NANOS = 200_000_000L;

  /** How long an idle device is not asked for a sign of life. */
  private static final long PROBE_NANOS = 500_000_000L;

  /** However large the device, this much free room is enough to go on. */
  private static final long ENOUGH = 1L << 30;

  private final SegmentedLog log;
  private final LogOptions options;
  private final LogUpkeep upkeep;
  private volatile SigningKey key;
  private final LogWriter writer;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          5, task -> Thread.ofPlatform().daemon().name("audit-keeper").unstarted(task));
  private volatile long signed = -1;
  private volatile String newest = "";
  private String copied = "";
  private volatile long busySince;
  private long seen = -1;
  private long signedAt;
  private long probed = -1;
  private long probedAt;

  LogKeeper(SegmentedLog log, LogOptions options, SigningKey key, LogWriter writer) {
    this.log = log;
    this.options = options;
    this.key = key;
    this.writer = writer;
    this.upkeep = new LogUpkeep(log, options, writer);
  }

  void start() {
    threads.scheduleWithFixedDelay(
        this::watchTime, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    threads.scheduleWithFixedDelay(
        this::watchDisk, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    threads.scheduleWithFixedDelay(
        () -> upkeep.tick(log.now()), UPKEEP_SECONDS, UPKEEP_SECONDS, TimeUnit.SECONDS);
    threads.scheduleWithFixedDelay(
        this::watchRequests, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
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
        probe();
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

  private void watchRequests() {
    try {
      if (KeyRequest.take(options)) {
        log.rotateKey();
        LOG.info("the audit log is signed with another key: {}", key.verifier());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the key of the audit log was not changed: {}", e.getMessage());
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

  /** A device that nobody writes to may be dead without anybody knowing. */
  private void probe() {
    long size = writer.durable().size();
    boolean alive = size != probed;
    probed = size;
    if (alive || System.nanoTime() - probedAt < PROBE_NANOS) {
      return;
    }
    probedAt = System.nanoTime();
    log.probe();
  }

  /** Throws if a device is as good as full, or takes no writes. */
  void checkRoom() throws IOException {
    checkRoom(options.folder());
    Path mirror = options.mirror();
    if (mirror != null) {
      checkRoom(mirror);
    }
  }

  private void checkRoom(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    if (store.isReadOnly() || !Files.isWritable(folder)) {
      throw new IOException(folder + " is read-only");
    }
    long free = store.getUsableSpace();
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    if (used >= options.fullAt() * (used + free) && free < ENOUGH) {
      throw new IOException(
          "the device of %s is %d %% full, %d bytes are left; at most %d %% may be used"
              .formatted(
                  folder,
                  100 * used / Math.max(1, used + free),
                  free,
                  Math.round(100 * options.fullAt())));
    }
  }

  /** Signs once a second while events come, and soon after they stop. */
  private void signIfDue() throws IOException {
    long size = writer.durable().size();
    long age = System.nanoTime() - signedAt;
    boolean quiet = size == seen && age >= REST_NANOS;
    seen = size;
    boolean due = age >= options.checkpointEvery().toNanos();
    if (size != signed && (quiet || due)) {
      sign();
    }
  }

  synchronized void sign() throws IOException {
    Checkpoint checkpoint = Checkpoint.of(key.verifier().name(), writer.durable());
    String note = checkpoint.signedBy(key);
    Path published = options.folder().resolve(AuditVerifier.KEY);
    if (!Files.exists(published)) {
      DurableFile.replace(published, key.verifier() + "\n");
      writer.publish(published, List.of());
    }
    Path file = options.folder().resolve(AuditVerifier.CHECKPOINT);
    DurableFile.replace(file, note);
    writer.publish(file, List.of());
    newest = note;
    signed = checkpoint.size();
    signedAt = System.nanoTime();
  }

  /** Goes over to another key; see {@link LogKeys} for the order that survives a crash. */
  synchronized void rotate(LogKeys keys) throws IOException {
    Path note = keys.succeed(key, writer.durable());
    writer.publish(note, List.of());
    key = keys.current();
    Path published = options.folder().resolve(AuditVerifier.KEY);
    DurableFile.replace(published, key.verifier() + "\n");
    writer.publish(published, List.of());
    sign();
  }

  synchronized void moveHorizon(LogHead before) throws IOException {
    Horizon.write(options.folder(), key, before);
    writer.publish(options.folder().resolve(Horizon.NAME), List.of());
  }

  LogUpkeep upkeep() {
    return upkeep;
  }
}

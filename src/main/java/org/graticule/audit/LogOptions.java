package org.graticule.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a log is kept.
 *
 * @param folder where its segments and its newest checkpoint lie
 * @param keyFile its signing key, made if missing; best on another volume
 * @param checkpointCopy a second place for each checkpoint, off the machine if it can be; may be
 *     null
 * @param mirror a second folder, best on another device, that holds the same log; an event is
 *     durable when it is so in both; may be null
 * @param retention how long records are kept, null for ever
 * @param segmentBytes size at which a new segment is begun, > 0
 * @param queue events waiting for the disk before appends are refused, > 0
 * @param checkpointEvery longest time between checkpoints while events come
 * @param stuckAfter how long one write may take before the log refuses appends
 * @param fullAt used share of the volume at which the log refuses appends, 0 to 1
 */
public record LogOptions(
    Path folder,
    Path keyFile,
    @Nullable Path checkpointCopy,
    @Nullable Path mirror,
    @Nullable Retention retention,
    long segmentBytes,
    int queue,
    Duration checkpointEvery,
    Duration stuckAfter,
    double fullAt) {

  /** The usual log of a data directory. */
  public static LogOptions in(Path data) {
    return new LogOptions(
        data.resolve("audit"),
        data.resolve("keys").resolve("audit.key"),
        null,
        null,
        null,
        64L << 20,
        65_536,
        Duration.ofSeconds(1),
        Duration.ofMillis(1500),
        0.95);
  }

  /** The same with segments of another size. */
  public LogOptions withSegmentBytes(long bytes) {
    return new LogOptions(
        folder,
        keyFile,
        checkpointCopy,
        mirror,
        retention,
        bytes,
        queue,
        checkpointEvery,
        stuckAfter,
        fullAt);
  }

  /** The same with another queue and another idea of a full device. */
  LogOptions withLimits(int events, double full) {
    return new LogOptions(
        folder,
        keyFile,
        checkpointCopy,
        mirror,
        retention,
        segmentBytes,
        events,
        checkpointEvery,
        stuckAfter,
        full);
  }

  /** The same with second places, and with an end to keeping. */
  public LogOptions with(
      @Nullable Path copyOfCheckpoints, @Nullable Path copyOfLog, @Nullable Retention kept) {
    return new LogOptions(
        folder,
        keyFile,
        copyOfCheckpoints,
        copyOfLog,
        kept,
        segmentBytes,
        queue,
        checkpointEvery,
        stuckAfter,
        fullAt);
  }
}

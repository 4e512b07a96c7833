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
        64L << 20,
        65_536,
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        0.95);
  }
}

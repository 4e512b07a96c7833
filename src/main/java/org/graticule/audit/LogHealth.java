package org.graticule.audit;

import java.time.Instant;

/**
 * How a log fares. Anything but {@link State#OPEN} means that no data may leave.
 *
 * @param state whether it takes events
 * @param reason why it does not, empty while it does
 * @param since when the state was entered
 * @param size durable events
 * @param head leaf hash of the last durable event, hex
 * @param queued events waiting for the disk
 * @param checkpointed events covered by the newest signed checkpoint
 */
public record LogHealth(
    State state,
    String reason,
    Instant since,
    long size,
    String head,
    int queued,
    long checkpointed) {

  /** Whether a log takes events. */
  public enum State {
    OPEN,
    /** The files are sound, but the device is full or does not answer. Ends by itself. */
    REFUSING,
    /** A write failed or a file is not what was written. Ends when the files are right again. */
    FAILED,
    CLOSED
  }
}

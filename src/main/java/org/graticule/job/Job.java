package org.graticule.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Long work that outlives a request and a server.
 *
 * @param kind which {@link JobWork} runs it
 * @param name for people: the file, the dataset
 * @param payload what the work needs, JSON
 * @param progress 0 to 1
 * @param message what it is doing, or why it failed
 * @param code stable code of a failure
 * @param scene the scene it made
 * @param dataset the dataset it builds
 * @param markId marking of what it works on
 * @param remainingSeconds to the end by what it did lately, while it runs
 * @param attempts how often a node has begun it; also its fencing token
 */
public record Job(
    UUID id,
    UUID project,
    String kind,
    String name,
    String payload,
    State state,
    double progress,
    @Nullable String message,
    @Nullable String code,
    @Nullable UUID scene,
    @Nullable UUID dataset,
    int markId,
    int attempts,
    Instant created,
    UUID createdBy,
    String createdName,
    @Nullable Instant started,
    @Nullable Long remainingSeconds) {

  /** Where a job stands. */
  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED;

    public boolean ended() {
      return this == DONE || this == FAILED;
    }
  }
}

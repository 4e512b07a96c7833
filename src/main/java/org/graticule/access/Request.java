package org.graticule.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes two people, as one of them asked for it.
 *
 * @param markId of the thing, so that nobody hears of it who may not see it
 * @param thing scene or dataset
 * @param name of the thing
 * @param marking of the thing when it was asked, as on a banner
 * @param wantedMark for a lower mark only
 * @param wanted the same, as on a banner
 * @param decidedName null while it is open
 */
public record Request(
    UUID id,
    UUID project,
    int markId,
    Kind kind,
    UUID thing,
    String name,
    String marking,
    @Nullable Integer wantedMark,
    @Nullable String wanted,
    String reason,
    State state,
    Instant asked,
    UUID askedBy,
    String askedName,
    @Nullable Instant decided,
    @Nullable String decidedName) {

  /** What it asks for. */
  public enum Kind {
    LOWER_MARK("lower-mark"),
    RELEASE("release");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    static Kind of(String label) {
      return label.equals(LOWER_MARK.label) ? LOWER_MARK : RELEASE;
    }
  }

  /** How far it is. */
  public enum State {
    OPEN,
    APPROVED,
    REFUSED
  }
}

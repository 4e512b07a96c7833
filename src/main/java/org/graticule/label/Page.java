package org.graticule.label;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * Which labels to list, by id.
 *
 * @param after only those after this id
 * @param filter which of them
 * @param limit most labels of the page
 * @param vertices stop once this many have been read
 * @param outline what of each outline is read
 */
record Page(@Nullable UUID after, Filter filter, int limit, int vertices, Outline outline) {
  /**
   * What of a label's outline is read: where it lies on the ground is as much again as its pixels.
   */
  enum Outline {
    ENVELOPE,
    PIXELS,
    PIXELS_AND_GROUND
  }

  Page(@Nullable UUID after, @Nullable Envelope box, int limit, int vertices) {
    this(after, Filter.in(box), limit, vertices, Outline.PIXELS_AND_GROUND);
  }

  /**
   * What a label must be to be listed; a null asks nothing.
   *
   * @param box only those whose envelope meets it, in pixels
   * @param classes only these, by number
   * @param layers only those in these
   * @param author who made the newest revision
   * @param text somewhere in the attributes, in any case
   * @param since changed then or later
   * @param warned only those with (or without) warnings
   */
  record Filter(
      @Nullable Envelope box,
      @Nullable List<Integer> classes,
      @Nullable List<UUID> layers,
      @Nullable String author,
      @Nullable String text,
      @Nullable Instant since,
      @Nullable Boolean warned) {
    static Filter in(@Nullable Envelope box) {
      return new Filter(box, null, null, null, null, null, null);
    }
  }
}

package org.graticule.image;

import org.graticule.geo.PixelGrid;

/** What an ingest is doing, in the order it does it. */
public enum IngestPhase {
  LOOKING("looking at the values"),
  PYRAMID("decoding and making the pyramid"),
  VERIFYING("verifying"),
  WRITING("writing the file");

  private final String words;

  IngestPhase(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Told how far an ingest is. */
  public interface Listener {
    /** Told once, before anything else. */
    default void size(PixelGrid grid) {}

    /**
     * @param share done of the whole, 0 to 1, rising
     */
    void at(IngestPhase phase, double share);
  }
}

package org.graticule.image.cog;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which tiles of a mapped file are in memory, remembered for about a second: asking takes a call of
 * the system, and a page just sent is the last that is taken away. Thread-safe.
 */
final class Residency {
  /** Tiles that share a slot drive each other out; 32 KiB an open scene. */
  private static final int SLOT_BITS = 12;

  private static final int TICK_BITS = 24;

  /** An offset and the tick in which its tile was found in memory; the last one of its slot. */
  private final AtomicLongArray found = new AtomicLongArray(1 << SLOT_BITS);

  /**
   * @param offset of the tile in its file
   */
  boolean holds(MemorySegment tile, long offset) {
    // A tick of nanoTime is 2^30 ns.
    long tick = System.nanoTime() >>> 30 & (1L << TICK_BITS) - 1;
    long stamp = offset << TICK_BITS | tick;
    int slot = (int) (offset * 0x9E3779B97F4A7C15L >>> Long.SIZE - SLOT_BITS);
    if (found.getPlain(slot) == stamp) {
      return true;
    }
    if (!tile.isLoaded()) {
      return false;
    }
    found.setPlain(slot, stamp);
    return true;
  }
}

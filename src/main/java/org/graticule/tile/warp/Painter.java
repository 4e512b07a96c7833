package org.graticule.tile.warp;

import org.jspecify.annotations.Nullable;

/** Turns samples into colours, a row at a time. Implementations are immutable. */
public interface Painter {
  /** Bands of the source that it looks at. */
  int[] bands();

  /** 1 for gray, 3 for colour. */
  int channels();

  /** Whether 8-bit samples are the colours already. */
  boolean asStored();

  /**
   * The colour of each code of 16 bits without sign, channel by channel in the order of {@link
   * #bands}; null where colours are found in another way.
   */
  byte @Nullable [] @Nullable [] tables16();

  /**
   * @param values one row a band, in codes of the source
   * @param valid cleared where a pixel turns out to have no value
   * @param n pixels in the row
   * @param out interleaved colours
   * @param at where the row begins in {@code out}
   */
  void row(float[][] values, byte[] valid, int n, byte[] out, int at);
}

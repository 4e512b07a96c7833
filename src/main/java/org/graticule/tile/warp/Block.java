package org.graticule.tile.warp;

import org.jspecify.annotations.Nullable;

/**
 * Decoded samples of a tile of a pyramid or a square part of it, interleaved by pixel; one of the
 * three arrays is there. Never changed once made.
 *
 * @param size pixels along the side
 * @param bytes samples without sign
 * @param shorts samples of 16 bits
 * @param floats everything else
 * @param valid one byte a pixel, 0 where there is no data; null where every pixel has
 */
public record Block(
    int size,
    int bands,
    byte @Nullable [] bytes,
    short @Nullable [] shorts,
    float @Nullable [] floats,
    byte @Nullable [] valid) {

  /** Bytes of memory, about. */
  public int weight() {
    return 64
        + (bytes == null ? 0 : bytes.length)
        + (shorts == null ? 0 : 2 * shorts.length)
        + (floats == null ? 0 : 4 * floats.length)
        + (valid == null ? 0 : valid.length);
  }
}

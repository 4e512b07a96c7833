package org.graticule.image;

import java.io.IOException;
import org.graticule.image.cog.CogWriter;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of a row on their way to the writer: made in any order by several threads, written in their
 * order by whichever thread has the next one. Thread-safe.
 */
final class FinishedTiles {
  private final CogWriter writer;
  private final int z;
  private final byte @Nullable [] @Nullable [] images;
  private final byte @Nullable [] @Nullable [] masks;
  private final boolean[] made;
  private int next;

  FinishedTiles(CogWriter writer, int z, int columns) {
    this.writer = writer;
    this.z = z;
    this.images = new byte[columns][];
    this.masks = new byte[columns][];
    this.made = new boolean[columns];
  }

  /**
   * @param image null for a tile without any valid pixel
   * @param mask compressed; null where every pixel is valid, or none
   */
  synchronized void put(int x, byte @Nullable [] image, byte @Nullable [] mask) throws IOException {
    images[x] = image;
    masks[x] = mask;
    made[x] = true;
    for (; next < made.length && made[next]; next++) {
      writer.append(z, images[next], masks[next]);
      images[next] = null;
      masks[next] = null;
    }
  }
}

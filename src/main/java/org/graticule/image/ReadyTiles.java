package org.graticule.image;

import java.io.IOException;
import org.graticule.geo.TilePyramid;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of a source that can be tiles of its pyramid as they are: JPEG of the pyramid's size in the
 * pyramid's grid. Their headers have been looked at, the rest of them has not. Thread-safe.
 */
public interface ReadyTiles {
  TilePyramid pyramid();

  /** Whether a level can be taken over; the finest always can. */
  boolean has(int z);

  /** Pixels across and down that share a colour sample, in all tiles of a level that it has. */
  int[] chroma(int z);

  /** A whole JFIF stream, its entropy-coded data as the source has it; null where left out. */
  byte @Nullable [] jpeg(int z, int x, int y) throws IOException;

  /**
   * The source's own validity of a tile of a coarser level that it has, one byte a pixel; null
   * where every pixel is valid.
   */
  byte @Nullable [] valid(int z, int x, int y) throws IOException;
}

package org.graticule.tile.warp;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.graticule.geo.TilePyramid;
import org.graticule.image.SampleType;

/** A pyramid of samples, tile by tile. Implementations are thread-safe. */
public interface BlockSource {
  TilePyramid pyramid();

  /** Of every block: bytes, shorts, or floats for all the rest. */
  SampleType type();

  int bands();

  /** Where a band of the scene is in the blocks; empty where it is not kept. */
  OptionalInt place(int band);

  /** The value of code 0 in a band of the blocks: value = offset + step * code. */
  double offset(int place);

  double step(int place);

  /** Whether each band has blocks of its own, so that only those wanted are decoded. */
  boolean apart();

  /** Pixels along the side of a block; tiles are whole numbers of blocks. */
  int blockSize();

  /**
   * A decoded block, from memory where it is; empty where it has no data.
   *
   * @param x in blocks
   * @param y in blocks
   * @param band which one, where bands are apart
   */
  Optional<Block> block(int z, int x, int y, int band) throws IOException;
}

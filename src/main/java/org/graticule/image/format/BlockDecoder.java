package org.graticule.image.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One way of unpacking a tile or strip to samples as they would stand in an uncompressed file. */
sealed interface BlockDecoder extends Closeable
    permits JpegDecoder, LosslessDecoder, StoredDecoder {
  /**
   * Rows of the full width of a block, interleaved, in the byte order of the buffer.
   *
   * @param plane band, where bands are stored apart; 0 elsewhere
   * @throws org.graticule.fault.Fault with code {@code bad-block} where the block is damaged
   */
  ByteBuffer decode(int plane, int column, int row) throws IOException;

  @Override
  void close();
}

package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tiles and strips that are not compressed: of these any lines can be had without the rest, which
 * matters where a strip is the whole image. One thread; the buffer is used again by the next call.
 */
final class StoredDecoder implements BlockDecoder {
  private static final int ENOUGH_BYTES = 1 << 20;

  private final TiffLayout layout;
  private final TiffBlocks blocks;
  private final ByteOrder order;
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  StoredDecoder(TiffLayout layout, TiffBlocks blocks, ByteOrder order) {
    this.layout = layout;
    this.blocks = blocks;
    this.order = order;
  }

  private long rowBytes() {
    int components = layout.planar() ? 1 : layout.samples();
    return (long) layout.block().width() * components * layout.bits() / 8;
  }

  @Override
  public ByteBuffer decode(int plane, int column, int row) throws IOException {
    int top = row * layout.block().height();
    int rows = layout.block().height();
    return lines(
        plane,
        column,
        row,
        0,
        layout.tiled() ? rows : Math.min(rows, layout.grid().height() - top));
  }

  /** As many lines as are worth a read at once. */
  int linesAtOnce() {
    return (int) Math.max(1, ENOUGH_BYTES / rowBytes());
  }

  /**
   * Some lines of a block in the byte order of the buffer.
   *
   * @param first counted from the top of the block
   */
  ByteBuffer lines(int plane, int column, int row, int first, int count) throws IOException {
    int length = Math.toIntExact(count * rowBytes());
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocate(length).order(order);
    }
    read(plane, column, row, first, buffer.clear().limit(length));
    return buffer.flip();
  }

  /** Fills the buffer with bytes as they are stored, beginning with a line. */
  void read(int plane, int column, int row, int first, ByteBuffer into) throws IOException {
    blocks.read(plane, column, row, first * rowBytes(), into);
  }

  @Override
  public void close() {
    // Nothing outside the heap.
  }
}

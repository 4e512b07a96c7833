package org.graticule.image.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Samples;
import org.jspecify.annotations.Nullable;

/** Windows put together from decoded blocks. One thread. */
final class BlockWindows implements Closeable {
  private final TiffLayout layout;
  private final TiffBlocks blocks;
  private final BlockDecoder decoder;

  BlockWindows(TiffLayout layout, TiffBlocks blocks, BlockDecoder decoder) {
    this.layout = layout;
    this.blocks = blocks;
    this.decoder = decoder;
  }

  /** Fills samples that have been given the shape of the window. */
  void read(int x, int y, Samples into) throws IOException {
    PixelGrid block = layout.block();
    int lastRow = (y + into.height() - 1) / block.height();
    int lastColumn = (x + into.width() - 1) / block.width();
    for (int row = y / block.height(); row <= lastRow; row++) {
      for (int column = x / block.width(); column <= lastColumn; column++) {
        for (int plane = 0; plane < (layout.planar() ? layout.samples() : 1); plane++) {
          place(plane, column, row, x, y, into);
        }
      }
    }
  }

  private void place(int plane, int column, int row, int x, int y, Samples into)
      throws IOException {
    PixelGrid block = layout.block();
    int left = column * block.width();
    int top = row * block.height();
    int fromX = Math.max(x, left);
    int width = Math.min(x + into.width(), left + block.width()) - fromX;
    int endY = Math.min(y + into.height(), top + block.height());
    int components = layout.planar() ? 1 : layout.samples();
    ByteBuffer pixels =
        blocks.absent(plane, column, row) ? null : decoder.decode(plane, column, row);
    for (int line = Math.max(y, top); line < endY; line++) {
      int to = ((line - y) * into.width() + fromX - x) * into.bands() + plane;
      int from = ((line - top) * block.width() + fromX - left) * components;
      for (int i = 0; i < width; i++) {
        for (int k = 0; k < components; k++) {
          put(pixels, from + i * components + k, into, to + i * into.bands() + k);
        }
      }
    }
  }

  /** Blocks that the file leaves out are 0. */
  private static void put(@Nullable ByteBuffer pixels, int from, Samples into, int to) {
    switch (into.type()) {
      case UINT8 -> into.bytes()[to] = pixels == null ? 0 : pixels.get(from);
      case UINT16, INT16 -> into.shorts()[to] = pixels == null ? 0 : pixels.getShort(2 * from);
      case INT32 -> into.doubles()[to] = pixels == null ? 0 : pixels.getInt(4 * from);
      case UINT32 ->
          into.doubles()[to] = pixels == null ? 0 : Integer.toUnsignedLong(pixels.getInt(4 * from));
      case FLOAT32 -> into.doubles()[to] = pixels == null ? 0 : pixels.getFloat(4 * from);
      case FLOAT64 -> into.doubles()[to] = pixels == null ? 0 : pixels.getDouble(8 * from);
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}

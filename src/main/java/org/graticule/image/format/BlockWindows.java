package org.graticule.image.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.graticule.geo.PixelGrid;
import org.graticule.image.SampleType;
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
    int fromY = Math.max(y, top);
    int width = Math.min(x + into.width(), left + block.width()) - fromX;
    int endY = Math.min(y + into.height(), top + block.height());
    int to = ((fromY - y) * into.width() + fromX - x) * into.bands() + plane;
    if (blocks.absent(plane, column, row)) {
      copy(null, 0, width, endY - fromY, into, to);
    } else if (decoder instanceof StoredDecoder stored) {
      int lines = endY - fromY;
      int first = fromY - top;
      if (asStored(width, into)) {
        int length = lines * width * into.bands();
        stored.read(plane, column, row, first, ByteBuffer.wrap(into.bytes(), to, length));
        return;
      }
      int step = stored.linesAtOnce();
      for (int line = 0; line < lines; line += step) {
        int count = Math.min(step, lines - line);
        ByteBuffer pixels = stored.lines(plane, column, row, first + line, count);
        int at = to + line * into.width() * into.bands();
        copy(pixels, fromX - left, width, count, into, at);
      }
    } else {
      ByteBuffer pixels = decoder.decode(plane, column, row);
      copy(pixels, (fromY - top) * block.width() + fromX - left, width, endY - fromY, into, to);
    }
  }

  /** Whether lines of a block are lines of the window. */
  private boolean asStored(int width, Samples into) {
    return into.type() == SampleType.UINT8
        && layout.bits() == 8
        && width == into.width()
        && width == layout.block().width()
        && components() == into.bands();
  }

  private int components() {
    return layout.planar() ? 1 : layout.samples();
  }

  /**
   * Lines of a block to a place in the window.
   *
   * @param pixels null for a block that the file leaves out: such are 0
   * @param from pixel of the block
   * @param to sample of the window
   */
  private void copy(
      @Nullable ByteBuffer pixels, int from, int width, int lines, Samples into, int to) {
    int components = components();
    boolean together = pixels != null && components == into.bands();
    int count = width * components;
    ShortBuffer shorts = together && into.type().bytes() == 2 ? pixels.asShortBuffer() : null;
    for (int line = 0; line < lines; line++) {
      int source = (from + line * layout.block().width()) * components;
      int target = to + line * into.width() * into.bands();
      if (together && into.type() == SampleType.UINT8) {
        pixels.get(source, into.bytes(), target, count);
      } else if (shorts != null) {
        shorts.get(source, into.shorts(), target, count);
      } else {
        for (int i = 0; i < width; i++) {
          for (int k = 0; k < components; k++) {
            put(pixels, source + i * components + k, into, target + i * into.bands() + k);
          }
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

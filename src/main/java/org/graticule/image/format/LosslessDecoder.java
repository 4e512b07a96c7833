package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;

/**
 * Losslessly compressed tiles and strips, with their predictor undone. ImageIO-ext takes a stream
 * that ends early for one that ends in zeros, and gets LZW with a predictor wrong where it reads
 * more than one strip. One thread; the buffer is used again by the next call.
 */
final class LosslessDecoder implements BlockDecoder {
  static final int PREDICT_HORIZONTAL = 2;
  static final int PREDICT_FLOATING = 3;

  private final TiffLayout layout;
  private final TiffBlocks blocks;
  private final int predictor;
  private final Unpacker unpacker;
  private final byte[] bytes;
  private final ByteBuffer samples;
  private final byte[] shuffled;

  LosslessDecoder(
      TiffLayout layout, TiffBlocks blocks, Unpacker unpacker, int predictor, ByteOrder order) {
    this.unpacker = unpacker;
    this.layout = layout;
    this.blocks = blocks;
    this.predictor = predictor;
    PixelGrid block = layout.block();
    this.bytes = new byte[Math.toIntExact((long) rowBytes() * block.height())];
    // The floating point predictor leaves the most significant byte first in any file.
    this.samples =
        ByteBuffer.wrap(bytes).order(predictor == PREDICT_FLOATING ? ByteOrder.BIG_ENDIAN : order);
    this.shuffled = new byte[rowBytes()];
  }

  private int components() {
    return layout.planar() ? 1 : layout.samples();
  }

  private int rowBytes() {
    return Math.multiplyExact(layout.block().width(), components() * layout.bits() / 8);
  }

  @Override
  public ByteBuffer decode(int plane, int column, int row) throws IOException {
    PixelGrid block = layout.block();
    int rows =
        layout.tiled()
            ? block.height()
            : Math.min(block.height(), layout.grid().height() - row * block.height());
    int wanted = rows * rowBytes();
    int done;
    try {
      done = unpacker.unpack(blocks.bytes(plane, column, row), bytes, wanted);
    } catch (DataFormatException e) {
      throw broken(column, row, "cannot be unpacked: " + e.getMessage());
    }
    if (done < wanted) {
      throw broken(column, row, "unpacks to %d bytes; allowed: %d".formatted(done, wanted));
    }
    for (int line = 0; line < rows; line++) {
      switch (predictor) {
        case PREDICT_HORIZONTAL -> addUp(line * rowBytes());
        case PREDICT_FLOATING -> unshuffle(line * rowBytes());
        default -> {}
      }
    }
    return samples;
  }

  /** Samples were stored as differences to the sample of the same band one pixel to the left. */
  private void addUp(int start) {
    int step = components();
    int count = layout.block().width() * step;
    switch (layout.bits()) {
      case 8 -> {
        for (int i = start + step; i < start + count; i++) {
          bytes[i] += bytes[i - step];
        }
      }
      case 16 -> {
        for (int i = step; i < count; i++) {
          int at = start + 2 * i;
          samples.putShort(at, (short) (samples.getShort(at) + samples.getShort(at - 2 * step)));
        }
      }
      case 32 -> {
        for (int i = step; i < count; i++) {
          int at = start + 4 * i;
          samples.putInt(at, samples.getInt(at) + samples.getInt(at - 4 * step));
        }
      }
      default -> {
        for (int i = step; i < count; i++) {
          int at = start + 8 * i;
          samples.putLong(at, samples.getLong(at) + samples.getLong(at - 8 * step));
        }
      }
    }
  }

  /** Bytes were sorted by significance over the row, then stored as differences (Adobe TN 3). */
  private void unshuffle(int start) {
    int step = components();
    int size = layout.bits() / 8;
    int count = layout.block().width() * step;
    for (int i = start + step; i < start + count * size; i++) {
      bytes[i] += bytes[i - step];
    }
    System.arraycopy(bytes, start, shuffled, 0, shuffled.length);
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < size; b++) {
        bytes[start + i * size + b] = shuffled[b * count + i];
      }
    }
  }

  private Fault broken(int column, int row, String what) {
    return Fault.unacceptable(
        "bad-block",
        "block %d, %d (compression %d) %s".formatted(column, row, layout.compression(), what));
  }

  @Override
  public void close() {
    unpacker.close();
  }
}

package org.graticule.image.tiff;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.graticule.fault.Fault;

/**
 * The first bytes of a TIFF: byte order, classic or BigTIFF, and where the first directory is.
 *
 * @param order of every number in the file
 * @param big offsets of eight bytes instead of four
 * @param firstIfd offset of the first directory
 */
record TiffHeader(ByteOrder order, boolean big, long firstIfd) {
  static final long MOST_TAG_BYTES = 256L << 20;

  static TiffHeader read(FileChannel channel) throws IOException {
    if (channel.size() < 8) {
      throw notTiff();
    }
    ByteBuffer bytes = fill(channel, 0, (int) Math.min(16, channel.size()));
    short mark = bytes.getShort(0);
    if (mark != 0x4949 && mark != 0x4d4d) {
      throw notTiff();
    }
    ByteOrder order = mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    bytes.order(order);
    int version = Short.toUnsignedInt(bytes.getShort(2));
    if (version == 42) {
      return new TiffHeader(order, false, Integer.toUnsignedLong(bytes.getInt(4)));
    }
    boolean eightByteOffsets =
        bytes.limit() == 16 && bytes.getShort(4) == 8 && bytes.getShort(6) == 0;
    if (version != 43 || !eightByteOffsets) {
      throw notTiff();
    }
    return new TiffHeader(order, true, bytes.getLong(8));
  }

  private static Fault notTiff() {
    return new Fault(
        Fault.Kind.UNSUPPORTED,
        "not-tiff",
        "the file does not start as a TIFF does; allowed: II or MM, then 42 or 43");
  }

  /** Bytes of one value of a field type; 0 for types that are not in the specification. */
  static int size(int type) {
    return switch (type) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 17, 18 -> 8;
      default -> 0;
    };
  }

  /** Exactly this many bytes from this place, in the byte order of the file. */
  ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
    return fill(channel, offset, length).order(order);
  }

  private static ByteBuffer fill(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("file ends at " + (offset + buffer.position()));
      }
    }
    return buffer.flip();
  }
}

package org.graticule.image.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.graticule.fault.Fault;
import org.graticule.image.store.ByteSource;

/**
 * The first bytes of a TIFF: byte order, classic or BigTIFF, and where the first directory is.
 *
 * @param order of every number in the file
 * @param big offsets of eight bytes instead of four
 * @param firstIfd offset of the first directory
 */
record TiffHeader(ByteOrder order, boolean big, long firstIfd) {
  static final long MOST_TAG_BYTES = 256L << 20;

  static TiffHeader read(ByteSource source) throws IOException {
    if (source.length() < 8) {
      throw notTiff();
    }
    ByteBuffer bytes = ByteBuffer.wrap(source.bytes(0, (int) Math.min(16, source.length())));
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
  ByteBuffer read(ByteSource source, long offset, int length) throws IOException {
    return ByteBuffer.wrap(source.bytes(offset, length)).order(order);
  }
}

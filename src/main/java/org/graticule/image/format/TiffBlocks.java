package org.graticule.image.format;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.store.ByteSource;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;

/**
 * Where the tiles or strips of one directory are in the file; every one is checked to lie inside.
 * Immutable, thread-safe (positional reads).
 */
final class TiffBlocks {
  /** Bytes: below, the pages cost more than the copy. */
  private static final int WORTH_MAPPING = 256 << 10;

  private final ByteSource source;
  private final TiffLayout layout;
  private final int across;
  private final int down;
  private final long[] offsets;
  private final long[] lengths;
  private final boolean anyAbsent;

  private TiffBlocks(ByteSource source, TiffLayout layout, long[] offsets, long[] lengths) {
    this.source = source;
    this.layout = layout;
    this.offsets = offsets;
    this.lengths = lengths;
    this.anyAbsent = Arrays.stream(lengths).anyMatch(length -> length == 0);
    this.across = count(layout.grid().width(), layout.block().width());
    this.down = count(layout.grid().height(), layout.block().height());
  }

  static TiffBlocks of(ByteSource source, Ifd ifd, TiffLayout layout) throws IOException {
    Tag offsetTag = layout.tiled() ? Tag.TILE_OFFSETS : Tag.STRIP_OFFSETS;
    Tag lengthTag = layout.tiled() ? Tag.TILE_BYTE_COUNTS : Tag.STRIP_BYTE_COUNTS;
    PixelGrid grid = layout.grid();
    long expected =
        (long) count(grid.width(), layout.block().width())
            * count(grid.height(), layout.block().height())
            * (layout.planar() ? layout.samples() : 1);
    if (ifd.count(offsetTag) >= expected && ifd.count(lengthTag) == 0) {
      throw Ifd.unread(lengthTag, "missing", "the length of each block");
    }
    if (ifd.count(offsetTag) < expected || ifd.count(lengthTag) < expected) {
      throw Ifd.refuse(
          offsetTag,
          ifd.count(offsetTag) + " values, with " + ifd.count(lengthTag) + " lengths",
          expected + " of each");
    }
    long[] offsets = ifd.integers(offsetTag);
    long[] lengths = ifd.integers(lengthTag);
    long fileLength = source.length();
    for (int i = 0; i < expected; i++) {
      if (offsets[i] < 0 || lengths[i] < 0 || offsets[i] > fileLength - lengths[i]) {
        throw Fault.unacceptable(
            "tag-overrun",
            "TIFF tag %s[%d] is %s with %s bytes; allowed: within the %d bytes of the file"
                .formatted(
                    offsetTag,
                    i,
                    Long.toUnsignedString(offsets[i]),
                    Long.toUnsignedString(lengths[i]),
                    fileLength));
      }
      if (lengths[i] == 0 && offsets[i] != 0 && !layout.tiled()) {
        throw Ifd.unread(lengthTag, "0 of a strip that is there", "its length");
      }
    }
    return new TiffBlocks(source, layout, offsets, lengths);
  }

  private static int count(int size, int block) {
    return (size + block - 1) / block;
  }

  /** Whether the file leaves this block out, which means no data. */
  boolean absent(int plane, int column, int row) {
    return lengths[index(plane, column, row)] == 0;
  }

  boolean anyAbsent() {
    return anyAbsent;
  }

  byte[] bytes(int plane, int column, int row) throws IOException {
    int index = index(plane, column, row);
    return source.bytes(offsets[index], Math.toIntExact(lengths[index]));
  }

  /** Fills the buffer from a place inside a block. */
  void read(int plane, int column, int row, long from, ByteBuffer into) throws IOException {
    int index = index(plane, column, row);
    if (from + into.remaining() > lengths[index]) {
      throw Fault.unacceptable(
          "bad-block",
          "block %d, %d has %d bytes; allowed: %d or more"
              .formatted(column, row, lengths[index], from + into.remaining()));
    }
    long at = offsets[index] + from;
    Optional<FileChannel> local = source.channel();
    if (local.isPresent() && into.hasArray() && into.remaining() >= WORTH_MAPPING) {
      map(local.get(), at, into);
    }
    while (into.hasRemaining()) {
      int n = source.read(into, at);
      if (n < 0) {
        throw new EOFException("the file ends at " + at);
      }
      at += n;
    }
  }

  /** From the kernel's pages to the array without a stop in between, which reading has. */
  private static void map(FileChannel channel, long at, ByteBuffer into) throws IOException {
    int length = into.remaining();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pages = channel.map(FileChannel.MapMode.READ_ONLY, at, length, arena);
      MemorySegment.ofBuffer(into).copyFrom(pages);
    }
    into.position(into.position() + length);
  }

  /** The first bytes of a block, as far as it goes. */
  byte[] head(int plane, int column, int row, int most) throws IOException {
    int index = index(plane, column, row);
    return source.bytes(offsets[index], (int) Math.min(most, lengths[index]));
  }

  private int index(int plane, int column, int row) {
    return ((layout.planar() ? plane : 0) * down + row) * across + column;
  }
}

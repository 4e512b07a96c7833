package org.graticule.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * A BigTIFF of colour tiles without compression that is mostly a hole in the disk: as long as it
 * says, and as quick to write as the few tiles that hold something.
 */
record HugeTiff(int side, List<Integer> filled) {
  static final int TILE = 512;
  private static final int TILE_BYTES = TILE * TILE * 3;

  int columns() {
    return (side + TILE - 1) / TILE;
  }

  /** What every sample of a tile is. */
  int value(int tile) {
    return filled.contains(tile) ? 40 + 31 * filled.indexOf(tile) % 200 : 0;
  }

  long bytes() {
    return start() + (long) columns() * columns() * TILE_BYTES;
  }

  private long start() {
    return 4096 + 16L * columns() * columns();
  }

  void write(Path file) throws IOException {
    int tiles = columns() * columns();
    ByteBuffer head = ByteBuffer.allocate((int) start()).order(ByteOrder.LITTLE_ENDIAN);
    head.put(new byte[] {'I', 'I', 43, 0, 8, 0, 0, 0}).putLong(16);
    head.putLong(10);
    entry(head, 256, 4, 1, side);
    entry(head, 257, 4, 1, side);
    entry(head, 258, 3, 3, 8L | 8L << 16 | 8L << 32);
    entry(head, 259, 3, 1, 1);
    entry(head, 262, 3, 1, 2);
    entry(head, 277, 3, 1, 3);
    entry(head, 322, 3, 1, TILE);
    entry(head, 323, 3, 1, TILE);
    entry(head, 324, 16, tiles, 4096);
    entry(head, 325, 16, tiles, 4096 + 8L * tiles);
    head.putLong(0);
    for (int tile = 0; tile < tiles; tile++) {
      head.putLong(4096 + 8 * tile, start() + (long) tile * TILE_BYTES);
      head.putLong(4096 + 8 * (tiles + tile), TILE_BYTES);
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(head.clear(), 0);
      for (int tile : filled) {
        byte[] samples = new byte[TILE_BYTES];
        Arrays.fill(samples, (byte) value(tile));
        channel.write(ByteBuffer.wrap(samples), start() + (long) tile * TILE_BYTES);
      }
      channel.write(ByteBuffer.allocate(1), bytes() - 1);
    }
  }

  private static void entry(ByteBuffer head, int tag, int type, long count, long value) {
    head.putShort((short) tag).putShort((short) type).putLong(count).putLong(value);
  }
}

package org.graticule.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Plain RGB TIFFs of any size, uncompressed in one strip: smooth ground with blocks on it. */
public final class Synthetic {
  private Synthetic() {}

  /** Writes UTM zone 33N, 0.5 m; the same bytes for the same size. */
  public static Path rgb(Path file, int width, int height) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) 0x4949).putShort((short) 42).putInt(8).putShort((short) 13);
    entry(head, 256, 4, 1, width);
    entry(head, 257, 4, 1, height);
    entry(head, 258, 3, 3, 200);
    entry(head, 259, 3, 1, 1);
    entry(head, 262, 3, 1, 2);
    entry(head, 273, 4, 1, 512);
    entry(head, 277, 3, 1, 3);
    entry(head, 278, 4, 1, height);
    entry(head, 279, 4, 1, width * height * 3);
    entry(head, 284, 3, 1, 1);
    entry(head, 33550, 12, 3, 208);
    entry(head, 33922, 12, 6, 232);
    entry(head, 34735, 3, 16, 280);
    head.putInt(0).position(200);
    head.putShort((short) 8).putShort((short) 8).putShort((short) 8).position(208);
    head.putDouble(0.5).putDouble(0.5).putDouble(0);
    head.putDouble(0)
        .putDouble(0)
        .putDouble(0)
        .putDouble(500_000)
        .putDouble(5_400_000)
        .putDouble(0);
    int[] keys = {1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32_633};
    for (int key : keys) {
      head.putShort((short) key);
    }
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(head.clear());
      Random random = new Random(5);
      byte[] row = new byte[width * 3];
      for (int y = 0; y < height; y++) {
        row(row, y, random);
        out.write(ByteBuffer.wrap(row));
      }
    }
    return file;
  }

  private static void row(byte[] row, int y, Random random) {
    for (int x = 0; x < row.length / 3; x++) {
      boolean roof = x % 90 < 40 && y % 70 < 30;
      int ground = 90 + (int) (30 * Math.sin(x / 300.0) + 30 * Math.cos(y / 200.0));
      int noise = random.nextInt(12);
      row[3 * x] = (byte) (roof ? 190 + noise : ground + noise);
      row[3 * x + 1] = (byte) (roof ? 120 + noise : ground + 15 + noise);
      row[3 * x + 2] = (byte) (roof ? 100 + noise : ground - 20 + noise);
    }
  }

  private static void entry(ByteBuffer head, int tag, int type, int count, int value) {
    head.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}

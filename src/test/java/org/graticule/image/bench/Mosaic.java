package org.graticule.image.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.graticule.image.ImageFormats;
import org.graticule.image.ImageSource;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;

/**
 * A large plain RGB GeoTIFF (tiles of 512, uncompressed, UTM) out of a small one, mirrored at its
 * edges: painting 268 million pixels would take minutes, and a codec cannot tell.
 */
final class Mosaic {
  private static final int TILE = 512;
  private static final int DATA = 1 << 20;
  private static final int[] KEYS = {
    1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32_633, 3076, 0, 1, 9001
  };

  private final ByteBuffer head = ByteBuffer.allocate(DATA).order(ByteOrder.LITTLE_ENDIAN);

  private Mosaic() {}

  /**
   * @param cell square 8-bit RGB image
   * @param side of the result; a multiple of 512, as is that of the cell
   */
  static void write(Path cell, Path target, int side) throws IOException {
    try (FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ImageSource source = ImageFormats.of(cell).open(cell, List.of());
        ImageSource.WindowReader reader = source.reader()) {
      out.write(new Mosaic().head(side));
      Samples samples = new Samples(SampleType.UINT8, 3);
      int across = side / TILE;
      for (int i = 0; i < across * across; i++) {
        int x = place(i % across, source.grid().width());
        int y = place(i / across, source.grid().width());
        reader.read(x, y, TILE, TILE, samples);
        boolean flipX = mirrored(i % across, source.grid().width());
        boolean flipY = mirrored(i / across, source.grid().width());
        ByteBuffer tile = ByteBuffer.wrap(flipped(samples.bytes(), flipX, flipY));
        while (tile.hasRemaining()) {
          out.write(tile);
        }
      }
    }
  }

  private static boolean mirrored(int tile, int cell) {
    return tile / (cell / TILE) % 2 == 1;
  }

  private static int place(int tile, int cell) {
    int tiles = cell / TILE;
    int inside = tile % tiles;
    return TILE * (mirrored(tile, cell) ? tiles - 1 - inside : inside);
  }

  private static byte[] flipped(byte[] pixels, boolean flipX, boolean flipY) {
    byte[] made = new byte[TILE * TILE * 3];
    for (int y = 0; y < TILE; y++) {
      for (int x = 0; x < TILE; x++) {
        int from = (flipY ? TILE - 1 - y : y) * TILE + (flipX ? TILE - 1 - x : x);
        System.arraycopy(pixels, from * 3, made, (y * TILE + x) * 3, 3);
      }
    }
    return made;
  }

  private ByteBuffer head(int side) {
    int tiles = side / TILE * (side / TILE);
    int offsets = 1024;
    int lengths = offsets + 4 * tiles;
    head.putShort((short) 0x4949).putShort((short) 42).putInt(8).putShort((short) 14);
    entry(256, 4, 1, side);
    entry(257, 4, 1, side);
    entry(258, 3, 3, 300);
    entry(259, 3, 1, 1);
    entry(262, 3, 1, 2);
    entry(277, 3, 1, 3);
    entry(284, 3, 1, 1);
    entry(322, 4, 1, TILE);
    entry(323, 4, 1, TILE);
    entry(324, 4, tiles, offsets);
    entry(325, 4, tiles, lengths);
    entry(33_550, 12, 3, 320);
    entry(33_922, 12, 6, 360);
    entry(34_735, 3, KEYS.length, 420);
    head.putInt(0);
    for (int i = 0; i < 3; i++) {
      head.putShort(300 + 2 * i, (short) 8);
    }
    head.putDouble(320, 0.3).putDouble(328, 0.3);
    head.putDouble(384, 500_000).putDouble(392, 5_400_000);
    for (int i = 0; i < KEYS.length; i++) {
      head.putShort(420 + 2 * i, (short) KEYS[i]);
    }
    for (int i = 0; i < tiles; i++) {
      head.putInt(offsets + 4 * i, DATA + i * TILE * TILE * 3);
      head.putInt(lengths + 4 * i, TILE * TILE * 3);
    }
    return head.clear();
  }

  private void entry(int tag, int type, int count, int value) {
    head.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}

package org.graticule.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.cog.CogReader;
import org.graticule.image.cog.CogReader.Tile;
import org.graticule.image.store.ByteSource;

/**
 * Windows of a scene's pyramid at full resolution. Keeps the tiles it decoded last, since
 * neighbouring chips share them. Used by one thread.
 */
public final class CogPixels implements ScenePixels {
  /** Tiles of 512 x 512 in colour, with their masks: 64 MiB. */
  private static final int KEPT = 64;

  private final CogReader reader;
  private final int zoom;
  private final int tileSize;
  private final JpegCodec codec = JpegCodec.open();
  private final Map<Long, Optional<Tile>> tiles =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Optional<Tile>> eldest) {
          return size() > KEPT;
        }
      };

  private CogPixels(CogReader reader) {
    this.reader = reader;
    this.zoom = reader.pyramid().maxZoom();
    this.tileSize = reader.pyramid().tileSize();
  }

  /** Opens a pyramid of its own: an interrupted build closes the file it reads. */
  public static CogPixels open(ByteSource pyramid) throws IOException {
    return new CogPixels(CogReader.open(pyramid));
  }

  @Override
  public Picture read(int x, int y, int width, int height) throws IOException {
    byte[] pixels = new byte[Math.multiplyExact(width * height, reader.channels())];
    long valid = 0;
    for (int row = y / tileSize; row <= (y + height - 1) / tileSize; row++) {
      for (int column = x / tileSize; column <= (x + width - 1) / tileSize; column++) {
        Optional<Tile> tile = tile(column, row);
        if (tile.isPresent()) {
          int left = Math.max(x, column * tileSize);
          int top = Math.max(y, row * tileSize);
          int right = Math.min(x + width, (column + 1) * tileSize);
          int bottom = Math.min(y + height, (row + 1) * tileSize);
          for (int line = top; line < bottom; line++) {
            int from = (line - row * tileSize) * tileSize + left - column * tileSize;
            int to = (line - y) * width + left - x;
            valid += copy(tile.get(), from, pixels, to, right - left);
          }
        }
      }
    }
    return new Picture(
        width, height, reader.channels(), pixels, (double) valid / ((long) width * height));
  }

  /** Copies a run of pixels and blackens those without data; returns how many have some. */
  private static int copy(Tile tile, int from, byte[] pixels, int to, int length) {
    int channels = tile.channels();
    System.arraycopy(tile.pixels(), from * channels, pixels, to * channels, length * channels);
    byte[] mask = tile.valid();
    if (mask == null) {
      return length;
    }
    int valid = 0;
    for (int i = 0; i < length; i++) {
      if (mask[from + i] != 0) {
        valid++;
      } else {
        Arrays.fill(pixels, (to + i) * channels, (to + i + 1) * channels, (byte) 0);
      }
    }
    return valid;
  }

  private Optional<Tile> tile(int column, int row) throws IOException {
    long key = (long) row << 32 | column;
    Optional<Tile> tile = tiles.get(key);
    if (tile == null) {
      tile = reader.tile(zoom, column, row, codec);
      tiles.put(key, tile);
    }
    return tile;
  }

  @Override
  public void close() throws IOException {
    codec.close();
    reader.close();
  }
}

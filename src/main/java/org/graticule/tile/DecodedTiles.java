package org.graticule.tile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.cog.CogReader;

/**
 * Decoded native tiles, bounded in bytes: decoding is most of the cost of a reprojected tile.
 * Thread-safe.
 */
final class DecodedTiles {
  private final Cache<TileKey, Optional<CogReader.Tile>> cache;

  /**
   * @param bytes most to keep
   */
  DecodedTiles(long bytes) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .<TileKey, Optional<CogReader.Tile>>weigher(
                (key, tile) -> tile.map(t -> t.pixels().length + 64).orElse(64))
            .build();
  }

  Optional<CogReader.Tile> get(TileKey scene, CogReader reader, int z, int x, int y)
      throws IOException {
    try {
      return cache.get(
          new TileKey(scene.scene(), scene.revision(), TileKey.NATIVE, z, x, y),
          key -> {
            try (JpegCodec codec = JpegCodec.open()) {
              return reader.tile(key.z(), key.x(), key.y(), codec);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

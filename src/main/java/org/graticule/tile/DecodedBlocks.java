package org.graticule.tile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.graticule.tile.warp.Block;

/**
 * Decoded tiles of pyramids, bounded in bytes: decoding is most of the cost of a drawn tile.
 * Thread-safe.
 */
final class DecodedBlocks {
  /** All bands of the display pyramid. */
  static final int DISPLAY = -1;

  /**
   * @param band of the lossless pyramid, or {@link #DISPLAY}
   */
  record Key(UUID scene, int revision, int band, int z, int x, int y) {}

  private final Cache<Key, Optional<Block>> cache;

  /** Decodes a tile. */
  @FunctionalInterface
  interface Decoder {
    Optional<Block> decode() throws IOException;
  }

  /**
   * @param bytes most to keep
   */
  DecodedBlocks(long bytes) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .<Key, Optional<Block>>weigher((key, block) -> block.map(Block::weight).orElse(64))
            .build();
  }

  Optional<Block> get(Key key, Decoder decoder) throws IOException {
    try {
      return cache.get(
          key,
          k -> {
            try {
              return decoder.decode();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

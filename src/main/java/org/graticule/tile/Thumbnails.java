package org.graticule.tile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.cog.CogReader;
import org.graticule.tile.warp.Pixels;
import org.jspecify.annotations.Nullable;

/** The coarsest level of a scene as one picture. Thread-safe. */
public final class Thumbnails {
  private final SceneCatalogue catalogue;
  private final Cache<TileKey, Picture> pictures = Caffeine.newBuilder().maximumSize(500).build();

  public Thumbnails(SceneCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  Picture render(Scene scene) {
    TileKey key = TileKey.of(scene, new TilePlace(TileKey.NATIVE, 0, 0, 0), "");
    return pictures.get(key, k -> draw(scene, catalogue.pyramid(scene)));
  }

  private static Picture draw(Scene scene, CogReader reader) {
    try {
      Optional<CogReader.Tile> tile =
          SeenTiles.tile(scene, reader, new TilePlace(TileKey.NATIVE, 0, 0, 0));
      return tile.map(t -> Picture.of(crop(t, reader.pyramid().level(0)))).orElse(Picture.NOTHING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts the padding off. */
  private static Pixels crop(CogReader.Tile tile, PixelGrid level) {
    int width = level.width();
    int height = level.height();
    byte[] pixels = crop(tile.pixels(), tile.size(), tile.channels(), width, height);
    byte @Nullable [] valid =
        tile.valid() == null ? null : crop(tile.valid(), tile.size(), 1, width, height);
    boolean full = valid == null || !contains(valid, (byte) 0);
    return new Pixels(width, height, tile.channels(), pixels, full ? null : valid);
  }

  private static byte[] crop(byte[] from, int size, int channels, int width, int height) {
    byte[] to = new byte[width * height * channels];
    for (int row = 0; row < height; row++) {
      System.arraycopy(from, row * size * channels, to, row * width * channels, width * channels);
    }
    return to;
  }

  private static boolean contains(byte[] bytes, byte value) {
    for (byte b : bytes) {
      if (b == value) {
        return true;
      }
    }
    return false;
  }
}

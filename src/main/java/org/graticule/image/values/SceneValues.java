package org.graticule.image.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.graticule.geo.TilePyramid;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.cog.AnalyticReader;
import org.graticule.image.cog.CogReader;

/**
 * Windows of a scene's samples, on any level of its pyramid: from the lossless pyramid where there
 * is one, else from the one that is shown. Thread-safe; borrows the catalogue's readers.
 */
final class SceneValues {
  private final Tiles tiles;
  private final boolean exact;

  private SceneValues(Tiles tiles, boolean exact) {
    this.tiles = tiles;
    this.exact = exact;
  }

  /** One kind of pyramid. */
  private interface Tiles {
    TilePyramid pyramid();

    SampleType type();

    int bands();

    OptionalDouble nodata();

    /** Fills a whole tile; false where it has no data. */
    boolean tile(int z, int x, int y, int[] wanted, Samples into) throws IOException;
  }

  static SceneValues of(SceneCatalogue catalogue, Scene scene) {
    Optional<AnalyticReader> analytic = catalogue.analytic(scene);
    return analytic.isPresent()
        ? new SceneValues(new Lossless(analytic.get()), true)
        : new SceneValues(new Shown(catalogue.pyramid(scene)), false);
  }

  /** Whether the values are those of the original; else they are within the error of a JPEG. */
  boolean exact() {
    return exact;
  }

  TilePyramid pyramid() {
    return tiles.pyramid();
  }

  SampleType type() {
    return tiles.type();
  }

  /** Without alpha. */
  int bands() {
    return tiles.bands();
  }

  /** What a band has where that band alone has no data. */
  OptionalDouble nodata() {
    return tiles.nodata();
  }

  /** All bands of a window, which must lie within the level. */
  Samples window(int z, TilePyramid.Window window) {
    return window(z, window, IntStream.range(0, bands()).toArray());
  }

  /**
   * @param wanted indexes of bands; the others are not read
   */
  Samples window(int z, TilePyramid.Window window, int[] wanted) {
    int size = pyramid().tileSize();
    Samples whole = new Samples(type(), wanted.length);
    whole.reshape(window.width(), window.height());
    Samples tile = new Samples(type(), wanted.length);
    try {
      for (int y = window.y() / size; y * size < window.y() + window.height(); y++) {
        for (int x = window.x() / size; x * size < window.x() + window.width(); x++) {
          boolean data = tiles.tile(z, x, y, wanted, tile);
          copy(data ? Optional.of(tile) : Optional.empty(), x * size, y * size, whole, window);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return whole;
  }

  /** The part of a tile that falls into the window; a tile without data leaves zeros, invalid. */
  private void copy(
      Optional<Samples> tile, int left, int top, Samples whole, TilePyramid.Window window) {
    int size = pyramid().tileSize();
    int first = Math.max(left, window.x());
    int last = Math.min(left + size, window.x() + window.width());
    int lastRow = Math.min(top + size, window.y() + window.height());
    for (int row = Math.max(top, window.y()); row < lastRow; row++) {
      int from = (row - top) * size + first - left;
      int to = (row - window.y()) * window.width() + first - window.x();
      int count = last - first;
      if (tile.isEmpty()) {
        Arrays.fill(whole.makeValid(), to, to + count, (byte) 0);
        clear(whole, to * whole.bands(), count * whole.bands());
        continue;
      }
      byte[] valid = tile.get().valid();
      if (valid != null) {
        System.arraycopy(valid, from, whole.makeValid(), to, count);
      }
      int bands = whole.bands();
      System.arraycopy(array(tile.get()), from * bands, array(whole), to * bands, count * bands);
    }
  }

  private static Object array(Samples samples) {
    return switch (samples.type().bytes()) {
      case 1 -> samples.bytes();
      case 2 -> samples.shorts();
      default -> samples.doubles();
    };
  }

  private static void clear(Samples samples, int from, int count) {
    switch (samples.type().bytes()) {
      case 1 -> Arrays.fill(samples.bytes(), from, from + count, (byte) 0);
      case 2 -> Arrays.fill(samples.shorts(), from, from + count, (short) 0);
      default -> Arrays.fill(samples.doubles(), from, from + count, 0);
    }
  }

  private record Lossless(AnalyticReader reader) implements Tiles {
    @Override
    public TilePyramid pyramid() {
      return reader.pyramid();
    }

    @Override
    public SampleType type() {
      return reader.sampleType();
    }

    @Override
    public int bands() {
      return reader.bands();
    }

    @Override
    public OptionalDouble nodata() {
      return reader.nodata();
    }

    @Override
    public boolean tile(int z, int x, int y, int[] wanted, Samples into) throws IOException {
      return reader.tile(z, x, y, wanted, into);
    }
  }

  private record Shown(CogReader reader) implements Tiles {
    @Override
    public TilePyramid pyramid() {
      return reader.pyramid();
    }

    @Override
    public SampleType type() {
      return SampleType.UINT8;
    }

    @Override
    public int bands() {
      return reader.channels();
    }

    @Override
    public OptionalDouble nodata() {
      return OptionalDouble.empty();
    }

    @Override
    public boolean tile(int z, int x, int y, int[] wanted, Samples into) throws IOException {
      Optional<CogReader.Tile> decoded;
      try (JpegCodec codec = JpegCodec.open()) {
        decoded = reader.tile(z, x, y, codec);
      }
      if (decoded.isEmpty()) {
        return false;
      }
      CogReader.Tile tile = decoded.get();
      into.reshape(tile.size(), tile.size());
      byte[] to = into.bytes();
      for (int i = 0, at = 0; i < tile.size() * tile.size(); i++) {
        for (int band : wanted) {
          to[at++] = tile.pixels()[i * tile.channels() + band];
        }
      }
      if (tile.valid() != null) {
        System.arraycopy(tile.valid(), 0, into.makeValid(), 0, tile.valid().length);
      }
      return true;
    }
  }
}

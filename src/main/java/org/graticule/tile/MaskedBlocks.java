package org.graticule.tile;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.graticule.geo.TilePyramid;
import org.graticule.image.SampleType;
import org.graticule.image.ScenePart;
import org.graticule.tile.warp.Block;
import org.graticule.tile.warp.BlockSource;
import org.jspecify.annotations.Nullable;

/**
 * The part of a scene that somebody sees: every sample beyond it is zero and without data, so that
 * nothing that is drawn, mixed or counted from here knows of it. Thread-safe.
 */
record MaskedBlocks(BlockSource whole, ScenePart part) implements BlockSource {
  @Override
  public TilePyramid pyramid() {
    return whole.pyramid();
  }

  @Override
  public SampleType type() {
    return whole.type();
  }

  @Override
  public int bands() {
    return whole.bands();
  }

  @Override
  public OptionalInt place(int band) {
    return whole.place(band);
  }

  @Override
  public double offset(int place) {
    return whole.offset(place);
  }

  @Override
  public double step(int place) {
    return whole.step(place);
  }

  @Override
  public boolean apart() {
    return whole.apart();
  }

  @Override
  public int blockSize() {
    return whole.blockSize();
  }

  @Override
  public Optional<Block> block(int z, int x, int y, int band) throws IOException {
    int size = blockSize();
    int each = pyramid().tileSize() / size;
    return switch (part.pixels().tile(z, x / each, y / each)) {
      case OUTSIDE -> Optional.empty();
      case INSIDE -> whole.block(z, x, y, band);
      case EDGE ->
          part.refused()
              ? Optional.empty()
              : whole.block(z, x, y, band).flatMap(block -> masked(block, z, x * size, y * size));
    };
  }

  private Optional<Block> masked(Block block, int z, int column, int row) {
    int size = block.size();
    byte[] seen = part.pixels().mask(pyramid().scale(z), column, row, size, size);
    byte @Nullable [] bytes = copy(block.bytes());
    short @Nullable [] shorts = block.shorts() == null ? null : block.shorts().clone();
    float @Nullable [] floats = block.floats() == null ? null : block.floats().clone();
    boolean any = false;
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] == 0) {
        for (int at = i * block.bands(); at < (i + 1) * block.bands(); at++) {
          clear(bytes, shorts, floats, at);
        }
      } else if (block.valid() != null && block.valid()[i] == 0) {
        seen[i] = 0;
      } else {
        any = true;
      }
    }
    return any
        ? Optional.of(new Block(size, block.bands(), bytes, shorts, floats, seen))
        : Optional.empty();
  }

  private static byte @Nullable [] copy(byte @Nullable [] bytes) {
    return bytes == null ? null : bytes.clone();
  }

  private static void clear(
      byte @Nullable [] bytes, short @Nullable [] shorts, float @Nullable [] floats, int at) {
    if (bytes != null) {
      bytes[at] = 0;
    } else if (shorts != null) {
      shorts[at] = 0;
    } else if (floats != null) {
      floats[at] = 0;
    }
  }

  /**
   * Takes what lies beyond the part out of a decoded tile of the native grid.
   *
   * @param pixels interleaved, of a whole tile; changed
   * @return one byte a pixel, 1 where it is seen
   */
  static byte[] hide(
      ScenePart part, TilePyramid pyramid, int z, int x, int y, byte[] pixels, int channels) {
    int size = pyramid.tileSize();
    byte[] seen = part.pixels().mask(pyramid.scale(z), x * size, y * size, size, size);
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] == 0) {
        for (int at = i * channels; at < (i + 1) * channels; at++) {
          pixels[at] = 0;
        }
      }
    }
    return seen;
  }
}

package org.graticule.tile.warp;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.graticule.image.SampleType;
import org.jspecify.annotations.Nullable;

/**
 * A window of one level, copied together of blocks so that resampling needs no look-up per pixel:
 * interleaved samples of the wanted bands and their validity. Confined to one thread.
 */
final class Patch {
  final int x;
  final int y;
  final int width;
  final int height;
  final int bands;
  final SampleType type;
  final byte[] bytes;
  final short[] shorts;
  final float[] floats;

  /** Null where every pixel has data. */
  byte @Nullable [] valid;

  /** Arrays from tile to tile of a thread: to clear new ones costs as much as to fill them. */
  static final class Room {
    private byte[] bytes = new byte[0];
    private short[] shorts = new short[0];
    private float[] floats = new float[0];

    byte[] bytes(int length) {
      bytes = bytes.length < length ? new byte[length] : bytes;
      return bytes;
    }

    short[] shorts(int length) {
      shorts = shorts.length < length ? new short[length] : shorts;
      return shorts;
    }

    float[] floats(int length) {
      floats = floats.length < length ? new float[length] : floats;
      return floats;
    }
  }

  private Patch(int x, int y, int width, int height, int bands, SampleType type, Room room) {
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    this.bands = bands;
    this.type = type;
    int length = width * height * bands;
    // One more, since three bands are read as four bytes.
    this.bytes = room.bytes(type.bytes() == 1 ? length + 1 : 0);
    this.shorts = room.shorts(type.bytes() == 2 ? length : 0);
    this.floats = room.floats(type.bytes() > 2 ? length : 0);
  }

  /**
   * @param bands indexes of the bands wanted
   * @param room whose arrays the patch uses; no other patch may be in use with it
   * @return empty where nothing there has data
   */
  static Optional<Patch> load(
      BlockSource source, int z, int[] bands, int x, int y, int width, int height, Room room)
      throws IOException {
    Patch patch = new Patch(x, y, width, height, bands.length, source.type(), room);
    int size = source.blockSize();
    boolean any = false;
    for (int ty = y / size; ty <= (y + height - 1) / size; ty++) {
      for (int tx = x / size; tx <= (x + width - 1) / size; tx++) {
        int left = Math.max(x, tx * size);
        int top = Math.max(y, ty * size);
        int right = Math.min(x + width, (tx + 1) * size);
        int bottom = Math.min(y + height, (ty + 1) * size);
        boolean there = patch.fill(source, z, tx, ty, bands, left, top, right, bottom);
        if (!there) {
          patch.clear(left, top, right, bottom);
        }
        any |= there;
      }
    }
    return any ? Optional.of(patch) : Optional.empty();
  }

  private boolean fill(
      BlockSource source,
      int z,
      int tx,
      int ty,
      int[] wanted,
      int left,
      int top,
      int right,
      int bottom)
      throws IOException {
    int size = source.blockSize();
    for (int i = 0; i < (source.apart() ? wanted.length : 1); i++) {
      Optional<Block> block = source.block(z, tx, ty, wanted.length == 0 ? 0 : wanted[i]);
      if (block.isEmpty()) {
        return false;
      }
      int[] from = source.apart() ? new int[] {0} : wanted;
      for (int row = top; row < bottom; row++) {
        int at = (row - ty * size) * size + left - tx * size;
        int to = (row - y) * width + left - x;
        copyRow(block.get(), from, i, at, to, right - left);
        if (block.get().valid() != null) {
          keepValid(block.get().valid(), at, makeValid(), to, right - left);
        }
      }
    }
    return true;
  }

  /** A pixel has data where every wanted band has. */
  private static void keepValid(byte[] from, int at, byte[] mask, int to, int n) {
    for (int k = 0; k < n; k++) {
      mask[to + k] &= from[at + k];
    }
  }

  /**
   * @param wanted indexes of the block's bands
   * @param first where they begin among the patch's
   */
  private void copyRow(Block block, int[] wanted, int first, int from, int to, int n) {
    int all = block.bands();
    if (all == bands && inOrder(wanted)) {
      Object target = type.bytes() == 1 ? bytes : type.bytes() == 2 ? shorts : floats;
      System.arraycopy(samples(block), from * all, target, to * all, n * all);
      return;
    }
    for (int b = 0; b < wanted.length; b++) {
      int i = from * all + wanted[b];
      int o = to * bands + first + b;
      if (block.bytes() != null) {
        for (int k = 0; k < n; k++, i += all, o += bands) {
          bytes[o] = block.bytes()[i];
        }
      } else if (block.shorts() != null) {
        for (int k = 0; k < n; k++, i += all, o += bands) {
          shorts[o] = block.shorts()[i];
        }
      } else if (block.floats() != null) {
        for (int k = 0; k < n; k++, i += all, o += bands) {
          floats[o] = block.floats()[i];
        }
      }
    }
  }

  private static Object samples(Block block) {
    if (block.bytes() != null) {
      return block.bytes();
    }
    return block.shorts() != null ? block.shorts() : Objects.requireNonNull(block.floats());
  }

  private static boolean inOrder(int[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] != i) {
        return false;
      }
    }
    return true;
  }

  private void clear(int left, int top, int right, int bottom) {
    byte[] mask = makeValid();
    for (int row = top; row < bottom; row++) {
      int to = (row - y) * width + left - x;
      Arrays.fill(mask, to, to + right - left, (byte) 0);
    }
  }

  private byte[] makeValid() {
    byte[] made = valid;
    if (made == null) {
      made = new byte[width * height];
      Arrays.fill(made, (byte) 1);
      valid = made;
    }
    return made;
  }

  float value(int index) {
    return switch (type) {
      case UINT8 -> bytes[index] & 0xff;
      case UINT16 -> shorts[index] & 0xffff;
      case INT16 -> shorts[index];
      case INT32, UINT32, FLOAT32, FLOAT64 -> floats[index];
    };
  }
}

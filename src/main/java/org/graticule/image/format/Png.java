package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.graticule.geo.PixelGrid;
import org.graticule.image.ImageFormat;
import org.graticule.image.ImageSource;
import org.graticule.image.gdal.GdalDataset;
import org.graticule.image.gdal.GdalSource;

/** PNG of any depth and colour type, interlaced or not, placed by a world file beside it. */
public final class Png implements ImageFormat {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int HEADER = 0x49484452;
  private static final int END = 0x49454e44;
  private static final int DATA = 0x49444154;
  private static final int MOST_CHUNKS = 1 << 20;
  private static final long MOST_WORDS = 16L << 20;

  @Override
  public String name() {
    return "PNG";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    return head.remaining() >= 8 && head.getLong(head.position()) == SIGNATURE;
  }

  @Override
  public PixelGrid size(Path file) throws IOException {
    try (HeaderBytes bytes = HeaderBytes.open(file, name())) {
      ByteBuffer head = bytes.at(8, 25);
      int depth = head.get(16);
      int colour = head.get(17);
      int samples =
          switch (colour) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 0;
          };
      boolean known =
          switch (depth) {
            case 1, 2, 4 -> samples == 1;
            case 8 -> samples > 0;
            case 16 -> samples > 0 && colour != 3;
            default -> false;
          };
      if (head.getInt(0) != 13 || head.getInt(4) != HEADER || !known) {
        throw bytes.broken(
            "IHDR of %d bytes, colour type %d with %d bits"
                .formatted(head.getInt(0), colour, depth),
            "a combination of the specification");
      }
      long width = Integer.toUnsignedLong(head.getInt(8));
      long height = Integer.toUnsignedLong(head.getInt(12));
      PixelGrid grid = bytes.size(width, height, samples, (long) samples * Math.max(8, depth));
      walk(bytes);
      return grid;
    }
  }

  /** All chunks are there, up to the last; words about the image are fewer than the image. */
  private void walk(HeaderBytes bytes) throws IOException {
    long at = 8;
    long words = 0;
    for (int i = 0; i < MOST_CHUNKS; i++) {
      ByteBuffer chunk = bytes.at(at, 8);
      long length = Integer.toUnsignedLong(chunk.getInt(0));
      int type = chunk.getInt(4);
      if (length > bytes.length() - at - 12) {
        throw bytes.broken(
            "chunk %d of %d bytes at %d".formatted(i, length, at),
            "chunks inside the %d bytes of the file".formatted(bytes.length()));
      }
      words += type == DATA ? 0 : length;
      if (words > MOST_WORDS) {
        throw bytes.limit(words + " bytes that are no pixels", "up to " + MOST_WORDS);
      }
      if (type == END) {
        return;
      }
      at += 12 + length;
    }
    throw bytes.limit("over " + MOST_CHUNKS + " chunks", "up to as many");
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    return GdalSource.openInOrder(
        name(),
        size(file),
        GdalSource.Beside.of(file, sidecars),
        () -> GdalDataset.open(file, List.of("PNG")));
  }
}

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

/**
 * JPEG: gray, YCbCr, RGB, and ink (CMYK, turned into RGB), baseline or progressive, placed by a
 * world file beside it. EXIF's orientation is noted, never applied: labels belong to pixels.
 */
public final class Jpeg implements ImageFormat {
  private static final int MOST_SEGMENTS = 1 << 16;
  private static final long MOST_WORDS = 16L << 20;

  @Override
  public String name() {
    return "JPEG";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    return head.remaining() >= 4 && head.getInt(head.position()) >>> 8 == 0xffd8ff;
  }

  @Override
  public PixelGrid size(Path file) throws IOException {
    try (HeaderBytes bytes = HeaderBytes.open(file, name())) {
      long at = 2;
      for (int i = 0; i < MOST_SEGMENTS; i++) {
        int marker = bytes.unsigned16(at);
        if (marker == 0xffff) {
          at++;
          continue;
        }
        int length = bytes.unsigned16(at + 2);
        if (marker < 0xffc0 || marker >= 0xffd0 && marker <= 0xffda || length < 2) {
          throw bytes.broken(
              "marker %x of %d bytes at %d before the frame".formatted(marker, length, at),
              "segments up to a frame");
        }
        if (frame(marker)) {
          return frame(bytes, at + 4, marker);
        }
        at += 2 + length;
        if (at > MOST_WORDS) {
          throw bytes.limit(at + " bytes before the frame", "up to " + MOST_WORDS);
        }
      }
      throw bytes.limit("over " + MOST_SEGMENTS + " segments", "up to as many");
    }
  }

  private static boolean frame(int marker) {
    return marker <= 0xffcf && marker != 0xffc4 && marker != 0xffc8 && marker != 0xffcc;
  }

  private static PixelGrid frame(HeaderBytes bytes, long at, int marker) throws IOException {
    ByteBuffer frame = bytes.at(at, 6);
    int precision = frame.get(0);
    int components = Byte.toUnsignedInt(frame.get(5));
    boolean read = marker >= 0xffc0 && marker <= 0xffc2 || marker == 0xffc9 || marker == 0xffca;
    if (!read || precision != 8 && precision != 12 || components == 2 || components > 4) {
      throw bytes.broken(
          "frame %x of %d components of %d bits".formatted(marker, components, precision),
          "baseline, extended or progressive with 1, 3 or 4 of 8 or 12 bits");
    }
    return bytes.size(
        Short.toUnsignedInt(frame.getShort(3)),
        Short.toUnsignedInt(frame.getShort(1)),
        components,
        (long) components * (precision > 8 ? 16 : 8));
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    return GdalSource.openInOrder(
        name(),
        size(file),
        GdalSource.Beside.of(file, sidecars),
        () -> GdalDataset.open(file, List.of("JPEG")));
  }
}

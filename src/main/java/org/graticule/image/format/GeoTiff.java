package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.graticule.geo.PixelGrid;
import org.graticule.image.ImageFormat;
import org.graticule.image.ImageSource;
import org.graticule.image.tiff.TiffBudget;
import org.graticule.image.tiff.TiffFile;

/** TIFF and BigTIFF, with or without a georeference. */
public final class GeoTiff implements ImageFormat {
  @Override
  public String name() {
    return "GeoTIFF";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    if (head.remaining() < 8) {
      return false;
    }
    int mark = head.getInt(head.position());
    return switch (mark) {
      case 0x49492a00, 0x4d4d002a, 0x49492b00, 0x4d4d002b -> true;
      default -> false;
    };
  }

  @Override
  public PixelGrid size(Path file) throws IOException {
    try (TiffFile tiff = TiffFile.open(file, TiffBudget.standard())) {
      return TiffLayout.of(tiff.directories().getFirst(), tiff.length()).grid();
    }
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    return TiffSource.open(file, sidecars);
  }
}

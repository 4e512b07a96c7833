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

/** JPEG 2000, in a JP2 file (with GeoJP2 or GMLJP2 georeference) or as a bare codestream. */
public final class Jpeg2000 implements ImageFormat {
  @Override
  public String name() {
    return "JPEG 2000";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    int at = head.position();
    if (head.remaining() < 12) {
      return false;
    }
    boolean box = head.getInt(at) == 12 && head.getInt(at + 4) == 0x6a502020;
    return box && head.getInt(at + 8) == 0x0d0a870a || head.getInt(at) == 0xff4fff51;
  }

  @Override
  public PixelGrid size(Path file) throws IOException {
    try (HeaderBytes bytes = HeaderBytes.open(file, name())) {
      return Codestream.of(bytes).grid();
    }
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    return GdalSource.open(
        name(),
        size(file),
        GdalSource.Beside.of(file, sidecars),
        () -> GdalDataset.open(file, List.of("JP2OpenJPEG")));
  }
}

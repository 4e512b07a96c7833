package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelGrid;
import org.graticule.image.ImageFormat;
import org.graticule.image.ImageSource;
import org.graticule.image.PlaceBeside;
import org.graticule.image.Sidecar;
import org.graticule.image.gdal.GdalDataset;
import org.graticule.image.gdal.GdalSource;
import org.graticule.image.tiff.Ifd;
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
      return extent(tiff).grid();
    }
  }

  private static TiffExtent extent(TiffFile tiff) throws IOException {
    return TiffExtent.of(tiff.directories().getFirst(), tiff.length(), TiffBudget.standard());
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    try {
      return TiffSource.open(file, sidecars);
    } catch (Fault own) {
      if (own.code().equals(Ifd.UNREAD)) {
        return openByGdal(file, sidecars);
      }
      throw own;
    }
  }

  /** The long tail: compressions and samples that are seldom enough to leave to GDAL. */
  private ImageSource openByGdal(Path file, List<Path> sidecars) throws IOException {
    try (TiffFile tiff = TiffFile.open(file, TiffBudget.standard())) {
      Ifd ifd = tiff.directories().getFirst();
      Georeference place =
          TiffGeoreference.read(
              ifd, () -> TiffSource.geoKeys(file), PlaceBeside.of(file, sidecars));
      GdalSource.Beside beside =
          new GdalSource.Beside(
              Sidecar.MASK.of(file, sidecars).orElse(null),
              place,
              null,
              TiffGeoreference.tags(ifd, place),
              TiffSource.acquisition(ifd),
              List.of());
      return GdalSource.open(
          name(), extent(tiff).grid(), beside, () -> GdalDataset.open(file, List.of("GTiff")));
    }
  }
}

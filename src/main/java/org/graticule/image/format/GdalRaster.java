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
 * Rarer formats that GDAL reads from a single file: each with the marks it is known by, a reading
 * of its header, and the one driver that may open it. Formats that name other files are left out:
 * what they name would be read in the name of whoever wrote them.
 */
public final class GdalRaster implements ImageFormat {
  private final String name;
  private final List<String> drivers;
  private final RasterHeader header;

  private GdalRaster(String name, RasterHeader header, String... drivers) {
    this.name = name;
    this.header = header;
    this.drivers = List.of(drivers);
  }

  /** Every one of them. */
  public static List<ImageFormat> all() {
    return List.of(
        new GdalRaster("Erdas Imagine", new ImagineHeader(), "HFA"),
        new GdalRaster("BMP", RasterHeader.BMP, "BMP"),
        new GdalRaster("GIF", RasterHeader.GIF, "GIF", "BIGGIF"),
        new GdalRaster("WebP", RasterHeader.WEBP, "WEBP"),
        new GdalRaster("PNM", RasterHeader.PNM, "PNM"),
        new GdalRaster("SGI", RasterHeader.SGI, "SGI"),
        new GdalRaster("Binary Terrain", RasterHeader.BINARY_TERRAIN, "BT"),
        new GdalRaster("Raster Matrix", RasterHeader.RASTER_MATRIX, "RMF"),
        new GdalRaster("DTED", RasterHeader.DTED, "DTED"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    return header.recognises(head);
  }

  @Override
  public PixelGrid size(Path file) throws IOException {
    try (HeaderBytes bytes = HeaderBytes.open(file, name)) {
      return header.size(bytes);
    }
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    return GdalSource.open(
        name,
        size(file),
        GdalSource.Beside.of(file, sidecars),
        () -> GdalDataset.open(file, drivers));
  }
}

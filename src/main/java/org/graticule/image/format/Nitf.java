package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.graticule.geo.PixelGrid;
import org.graticule.image.ImageFormat;
import org.graticule.image.ImageSource;
import org.graticule.image.SecurityFields;
import org.graticule.image.gdal.GdalDataset;
import org.graticule.image.gdal.GdalSource;
import org.graticule.image.nitf.NitfAcquisition;
import org.graticule.image.nitf.NitfFile;
import org.graticule.image.nitf.NitfImage;
import org.graticule.image.nitf.NitfVersion;

/**
 * NITF 2.0 and 2.1, NSIF 1.0. A file is one scene: its largest image segment that is meant to be
 * seen. Headers are read here; GDAL decodes the pixels and places the corners.
 */
public final class Nitf implements ImageFormat {
  @Override
  public String name() {
    return "NITF";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    if (head.remaining() < 9) {
      return false;
    }
    byte[] magic = new byte[9];
    head.get(head.position(), magic);
    return NitfVersion.of(new String(magic, StandardCharsets.ISO_8859_1)).isPresent();
  }

  @Override
  public PixelGrid size(Path file) throws IOException {
    return NitfFile.read(file).main().grid();
  }

  @Override
  public List<SecurityFields> security(Path file) throws IOException {
    return NitfFile.read(file).security();
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    NitfFile read = NitfFile.read(file);
    NitfImage image = read.main();
    int count = read.images().size();
    String title =
        read.version().title()
            + (count > 1 ? ", image segment %d of %d".formatted(image.index() + 1, count) : "");
    GdalSource.Beside beside = GdalSource.Beside.of(file, sidecars);
    String prefix = count > 1 ? "NITF_IM:" + image.index() + ":" : "";
    return GdalSource.open(
        title,
        image.grid(),
        new GdalSource.Beside(
            beside.mask(),
            beside.georeference(),
            beside.world(),
            beside.tags(),
            NitfAcquisition.of(image)),
        () -> GdalDataset.open(file, prefix, List.of("NITF"), Map.of()));
  }
}

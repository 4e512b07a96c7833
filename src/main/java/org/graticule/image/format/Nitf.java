package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.graticule.fault.Fault;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Acquisition;
import org.graticule.image.ImageFormat;
import org.graticule.image.ImageSource;
import org.graticule.image.SecurityFields;
import org.graticule.image.gdal.GdalDataset;
import org.graticule.image.gdal.GdalSource;
import org.graticule.image.nitf.NitfAcquisition;
import org.graticule.image.nitf.NitfFile;
import org.graticule.image.nitf.NitfImage;
import org.graticule.image.nitf.NitfProduct;
import org.graticule.image.nitf.NitfVersion;
import org.graticule.image.nitf.SarProduct;
import org.jspecify.annotations.Nullable;

/**
 * NITF 2.0 and 2.1, NSIF 1.0. A file is as many scenes as it holds images that are meant to be
 * seen; segments that are pieces of one image are joined. Headers are read here; GDAL decodes the
 * pixels and places the corners.
 */
public final class Nitf implements ImageFormat {
  private final int part;

  public Nitf() {
    this(0);
  }

  private Nitf(int part) {
    this.part = part;
  }

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
    return product(NitfFile.read(file)).grid();
  }

  @Override
  public int parts(Path file) throws IOException {
    return NitfFile.read(file).products().size();
  }

  @Override
  public ImageFormat part(int index) {
    return new Nitf(index);
  }

  private NitfProduct product(NitfFile file) {
    List<NitfProduct> products = file.products();
    if (part >= products.size()) {
      throw Fault.unacceptable(
          "no-image",
          "image %d is asked for; allowed: 1 to %d".formatted(part + 1, products.size()));
    }
    return products.get(part);
  }

  @Override
  public List<SecurityFields> security(Path file) throws IOException {
    return NitfFile.read(file).security();
  }

  @Override
  public ImageSource open(Path file, List<Path> sidecars) throws IOException {
    NitfFile read = NitfFile.read(file);
    NitfProduct product = product(read);
    List<JoinedSource.Piece> pieces = new ArrayList<>();
    for (NitfProduct.Piece piece : product.pieces()) {
      ImageSource source = open(file, sidecars, read, product, piece.image());
      pieces.add(new JoinedSource.Piece(source, piece.x(), piece.y()));
    }
    ImageSource whole =
        pieces.size() == 1
            ? pieces.getFirst().source()
            : new JoinedSource(product.grid(), pieces, placed(read, product));
    return product.first().complex() ? new MagnitudeSource(whole) : whole;
  }

  private static GdalSource open(
      Path file, List<Path> sidecars, NitfFile read, NitfProduct product, NitfImage image)
      throws IOException {
    image.requireRead();
    int count = read.images().size();
    GdalSource.Beside beside = GdalSource.Beside.of(file, sidecars);
    String prefix = count > 1 ? "NITF_IM:" + image.index() + ":" : "";
    return GdalSource.open(
        title(read, product),
        image.grid(),
        new GdalSource.Beside(
            beside.mask(),
            product.pieces().size() > 1 ? null : placed(read, product),
            beside.world(),
            beside.tags(),
            acquisition(read, product, image),
            count > 1 ? read.images().stream().map(NitfImage::title).toList() : List.of()),
        () -> GdalDataset.open(file, prefix, List.of("NITF"), Map.of()));
  }

  /** Where XML says that it is; null where a camera or the header's corners are all there is. */
  private static @Nullable Georeference placed(NitfFile read, NitfProduct product) {
    boolean camera = product.first().extensions().containsKey("RPC00B");
    return camera ? null : read.radar(product).flatMap(SarProduct::georeference).orElse(null);
  }

  private static Acquisition acquisition(NitfFile read, NitfProduct product, NitfImage image) {
    Acquisition header = NitfAcquisition.of(image);
    return read.radar(product).map(radar -> radar.acquisition().or(header)).orElse(header);
  }

  private static String title(NitfFile file, NitfProduct product) {
    int count = file.images().size();
    String version =
        file.version().title()
            + file.radar(product).map(radar -> ", " + radar.standard()).orElse("");
    if (count == 1) {
      return version;
    }
    List<Integer> numbers =
        product.pieces().stream().map(piece -> piece.image().index() + 1).toList();
    return numbers.size() == 1
        ? version + ", image segment %d of %d".formatted(numbers.getFirst(), count)
        : version
            + ", %d image segments of %d joined (%s)"
                .formatted(
                    numbers.size(),
                    count,
                    numbers.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }
}

package org.graticule.image.format;

import it.geosolutions.imageioimpl.plugins.tiff.TIFFImageReader;
import it.geosolutions.imageioimpl.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.geotools.coverage.grid.io.imageio.geotiff.GeoTiffIIOMetadataDecoder;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Acquisition;
import org.graticule.image.ImageSource;
import org.graticule.image.PlaceBeside;
import org.graticule.image.ReadyTiles;
import org.graticule.image.SampleType;
import org.graticule.image.cog.GeoTags;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;
import org.graticule.image.tiff.TiffBudget;
import org.graticule.image.tiff.TiffFile;

/** An opened TIFF: facts from its tags, samples from ImageIO-ext's reader. Thread-safe. */
final class TiffSource implements ImageSource {
  private static final Pattern COLOR =
      Pattern.compile(
          "<Item name=\"COLORINTERP\" sample=\"(\\d+)\" role=\"colorinterp\">(Red|Green|Blue)<");

  private static final int LONGEST_NAME = 200;
  private static final Pattern NAME =
      Pattern.compile("<Item name=\"DESCRIPTION\" sample=\"(\\d+)\" role=\"description\">([^<]*)<");

  private final Path path;
  private final TiffFile file;
  private final Ifd ifd;
  private final TiffLayout layout;
  private final TiffBlocks blocks;
  private final OptionalDouble nodata;
  private final Georeference georeference;
  private final Display display;
  private final List<TiffMask> masks;

  private TiffSource(Path path, TiffFile file, List<Path> sidecars) throws IOException {
    this.path = path;
    this.file = file;
    this.ifd = file.directories().getFirst();
    this.layout = TiffLayout.of(ifd, file.length());
    this.blocks = TiffBlocks.of(file.source(), ifd, layout);
    refuseOldLzw();
    this.nodata = nodataOf(ifd);
    this.georeference =
        TiffGeoreference.read(ifd, () -> geoKeys(path), PlaceBeside.of(path, sidecars));
    this.display = displayOf(ifd, layout);
    this.masks = TiffMask.of(path, file, layout.grid(), sidecars);
  }

  static TiffSource open(Path path, List<Path> sidecars) throws IOException {
    TiffFile file = TiffFile.open(path, TiffBudget.standard());
    try {
      return new TiffSource(path, file, sidecars);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Before 1987 codes stood low bit first; such streams begin with a clear code turned over. */
  private void refuseOldLzw() throws IOException {
    if (layout.compression() == TiffLayout.LZW && !blocks.absent(0, 0, 0)) {
      byte[] first = blocks.bytes(0, 0, 0);
      if (first.length > 1 && first[0] == 0 && (first[1] & 1) != 0) {
        throw Ifd.unread(Tag.COMPRESSION, "5 with codes low bit first", "codes high bit first");
      }
    }
  }

  static TIFFImageReader imageReader(Path path) throws IOException {
    ImageIO.setUseCache(false);
    TIFFImageReader reader = (TIFFImageReader) new TIFFImageReaderSpi().createReaderInstance();
    reader.setInput(new FileImageInputStream(path.toFile()), false, false);
    return reader;
  }

  static void close(TIFFImageReader open) throws IOException {
    ((ImageInputStream) open.getInput()).close();
    open.dispose();
  }

  static GeoTiffIIOMetadataDecoder geoKeys(Path path) {
    try {
      TIFFImageReader reader = imageReader(path);
      try {
        return new GeoTiffIIOMetadataDecoder(reader.getImageMetadata(0));
      } finally {
        close(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OptionalDouble nodataOf(Ifd ifd) {
    Optional<String> text = ifd.text(Tag.GDAL_NODATA).map(String::trim);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    String plain = text.get().toLowerCase(Locale.ROOT);
    try {
      return OptionalDouble.of(
          switch (plain) {
            case "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(plain);
          });
    } catch (NumberFormatException e) {
      throw Ifd.refuse(
          Tag.GDAL_NODATA,
          "'" + plain.substring(0, Math.min(40, plain.length())) + "'",
          "a number");
    }
  }

  private static Display displayOf(Ifd ifd, TiffLayout layout) {
    int colours = layout.alpha() < 0 ? layout.samples() : layout.samples() - 1;
    int levels = 1 << Math.min(8, layout.bits());
    boolean inverted = layout.photometric() == TiffLayout.WHITE_IS_ZERO;
    if (layout.photometric() == TiffLayout.PALETTE) {
      return new Display(new int[] {0}, palette(ifd, levels), false, levels);
    }
    if (colours < 3) {
      return new Display(new int[] {layout.alpha() == 0 ? 1 : 0}, null, inverted, levels);
    }
    int[] bands = {0, 1, 2};
    int found = 0;
    Matcher named = COLOR.matcher(ifd.text(Tag.GDAL_METADATA).orElse(""));
    int[] colour = {-1, -1, -1};
    while (named.find() && named.group(1).length() < 4) {
      int band = Integer.parseInt(named.group(1));
      if (band < layout.samples()) {
        colour[List.of("Red", "Green", "Blue").indexOf(named.group(2))] = band;
        found++;
      }
    }
    boolean all = found == 3 && colour[0] >= 0 && colour[1] >= 0 && colour[2] >= 0;
    return new Display(all ? colour : bands, null, inverted, levels);
  }

  private static byte[][] palette(Ifd ifd, int levels) {
    long[] map = ifd.integers(Tag.COLOR_MAP);
    if (map.length < 3 * levels) {
      throw Ifd.refuse(Tag.COLOR_MAP, map.length + " values", 3 * levels + "");
    }
    byte[][] palette = new byte[3][256];
    for (int channel = 0; channel < 3; channel++) {
      for (int code = 0; code < levels; code++) {
        palette[channel][code] = (byte) (map[channel * levels + code] >> 8);
      }
    }
    return palette;
  }

  @Override
  public String description() {
    return "%s, %s, compression %d, photometric %d, %s"
        .formatted(
            file.big() ? "BigTIFF" : "TIFF",
            layout.tiled() ? "tiles" : "strips",
            layout.compression(),
            layout.photometric(),
            layout.planar() ? "bands apart" : "bands together");
  }

  TiffLayout layout() {
    return layout;
  }

  TiffBlocks blocks() {
    return blocks;
  }

  /** Our own decoding, for compressions that have it; to be used by one thread. */
  Optional<BlockWindows> blockWindows() {
    if (layout.compression() == TiffLayout.JPEG) {
      BlockDecoder jpeg = new JpegDecoder(layout, blocks, ifd.raw(Tag.JPEG_TABLES));
      return Optional.of(new BlockWindows(layout, blocks, jpeg));
    }
    if (layout.compression() == TiffLayout.NONE && layout.bits() >= 8) {
      BlockDecoder stored = new StoredDecoder(layout, blocks, file.order());
      return Optional.of(new BlockWindows(layout, blocks, stored));
    }
    Unpacker unpacker =
        switch (layout.compression()) {
          case TiffLayout.LZW -> new Unpacker.Lzw();
          case TiffLayout.DEFLATE, TiffLayout.OLD_DEFLATE -> new Unpacker.Deflate();
          case TiffLayout.PACK_BITS -> new Unpacker.PackBits();
          case TiffLayout.ZSTD -> new Unpacker.Zstandard();
          default -> null;
        };
    if (unpacker == null || layout.bits() < 8) {
      return Optional.empty();
    }
    BlockDecoder lossless =
        new LosslessDecoder(layout, blocks, unpacker, predictor(), file.order());
    return Optional.of(new BlockWindows(layout, blocks, lossless));
  }

  private int predictor() {
    long predictor = ifd.integer(Tag.PREDICTOR, 1);
    boolean floating = layout.type() == SampleType.FLOAT32 || layout.type() == SampleType.FLOAT64;
    if (predictor < 1 || predictor > 3 || predictor == 3 && !floating) {
      throw Ifd.refuse(Tag.PREDICTOR, predictor, "1, 2, or 3 for floating point samples");
    }
    return (int) predictor;
  }

  List<TiffMask> masks() {
    return masks;
  }

  Path path() {
    return path;
  }

  @Override
  public PixelGrid grid() {
    return layout.grid();
  }

  @Override
  public SampleType sampleType() {
    return layout.type();
  }

  @Override
  public int bands() {
    return layout.samples();
  }

  @Override
  public int alphaBand() {
    return layout.alpha();
  }

  @Override
  public OptionalDouble nodata() {
    return nodata;
  }

  @Override
  public Display display() {
    return display;
  }

  @Override
  public Georeference georeference() {
    return georeference;
  }

  @Override
  public GeoTags geoTags() {
    return TiffGeoreference.tags(ifd, georeference);
  }

  @Override
  public Acquisition acquisition() {
    return acquisition(ifd);
  }

  static Acquisition acquisition(Ifd ifd) {
    return Acquisition.at(
        ifd.text(Tag.DATE_TIME)
            .filter(text -> text.matches("\\d{4}:\\d\\d:\\d\\d \\d\\d:\\d\\d:\\d\\d"))
            .map(text -> text.substring(0, 10).replace(':', '-') + "T" + text.substring(11))
            .orElse(null));
  }

  @Override
  public Optional<ReadyTiles> readyTiles() throws IOException {
    boolean inside = masks.stream().allMatch(mask -> mask.path().equals(path));
    return TiffReadyTiles.of(file, layout, inside && nodata.isEmpty());
  }

  @Override
  public List<String> bandNames() {
    String[] names = new String[bands()];
    Arrays.fill(names, "");
    Matcher named = NAME.matcher(ifd.text(Tag.GDAL_METADATA).orElse(""));
    while (named.find() && named.group(1).length() < 4) {
      int band = Integer.parseInt(named.group(1));
      if (band < names.length) {
        // GDAL escapes twice.
        String name = plain(plain(named.group(2))).strip();
        names[band] = name.substring(0, Math.min(LONGEST_NAME, name.length()));
      }
    }
    return List.of(names);
  }

  /** XML's own entities only; anything else stays as it is. */
  private static String plain(String text) {
    String most = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    return most.replace("&apos;", "'").replace("&amp;", "&");
  }

  @Override
  public PixelGrid block() {
    boolean anyRows = !layout.tiled() && layout.compression() == TiffLayout.NONE;
    return anyRows ? new PixelGrid(layout.grid().width(), 1) : layout.block();
  }

  @Override
  public WindowReader reader() throws IOException {
    return new TiffWindows(this);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

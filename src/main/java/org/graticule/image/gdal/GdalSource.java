package org.graticule.image.gdal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.graticule.fault.Fault;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Acquisition;
import org.graticule.image.ImageSource;
import org.graticule.image.PlaceBeside;
import org.graticule.image.SampleType;
import org.graticule.image.Sidecar;
import org.graticule.image.cog.GeoTags;
import org.jspecify.annotations.Nullable;

/**
 * An image that GDAL decodes. Each reader has a dataset of its own, since GDAL's are for one
 * thread. Thread-safe.
 */
public final class GdalSource implements ImageSource {
  private static final long MOST_BLOCK_BYTES = 512L << 20;

  private final Opening opening;
  private final String description;
  private final PixelGrid grid;
  private final PixelGrid block;
  private final List<Integer> types;
  private final GdalType type;
  private final int alpha;
  private final OptionalDouble nodata;
  private final byte @Nullable [] @Nullable [] palette;
  private final Display display;
  private final Georeference georeference;
  private final List<String> names;
  private final Beside beside;
  private final @Nullable String taken;
  private final @Nullable GdalScroll scroll;

  /**
   * What is known of an image beside what GDAL reads of it.
   *
   * @param mask a mask of the same size in a TIFF of its own; null without
   * @param georeference taken instead of GDAL's; null to take GDAL's
   * @param world taken where there is no other; null without
   * @param tags the same for writing; null where they follow from the georeference
   * @param acquisition when and how it was taken
   * @param parts all images of the file, for people; empty where it holds no other
   */
  public record Beside(
      @Nullable Path mask,
      @Nullable Georeference georeference,
      @Nullable Georeference world,
      @Nullable GeoTags tags,
      Acquisition acquisition,
      List<String> parts) {

    /** From files that belong to the image. */
    public static Beside of(Path file, List<Path> sidecars) throws IOException {
      return new Beside(
          Sidecar.MASK.of(file, sidecars).orElse(null),
          null,
          PlaceBeside.of(file, sidecars).orElse(null),
          null,
          Acquisition.at(null),
          List.of());
    }
  }

  /** How to open the same raster once more, for another thread. */
  @FunctionalInterface
  public interface Opening {
    GdalDataset open();
  }

  private GdalSource(
      Opening opening,
      GdalDataset dataset,
      PixelGrid expected,
      Beside beside,
      String title,
      boolean inOrder) {
    this.opening = opening;
    this.beside = beside;
    this.grid = dataset.grid();
    if (!grid.equals(expected)) {
      throw Fault.unacceptable(
          "bad-header",
          "the header says %s pixels, and GDAL reads %s; allowed: the same"
              .formatted(text(expected), text(grid)));
    }
    if (dataset.bands() < 1 || dataset.bands() > 256) {
      throw Fault.unacceptable(
          "bad-header", "the image has " + dataset.bands() + " bands; allowed: 1 to 256");
    }
    this.types = IntStream.range(0, dataset.bands()).mapToObj(dataset::dataType).toList();
    Map<String, String> structure = dataset.metadata(0, "IMAGE_STRUCTURE");
    this.type = GdalType.of(types, "SIGNEDBYTE".equals(structure.get("PIXELTYPE")));
    this.block = dataset.block();
    long blockBytes =
        Math.multiplyHigh(block.pixels(), type.bytes()) > 0
            ? Long.MAX_VALUE
            : block.pixels() * type.bytes();
    if (blockBytes > MOST_BLOCK_BYTES) {
      throw Fault.unacceptable(
          "pixel-limit",
          "the image is stored in blocks of %s pixels; allowed: up to %d bytes a block"
              .formatted(text(block), MOST_BLOCK_BYTES));
    }
    this.alpha = alpha(dataset);
    this.nodata = dataset.nodata(0);
    this.palette = type == GdalType.BYTE ? dataset.palette() : null;
    this.display = display(dataset, structure);
    this.georeference = placed(dataset, beside);
    this.names = IntStream.range(0, dataset.bands()).mapToObj(dataset::description).toList();
    Map<String, String> words = dataset.metadata("");
    String orientation = words.getOrDefault("EXIF_Orientation", "1").strip();
    String ink = dataset.metadata("IMAGE_STRUCTURE").getOrDefault("SOURCE_COLOR_SPACE", "");
    this.taken = taken(words.getOrDefault("EXIF_DateTimeOriginal", words.get("EXIF_DateTime")));
    String compression = dataset.metadata("IMAGE_STRUCTURE").getOrDefault("COMPRESSION", "");
    this.description =
        title
            + (compression.isEmpty() ? "" : ", " + compression)
            + (type.complex() ? ", complex samples as their magnitude" : "")
            + (ink.startsWith("CMYK") || ink.startsWith("YCbCrK") ? ", ink turned into RGB" : "")
            + (orientation.equals("1") ? "" : ", EXIF orientation " + orientation + " not applied")
            + (display.inverted() ? ", 0 is white" : "")
            + (GdalGeoreference.leavesCamera(dataset, georeference) ? ", camera not used" : "");
    this.scroll = inOrder ? new GdalScroll(this) : null;
  }

  /**
   * @param title of the format, for people
   * @param expected size that the header says
   */
  public static GdalSource open(String title, PixelGrid expected, Beside beside, Opening opening) {
    try (GdalDataset dataset = opening.open()) {
      return new GdalSource(opening, dataset, expected, beside, title, false);
    }
  }

  /** The same for an image whose rows can only be decoded one after another. */
  public static GdalSource openInOrder(
      String title, PixelGrid expected, Beside beside, Opening opening) {
    try (GdalDataset dataset = opening.open()) {
      return new GdalSource(opening, dataset, expected, beside, title, true);
    }
  }

  private static String text(PixelGrid grid) {
    return grid.width() + " x " + grid.height();
  }

  /** EXIF's time, local to wherever the camera was. */
  private static @Nullable String taken(@Nullable String exif) {
    return exif != null && exif.matches("\\d{4}:\\d\\d:\\d\\d \\d\\d:\\d\\d:\\d\\d")
        ? exif.substring(0, 10).replace(':', '-') + "T" + exif.substring(11)
        : null;
  }

  private static Georeference placed(GdalDataset dataset, Beside beside) {
    if (beside.georeference() != null) {
      return beside.georeference();
    }
    Georeference own = GdalGeoreference.of(dataset);
    return own.mapping().isEmpty() && beside.world() != null ? beside.world() : own;
  }

  private static int alpha(GdalDataset dataset) {
    for (int band = 1; band < dataset.bands(); band++) {
      if (dataset.colour(band) == GdalDataset.ALPHA) {
        return band;
      }
    }
    return -1;
  }

  private Display display(GdalDataset dataset, Map<String, String> structure) {
    int bits = bits(structure);
    boolean inverted = "YES".equals(structure.get("MINISWHITE"));
    if (palette != null) {
      return new Display(new int[] {0}, Arrays.copyOf(palette, 3), false, 256);
    }
    int[] colours = {GdalDataset.RED, GdalDataset.GREEN, GdalDataset.BLUE};
    int[] found = {-1, -1, -1};
    List<Integer> others = new ArrayList<>();
    for (int band = 0; band < dataset.bands(); band++) {
      int colour = dataset.colour(band);
      for (int i = 0; i < 3; i++) {
        found[i] = colour == colours[i] && found[i] < 0 ? band : found[i];
      }
      if (band != alpha) {
        others.add(band);
      }
    }
    if (Arrays.stream(found).noneMatch(band -> band < 0)) {
      return new Display(found, null, inverted, 1 << bits);
    }
    return others.size() < 3
        ? new Display(
            new int[] {others.isEmpty() ? 0 : others.getFirst()}, null, inverted, 1 << bits)
        : new Display(
            new int[] {others.get(0), others.get(1), others.get(2)}, null, inverted, 1 << bits);
  }

  /** Of a gray level, 8 at most. */
  private int bits(Map<String, String> structure) {
    String bits = structure.getOrDefault("NBITS", "8");
    return type == GdalType.BYTE && bits.matches("[1-8]") ? Integer.parseInt(bits) : 8;
  }

  GdalDataset dataset() {
    return opening.open();
  }

  GdalType type() {
    return type;
  }

  byte @Nullable [] @Nullable [] palette() {
    return palette;
  }

  @Nullable Path mask() {
    return beside.mask();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public PixelGrid grid() {
    return grid;
  }

  @Override
  public SampleType sampleType() {
    return type.samples();
  }

  @Override
  public int bands() {
    return types.size();
  }

  @Override
  public int alphaBand() {
    return alpha;
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
    return beside.tags() == null ? GeoTags.of(georeference) : beside.tags();
  }

  @Override
  public List<String> bandNames() {
    return names;
  }

  @Override
  public Acquisition acquisition() {
    return taken == null ? beside.acquisition() : Acquisition.at(taken);
  }

  @Override
  public List<String> parts() {
    return beside.parts();
  }

  @Override
  public PixelGrid block() {
    return block;
  }

  @Override
  public WindowReader reader() throws IOException {
    return scroll == null ? new GdalWindows(this) : scroll.reader();
  }

  @Override
  public void close() {
    // Each reader closes its own dataset.
  }
}

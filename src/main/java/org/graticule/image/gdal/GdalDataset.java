package org.graticule.image.gdal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.graticule.fault.Fault;
import org.graticule.geo.GroundControlPoint;
import org.graticule.geo.PixelGrid;
import org.jspecify.annotations.Nullable;

/**
 * One raster opened by GDAL with named drivers; bands count from 0. Used by one thread at a time.
 * Every failure is a {@link Fault} in GDAL's words, without the place of the file.
 */
public final class GdalDataset implements Closeable {
  private static final int READ_ONLY_RASTER_VERBOSE = 0x42;
  private static final int GCP_BYTES = 56;

  /** Masks: all valid, one for all bands, from alpha, from nodata. */
  static final int ALL_VALID = 1;

  static final int PER_DATASET = 2;
  static final int NODATA = 8;

  static final int PALETTE = 2;
  static final int RED = 3;
  static final int GREEN = 4;
  static final int BLUE = 5;
  static final int ALPHA = 6;

  private final GdalLibrary gdal;
  private final String name;
  private final MemorySegment handle;
  private final List<MemorySegment> bands = new ArrayList<>();
  private final List<Integer> maskFlags = new ArrayList<>();
  private boolean closed;

  private GdalDataset(GdalLibrary gdal, String name, MemorySegment handle) {
    this.gdal = gdal;
    this.name = name;
    this.handle = handle;
    int count = gdal.count.integer(handle);
    for (int i = 1; i <= count; i++) {
      bands.add(gdal.band.pointer(handle, i));
      // Asked later, it would lose the place of a TIFF whose lines are read in order.
      maskFlags.add(gdal.maskFlags.integer(bands.getLast()));
    }
  }

  /**
   * @param drivers short names as GDAL has them; no other is tried
   * @throws Fault {@code gdal-missing}, or {@code not-read} where none of the drivers can open it
   */
  public static GdalDataset open(Path file, List<String> drivers) {
    return open(file, "", drivers, Map.of());
  }

  /**
   * @param beside files in the same folder that the driver may open too
   */
  public static GdalDataset open(Path file, List<Path> beside, List<String> drivers) {
    return open(file, "", beside, drivers, Map.of());
  }

  /**
   * @param prefix of a part of the file, such as {@code NITF_IM:1:}; empty for the file itself
   * @param options of the driver
   */
  public static GdalDataset open(
      Path file, String prefix, List<String> drivers, Map<String, String> options) {
    return open(file, prefix, List.of(), drivers, options);
  }

  private static GdalDataset open(
      Path file,
      String prefix,
      List<Path> beside,
      List<String> drivers,
      Map<String, String> options) {
    String path = file.toAbsolutePath().normalize().toString();
    // GDAL takes many names for something else than a file; ours are always absolute paths.
    if (!path.startsWith("/") || path.startsWith("/vsi") || !prefix.matches("([A-Z_]+:\\d+:)?")) {
      throw new IllegalArgumentException("not a plain file: " + prefix + path);
    }
    GdalLibrary gdal = GdalLibrary.get();
    gdal.heard();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle =
          gdal.openEx.pointer(
              arena.allocateFrom(prefix + path),
              READ_ONLY_RASTER_VERBOSE,
              list(arena, drivers),
              list(
                  arena,
                  options.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList()),
              beside.isEmpty() ? MemorySegment.NULL : list(arena, siblings(file, beside)));
      if (handle.address() == 0) {
        throw Fault.unacceptable(
            "not-read",
            "GDAL cannot open the file as %s: %s"
                .formatted(String.join(" or ", drivers), words(gdal, path)));
      }
      return new GdalDataset(gdal, path, handle);
    }
  }

  private static List<String> siblings(Path file, List<Path> beside) {
    return Stream.concat(Stream.of(file), beside.stream())
        .map(path -> path.getFileName().toString())
        .toList();
  }

  private static MemorySegment list(Arena arena, List<String> items) {
    MemorySegment list = arena.allocate(ADDRESS, items.size() + 1L);
    for (int i = 0; i < items.size(); i++) {
      list.setAtIndex(ADDRESS, i, arena.allocateFrom(items.get(i)));
    }
    list.setAtIndex(ADDRESS, items.size(), MemorySegment.NULL);
    return list;
  }

  private static String words(GdalLibrary gdal, String path) {
    List<String> heard = gdal.heard();
    if (heard.isEmpty()) {
      return "no reason given";
    }
    String all = String.join("; ", heard).replace(path, "the file").replaceAll("\\s+", " ");
    return all.substring(0, Math.min(400, all.length()));
  }

  public PixelGrid grid() {
    return new PixelGrid(gdal.width.integer(handle), gdal.height.integer(handle));
  }

  public int bands() {
    return bands.size();
  }

  private MemorySegment band(int index) {
    return bands.get(index);
  }

  /** GDALDataType. */
  int dataType(int index) {
    return gdal.dataType.integer(band(index));
  }

  PixelGrid block() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sizes = arena.allocate(JAVA_INT, 2);
      gdal.blockSize.run(band(0), sizes, sizes.asSlice(4));
      return new PixelGrid(sizes.get(JAVA_INT, 0), sizes.get(JAVA_INT, 4));
    }
  }

  /** GDALColorInterp. */
  int colour(int index) {
    return gdal.colour.integer(band(index));
  }

  /** Red, green, blue, alpha of each code of the first band; null without a palette. */
  byte @Nullable [] @Nullable [] palette() {
    MemorySegment table = gdal.colourTable.pointer(band(0));
    if (table.address() == 0) {
      return null;
    }
    byte[][] palette = new byte[4][256];
    int count = Math.min(256, gdal.colourCount.integer(table));
    for (int code = 0; code < count; code++) {
      MemorySegment entry = gdal.colourEntry.pointer(table, code);
      for (int channel = 0; channel < 4; channel++) {
        palette[channel][code] = (byte) entry.get(JAVA_SHORT, 2L * channel);
      }
    }
    return palette;
  }

  OptionalDouble nodata(int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment known = arena.allocate(JAVA_INT);
      double value = gdal.nodata.number(band(index), known);
      return known.get(JAVA_INT, 0) == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  int maskFlags(int index) {
    return maskFlags.get(index);
  }

  /** Name of a band, empty where it has none. */
  String description(int index) {
    return gdal.description.text(band(index));
  }

  /** Six numbers in GDAL's order; empty without. */
  Optional<double[]> geoTransform() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment numbers = arena.allocate(JAVA_DOUBLE, 6);
      return gdal.geoTransform.integer(handle, numbers) == 0
          ? Optional.of(numbers.toArray(JAVA_DOUBLE))
          : Optional.empty();
    } finally {
      gdal.heard();
    }
  }

  List<GroundControlPoint> controlPoints() {
    int count = gdal.gcpCount.integer(handle);
    List<GroundControlPoint> points = new ArrayList<>();
    MemorySegment first = gdal.gcps.pointer(handle);
    for (int i = 0; i < count && first.address() != 0; i++) {
      MemorySegment point = first.asSlice((long) i * GCP_BYTES, GCP_BYTES);
      points.add(
          new GroundControlPoint(
              point.get(JAVA_DOUBLE, 16),
              point.get(JAVA_DOUBLE, 24),
              point.get(JAVA_DOUBLE, 32),
              point.get(JAVA_DOUBLE, 40)));
    }
    return points;
  }

  /** WKT of the CRS that ground coordinates are in; empty without. */
  String wkt() {
    String of = gdal.projection.text(handle);
    return of.isEmpty() && gdal.gcpCount.integer(handle) > 0 ? gdal.gcpProjection.text(handle) : of;
  }

  /** Items of a metadata domain of the image, in the file's order; the main domain is "". */
  public Map<String, String> metadata(String domain) {
    return metadata(handle, domain);
  }

  /** Items of a metadata domain of one band. */
  public Map<String, String> metadata(int index, String domain) {
    return metadata(band(index), domain);
  }

  private Map<String, String> metadata(MemorySegment of, String domain) {
    Map<String, String> items = new LinkedHashMap<>();
    for (String item : lines(of, domain)) {
      int sign = item.indexOf('=');
      if (sign > 0) {
        items.put(item.substring(0, sign), item.substring(sign + 1));
      }
    }
    return items;
  }

  /** A domain that is one text, such as {@code xml:TRE}; empty without. */
  public String document(String domain) {
    return String.join("\n", lines(handle, domain));
  }

  private List<String> lines(MemorySegment of, String domain) {
    try (Arena arena = Arena.ofConfined()) {
      return strings(gdal.metadata.pointer(of, arena.allocateFrom(domain)));
    }
  }

  /** Names of the metadata domains of the image. */
  public List<String> domains() {
    MemorySegment list = gdal.domains.pointer(handle);
    List<String> names = strings(list);
    gdal.destroyList.run(list);
    return names;
  }

  private static List<String> strings(MemorySegment list) {
    List<String> strings = new ArrayList<>();
    for (int i = 0; list.address() != 0; i++) {
      MemorySegment item = list.getAtIndex(ADDRESS, i);
      if (item.address() == 0) {
        break;
      }
      strings.add(NativeFunction.string(item));
    }
    return strings;
  }

  /**
   * Reads a window of bands that stand interleaved in the buffer.
   *
   * @param type GDALDataType of the buffer
   * @param typeBytes of one value of it
   */
  void read(
      int x,
      int y,
      int width,
      int height,
      int bandCount,
      int type,
      int typeBytes,
      MemorySegment into) {
    int failed =
        gdal.readDataset.integer(
            handle,
            0,
            x,
            y,
            width,
            height,
            into,
            width,
            height,
            type,
            bandCount,
            MemorySegment.NULL,
            (long) typeBytes * bandCount,
            (long) typeBytes * bandCount * width,
            (long) typeBytes,
            MemorySegment.NULL);
    check(failed, x, y);
  }

  /** Reads one byte a pixel, 0 where there is no data. */
  void readMask(int index, int x, int y, int width, int height, MemorySegment into) {
    MemorySegment mask = gdal.maskBand.pointer(band(index));
    check(gdal.readBand.integer(mask, 0, x, y, width, height, into, width, height, 1, 0, 0), x, y);
  }

  /** Some decoders only warn of what they made up. */
  private void check(int failed, int x, int y) {
    List<String> heard = gdal.heard();
    boolean made = heard.stream().anyMatch(GdalDataset::invented);
    if (failed != 0 || made) {
      String all = String.join("; ", heard).replace(name, "the file").replaceAll("\\s+", " ");
      throw Fault.unacceptable(
          "bad-block",
          "the pixels at %d, %d cannot be decoded: %s"
              .formatted(x, y, all.substring(0, Math.min(400, all.length()))));
    }
  }

  private static boolean invented(String warning) {
    String words = warning.toLowerCase(Locale.ROOT);
    return words.contains("premature end") || words.contains("bad huffman");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      gdal.close.run(handle);
      gdal.heard();
    }
  }
}

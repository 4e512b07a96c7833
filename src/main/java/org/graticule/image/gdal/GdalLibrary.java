package org.graticule.image.gdal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * GDAL's C library, loaded once a process and shut in: only the drivers that this package names
 * stay registered, nothing is read but the file that is opened, and what GDAL has to say is
 * collected instead of printed. Thread-safe.
 *
 * <p>Known limit: GDAL's settings belong to the process, so this is for the decoder process alone.
 */
final class GdalLibrary {
  private static final List<String> PLACES =
      List.of("/usr/local/lib", "/usr/lib", "/usr/lib64", "/opt/homebrew/lib");
  private static final int MOST_MESSAGES = 32;

  /** Formats that are read; everything else GDAL can do (network, databases, VRT) is taken away. */
  static final Set<String> DRIVERS =
      Set.of(
          "GTiff",
          "JP2OpenJPEG",
          "PNG",
          "JPEG",
          "NITF",
          "HFA",
          "BMP",
          "GIF",
          "BIGGIF",
          "WEBP",
          "SGI",
          "PNM",
          "BT",
          "RMF",
          "DTED",
          "ENVI");

  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("GDAL_DRIVER_PATH", "disable"),
          Map.entry("GDAL_SKIP", "VRT DERIVED WMS WMTS WCS HTTP PLMOSAIC EEDAI DAAS OGCAPI STACTA"),
          Map.entry("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"),
          Map.entry("GDAL_GEOREF_SOURCES", "INTERNAL"),
          Map.entry("GDAL_PAM_ENABLED", "NO"),
          Map.entry("GDAL_NUM_THREADS", "1"),
          Map.entry("OPJ_NUM_THREADS", "1"),
          Map.entry("GDAL_MAX_DATASET_POOL_SIZE", "2"),
          Map.entry("CPL_VSIL_CURL_ALLOWED_FILENAME", "none"),
          Map.entry("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none"),
          Map.entry("GDAL_HTTP_MAX_RETRY", "0"),
          Map.entry("PROJ_NETWORK", "OFF"),
          Map.entry("CPL_DEBUG", "OFF"),
          Map.entry("CPL_TMPDIR", "/nonexistent"));

  private static final long CACHE_BYTES = 64L << 20;

  private static @Nullable GdalLibrary loaded;

  private final ThreadLocal<List<String>> messages = ThreadLocal.withInitial(ArrayList::new);

  final NativeFunction openEx;
  final NativeFunction close;
  final NativeFunction width;
  final NativeFunction height;
  final NativeFunction count;
  final NativeFunction band;
  final NativeFunction dataType;
  final NativeFunction blockSize;
  final NativeFunction colour;
  final NativeFunction colourTable;
  final NativeFunction colourCount;
  final NativeFunction colourEntry;
  final NativeFunction nodata;
  final NativeFunction maskFlags;
  final NativeFunction maskBand;
  final NativeFunction description;
  final NativeFunction geoTransform;
  final NativeFunction projection;
  final NativeFunction gcpCount;
  final NativeFunction gcps;
  final NativeFunction gcpProjection;
  final NativeFunction metadata;
  final NativeFunction metadataItem;
  final NativeFunction domains;
  final NativeFunction destroyList;
  final NativeFunction readDataset;
  final NativeFunction readBand;

  private GdalLibrary(SymbolLookup c) {
    openEx =
        new NativeFunction(c, "GDALOpenEx", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    close = new NativeFunction(c, "GDALClose", null, ADDRESS);
    width = new NativeFunction(c, "GDALGetRasterXSize", JAVA_INT, ADDRESS);
    height = new NativeFunction(c, "GDALGetRasterYSize", JAVA_INT, ADDRESS);
    count = new NativeFunction(c, "GDALGetRasterCount", JAVA_INT, ADDRESS);
    band = new NativeFunction(c, "GDALGetRasterBand", ADDRESS, ADDRESS, JAVA_INT);
    dataType = new NativeFunction(c, "GDALGetRasterDataType", JAVA_INT, ADDRESS);
    blockSize = new NativeFunction(c, "GDALGetBlockSize", null, ADDRESS, ADDRESS, ADDRESS);
    colour = new NativeFunction(c, "GDALGetRasterColorInterpretation", JAVA_INT, ADDRESS);
    colourTable = new NativeFunction(c, "GDALGetRasterColorTable", ADDRESS, ADDRESS);
    colourCount = new NativeFunction(c, "GDALGetColorEntryCount", JAVA_INT, ADDRESS);
    colourEntry = new NativeFunction(c, "GDALGetColorEntry", ADDRESS, ADDRESS, JAVA_INT);
    nodata = new NativeFunction(c, "GDALGetRasterNoDataValue", JAVA_DOUBLE, ADDRESS, ADDRESS);
    maskFlags = new NativeFunction(c, "GDALGetMaskFlags", JAVA_INT, ADDRESS);
    maskBand = new NativeFunction(c, "GDALGetMaskBand", ADDRESS, ADDRESS);
    description = new NativeFunction(c, "GDALGetDescription", ADDRESS, ADDRESS);
    geoTransform = new NativeFunction(c, "GDALGetGeoTransform", JAVA_INT, ADDRESS, ADDRESS);
    projection = new NativeFunction(c, "GDALGetProjectionRef", ADDRESS, ADDRESS);
    gcpCount = new NativeFunction(c, "GDALGetGCPCount", JAVA_INT, ADDRESS);
    gcps = new NativeFunction(c, "GDALGetGCPs", ADDRESS, ADDRESS);
    gcpProjection = new NativeFunction(c, "GDALGetGCPProjection", ADDRESS, ADDRESS);
    metadata = new NativeFunction(c, "GDALGetMetadata", ADDRESS, ADDRESS, ADDRESS);
    metadataItem = new NativeFunction(c, "GDALGetMetadataItem", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    domains = new NativeFunction(c, "GDALGetMetadataDomainList", ADDRESS, ADDRESS);
    destroyList = new NativeFunction(c, "CSLDestroy", null, ADDRESS);
    readDataset =
        new NativeFunction(
            c,
            "GDALDatasetRasterIOEx",
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG,
            ADDRESS);
    readBand =
        new NativeFunction(
            c,
            "GDALRasterIO",
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT);
  }

  /**
   * @throws Fault {@code gdal-missing} where no GDAL is installed
   */
  static synchronized GdalLibrary get() {
    if (loaded == null) {
      SymbolLookup symbols = find();
      GdalLibrary library = new GdalLibrary(symbols);
      library.shutIn(symbols);
      loaded = library;
    }
    return loaded;
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup find() {
    for (Path candidate : candidates()) {
      try {
        return SymbolLookup.libraryLookup(candidate, Arena.global());
      } catch (IllegalArgumentException e) {
        // Of another machine, or without what it needs: the next one may do.
      }
    }
    throw Fault.unavailable(
        "gdal-missing",
        "this format is read by GDAL's library (libgdal.so), which is not installed here; install"
            + " the package gdal-bin");
  }

  /** Newest first. */
  private static List<Path> candidates() {
    List<Path> found = new ArrayList<>();
    for (String place : PLACES) {
      for (String glob : List.of("libgdal.so*", "libgdal*.dylib", "*-linux-gnu*")) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(place), glob)) {
          for (Path entry : entries) {
            if (!Files.isDirectory(entry)) {
              found.add(entry);
              continue;
            }
            try (DirectoryStream<Path> inner = Files.newDirectoryStream(entry, "libgdal.so*")) {
              inner.forEach(found::add);
            }
          }
        } catch (IOException e) {
          // A place that is not there has no library.
        }
      }
    }
    found.sort(Comparator.comparingInt(GdalLibrary::version).reversed());
    return found;
  }

  private static int version(Path library) {
    String digits = library.getFileName().toString().replaceFirst("^libgdal\\.so\\.?", "");
    return digits.matches("\\d{1,4}(\\..*)?") ? Integer.parseInt(digits.split("\\.")[0]) : 0;
  }

  private void shutIn(SymbolLookup c) {
    try (Arena arena = Arena.ofConfined()) {
      NativeFunction option = new NativeFunction(c, "CPLSetConfigOption", null, ADDRESS, ADDRESS);
      OPTIONS.forEach(
          (name, value) -> option.run(arena.allocateFrom(name), arena.allocateFrom(value)));
    }
    new NativeFunction(c, "CPLSetErrorHandler", ADDRESS, ADDRESS).pointer(handler());
    new NativeFunction(c, "GDALSetCacheMax64", null, JAVA_LONG).run(CACHE_BYTES);
    new NativeFunction(c, "GDALAllRegister", null).run();
    NativeFunction count = new NativeFunction(c, "GDALGetDriverCount", JAVA_INT);
    NativeFunction driver = new NativeFunction(c, "GDALGetDriver", ADDRESS, JAVA_INT);
    NativeFunction name = new NativeFunction(c, "GDALGetDriverShortName", ADDRESS, ADDRESS);
    NativeFunction deregister = new NativeFunction(c, "GDALDeregisterDriver", null, ADDRESS);
    for (int i = count.integer() - 1; i >= 0; i--) {
      MemorySegment at = driver.pointer(i);
      if (!DRIVERS.contains(name.text(at))) {
        deregister.run(at);
      }
    }
  }

  @SuppressWarnings("restricted")
  private MemorySegment handler() {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .findVirtual(
                      GdalLibrary.class,
                      "said",
                      MethodType.methodType(void.class, int.class, int.class, MemorySegment.class))
                  .bindTo(this),
              FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, ADDRESS),
              Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called by GDAL: nothing may be thrown from here. */
  private void said(int severity, int number, MemorySegment message) {
    List<String> heard = messages.get();
    if (heard.size() < MOST_MESSAGES) {
      try {
        heard.add(NativeFunction.string(message));
      } catch (RuntimeException e) {
        heard.add("error " + number);
      }
    }
  }

  /** What GDAL said to this thread since the last call, warnings and errors, oldest first. */
  List<String> heard() {
    List<String> all = List.copyOf(messages.get());
    messages.get().clear();
    return all;
  }
}

package org.graticule.image.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess;
import org.graticule.image.Ingest;
import org.graticule.image.Sha256;
import org.graticule.image.synthetic.Samples;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;

/**
 * The pyramid of an invented RGB scene by us, libvips and GDAL's COG driver in turn: same source,
 * tiles of 512, JPEG 85, averaged overviews, all cores; then that of four bands of 16 bits,
 * lossless, against GDAL. Ours is all an ingest job runs: header check, a fresh confined decoder,
 * pyramid, statistics and SHA-256, on disk. Arguments: side in pixels (default 16384), rounds
 * (default 3).
 */
final class IngestBench {
  private static final int CELL = 4096;
  private static final int DEEP = 8192;
  private static final String MEASURE = "measure";

  private final Path folder;
  private final int side;
  private final int rounds;
  private final Ingest ingest =
      new Ingest(TileProfile.named("default"), DecoderProcess.Limits.standard());

  private IngestBench(Path folder, int side, int rounds) {
    this.folder = folder;
    this.side = side;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    if (args.length == 4 && args[0].equals(MEASURE)) {
      new IngestBench(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3])).run();
      return;
    }
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 16_384;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    if (side < 1024 || side > 32_768 || side % 512 != 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "side: a multiple of 512 from 1024 to 32768; rounds: 1 or more");
    }
    Path folder = Files.createTempDirectory("ingest-bench");
    int exit;
    try {
      System.out.println("Painting the scenes");
      paint(folder, side);
      exit = measure(folder, side, rounds);
    } finally {
      delete(folder);
    }
    System.exit(exit);
  }

  private static void paint(Path folder, int side) throws IOException {
    int cell = Math.min(CELL, side);
    Path small = folder.resolve("cell.tif");
    SyntheticScene scene = SyntheticScene.plan(1, cell, cell);
    write(small, scene, Samples.RGB8);
    Mosaic.write(small, folder.resolve("source.tif"), side);
    int deep = Math.min(DEEP, side);
    SyntheticScene larger = SyntheticScene.plan(1, deep, deep);
    write(folder.resolve("source16.tif"), larger, Samples.RGBN16);
  }

  private static void write(Path file, SyntheticScene scene, Samples samples) throws IOException {
    SyntheticGeoTiff.Options plain =
        new SyntheticGeoTiff.Options(samples, SyntheticGeoTiff.Layout.TILES, false, null);
    SyntheticGeoTiff.write(file, scene, plain, done -> {});
  }

  /**
   * In a Java of its own: painting takes memory that an ingest does not. Its class path is a
   * server's, the jar, which names its libraries: each entry of it is mounted for the decoder.
   */
  private static int measure(Path folder, int side, int rounds) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-Xlog:disable",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            place(Ingest.class) + File.pathSeparator + place(IngestBench.class),
            IngestBench.class.getName(),
            MEASURE,
            folder.toString(),
            Integer.toString(side),
            Integer.toString(rounds))
        .inheritIO()
        .start()
        .waitFor();
  }

  private static Path place(Class<?> known) throws URISyntaxException {
    return Path.of(known.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private void run() throws Exception {
    Path source = folder.resolve("source.tif");
    Path deep = folder.resolve("source16.tif");
    // A server has done this before; what it tries and loads once is not what an ingest takes.
    ours(folder.resolve("cell.tif"));
    List<Cost> ours = new ArrayList<>();
    List<Cost> vips = new ArrayList<>();
    List<Cost> gdal = new ArrayList<>();
    List<Cost> oursDeep = new ArrayList<>();
    List<Cost> gdalDeep = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      ours.add(ours(source));
      vips.add(Cost.of(folder, vips(source)));
      gdal.add(Cost.of(folder, gdal(source, "JPEG", "QUALITY=85")));
      oursDeep.add(ours(deep));
      gdalDeep.add(Cost.of(folder, gdal(deep, "DEFLATE", "PREDICTOR=YES")));
      System.out.printf(
          "round %d: ours %s; libvips %s; GDAL %s%n         16 bits: ours %s; GDAL %s%n",
          i + 1, ours.get(i), vips.get(i), gdal.get(i), oursDeep.get(i), gdalDeep.get(i));
    }
    long pixels = (long) side * side;
    long deepPixels = (long) Math.pow(Math.min(DEEP, side), 2);
    throughput("ingest.lossless16_vs_gdal_cog", "gdal", oursDeep, gdalDeep, deepPixels);
    throughput("ingest.vs_libvips", "libvips", ours, vips, pixels);
    throughput("ingest.vs_gdal_cog", "gdal", ours, gdal, pixels);
    double own = Cost.median(ours, Cost::mib);
    double peer = Cost.median(vips, Cost::mib);
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"ingest.peak_rss_vs_libvips\",\"ratio\":%.2f,\"ours_mib\":%.0f,"
            + "\"libvips_mib\":%.0f,\"gdal_mib\":%.0f,\"side\":%d,\"rounds\":%d}%n",
        own / peer,
        own,
        peer,
        Cost.median(gdal, Cost::mib),
        side,
        rounds);
  }

  private void throughput(
      String name, String peer, List<Cost> ours, List<Cost> theirs, long pixels) {
    double own = Cost.median(ours, Cost::seconds);
    double other = Cost.median(theirs, Cost::seconds);
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"%s\",\"ratio\":%.2f,\"ours_mp_s\":%.1f,\"%s_mp_s\":%.1f,"
            + "\"ours_cpu_s\":%.2f,\"%s_cpu_s\":%.2f,\"side\":%d,\"rounds\":%d}%n",
        name,
        median(ours, theirs),
        pixels / 1e6 / own,
        peer,
        pixels / 1e6 / other,
        Cost.median(ours, Cost::cpu),
        peer,
        Cost.median(theirs, Cost::cpu),
        Math.round(Math.sqrt(pixels)),
        rounds);
  }

  /** Of the rounds' own ratios: both sides of each met the same machine. */
  private static double median(List<Cost> ours, List<Cost> theirs) {
    double[] ratios = new double[ours.size()];
    Arrays.setAll(ratios, i -> theirs.get(i).seconds() / ours.get(i).seconds());
    return Cost.median(ratios);
  }

  private Cost ours(Path source) throws Exception {
    Path out = Files.createDirectory(folder.resolve("ours"));
    // The server knows it since the original came in.
    String hash = Sha256.of(source);
    try {
      return Cost.of(() -> ingest.run(source, hash, List.of(), out, (phase, share) -> {}));
    } finally {
      delete(out);
    }
  }

  private List<String> vips(Path source) {
    return List.of(
        "vips",
        "tiffsave",
        source.toString(),
        folder.resolve("vips.tif").toString(),
        "--tile",
        "--tile-width",
        "512",
        "--tile-height",
        "512",
        "--pyramid",
        "--compression",
        "jpeg",
        "--Q",
        "85");
  }

  private List<String> gdal(Path source, String compression, String option) {
    return List.of(
        "gdal_translate",
        "-q",
        "-of",
        "COG",
        "-co",
        "COMPRESS=" + compression,
        "-co",
        option,
        "-co",
        "OVERVIEW_RESAMPLING=AVERAGE",
        "-co",
        "NUM_THREADS=ALL_CPUS",
        source.toString(),
        folder.resolve("gdal.tif").toString());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}

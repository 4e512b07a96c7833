package org.graticule.image.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess;
import org.graticule.image.Ingest;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;

/**
 * The pyramid of an invented RGB scene, ours and GDAL's COG driver in turn: same source, JPEG 85,
 * averaged overviews, all cores. Arguments: side in pixels (default 8192), rounds (default 3).
 */
final class IngestBench {
  private IngestBench() {}

  /** A pyramid being made. */
  private interface Work {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 8192;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("ingest-bench");
    try {
      Path source = folder.resolve("source.tif");
      SyntheticGeoTiff.Options plain =
          new SyntheticGeoTiff.Options(
              SyntheticGeoTiff.Options.plain().samples(),
              SyntheticGeoTiff.Layout.TILES,
              false,
              null);
      SyntheticGeoTiff.write(source, SyntheticScene.plan(1, side, side), plain, p -> {});
      double[] ours = new double[rounds];
      double[] gdal = new double[rounds];
      Ingest ingest = new Ingest(TileProfile.named("default"), DecoderProcess.Limits.standard());
      for (int i = 0; i < rounds; i++) {
        ours[i] =
            seconds(() -> ingest.run(source, List.of(), folder.resolve("ours"), (phase, p) -> {}));
        gdal[i] = seconds(() -> gdal(source, folder.resolve("gdal.tif")));
        System.out.printf(
            Locale.ROOT, "round %d: ours %.2f s, GDAL %.2f s%n", i + 1, ours[i], gdal[i]);
      }
      double[] ratios = new double[rounds];
      Arrays.setAll(ratios, i -> gdal[i] / ours[i]);
      System.out.printf(
          Locale.ROOT,
          "RESULT"
              + " {\"name\":\"ingest.vs_gdal_cog\",\"ratio\":%.2f,\"ours_mp_s\":%.1f,\"gdal_mp_s\":%.1f,\"side\":%d}%n",
          median(ratios),
          side / 1e6 * side / median(ours),
          side / 1e6 * side / median(gdal),
          side);
    } finally {
      delete(folder);
    }
  }

  private static void gdal(Path source, Path target) throws Exception {
    int exit =
        new ProcessBuilder(
                "gdal_translate",
                "-q",
                "-of",
                "COG",
                "-co",
                "COMPRESS=JPEG",
                "-co",
                "QUALITY=85",
                "-co",
                "OVERVIEW_RESAMPLING=AVERAGE",
                "-co",
                "NUM_THREADS=ALL_CPUS",
                source.toString(),
                target.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException("gdal_translate ended with " + exit);
    }
  }

  private static double seconds(Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}

package org.graticule.tile.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;
import org.graticule.testing.S3Server;

/**
 * Originals and pyramids in an S3-compatible store (S3Proxy on this machine, which shares its
 * cores) beside the same in a folder, in turn: native tiles whose blocks the server has in memory,
 * native tiles of which it may keep next to nothing, and an ingest from the first byte to the
 * scene. Arguments: side of the scene in pixels (default 8192), seconds a run (default 6), rounds
 * (default 3).
 */
final class S3Bench {
  private static final String BUCKET = "bench";
  private static final int CONNECTIONS = 32;

  private S3Bench() {}

  public static void main(String[] args) throws Exception {
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 8_192;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 6;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    // Others may pass through, so that the database's own account reaches its folder.
    Path folder =
        Files.createTempDirectory(
            "s3-bench",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (S3Server store = new S3Server(folder.resolve("s3"), BUCKET);
        BenchServer local = BenchServer.start(folder.resolve("local"), side)) {
      Path image = folder.resolve("image.tif");
      SyntheticGeoTiff.write(
          image, SyntheticScene.plan(7, side, side), SyntheticGeoTiff.Options.plain(), done -> {});
      for (boolean cached : new boolean[] {true, false}) {
        Map<String, String> settings = new TreeMap<>();
        store
            .settings(BUCKET)
            .forEach((name, value) ->
                settings.put(
                    "GRATICULE_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        settings.put("GRATICULE_STORE_URL", "s3://" + BUCKET + "/" + cached);
        settings.put("GRATICULE_STORE_CACHE", cached ? "512" : "1");
        try (BenchServer far = BenchServer.start(folder.resolve("far-" + cached), side, settings)) {
          tiles(folder, cached, far, local, seconds, rounds);
          if (cached) {
            ingest(image, far, local, rounds);
          }
        }
      }
    } finally {
      TilesBench.delete(folder);
    }
  }

  private static void tiles(
      Path folder, boolean cached, BenchServer far, BenchServer local, int seconds, int rounds)
      throws Exception {
    Wrk ofFar = wrk(folder, far);
    Wrk ofLocal = wrk(folder, local);
    ofFar.run(far.headers(), CONNECTIONS, seconds);
    ofLocal.run(local.headers(), CONNECTIONS, seconds);
    List<Wrk.Figures> a = new ArrayList<>();
    List<Wrk.Figures> b = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      a.add(ofFar.run(far.headers(), CONNECTIONS, seconds));
      b.add(ofLocal.run(local.headers(), CONNECTIONS, seconds));
      System.out.printf("round %d: from S3 %s; from a folder %s%n", i + 1, a.get(i), b.get(i));
    }
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"tiles.native.s3_vs_local\",\"ratio\":%.3f,\"cached\":%b,"
            + "\"connections\":%d,\"s3_per_s\":%.0f,\"local_per_s\":%.0f,\"s3_p99_ms\":%.2f,"
            + "\"local_p99_ms\":%.2f,\"failures\":%d,\"rounds\":%d}%n",
        ratio(perSecond(a), perSecond(b)),
        cached,
        CONNECTIONS,
        TilesBench.median(perSecond(a)),
        TilesBench.median(perSecond(b)),
        TilesBench.median(a.stream().mapToDouble(Wrk.Figures::p99).toArray()),
        TilesBench.median(b.stream().mapToDouble(Wrk.Figures::p99).toArray()),
        a.stream().mapToLong(Wrk.Figures::failures).sum(),
        rounds);
  }

  private static Wrk wrk(Path folder, BenchServer server) throws Exception {
    List<String> paths = new ArrayList<>();
    for (String path : server.nativeTiles()) {
      if (server.bytes(path).length > 0) {
        paths.add(path);
      }
    }
    return new Wrk(folder, server.base(), server.process(), paths);
  }

  /** New bytes each time: what is there already is not brought in again. */
  private static void ingest(Path image, BenchServer far, BenchServer local, int rounds)
      throws Exception {
    double[] a = new double[rounds];
    double[] b = new double[rounds];
    far.upload(image);
    local.upload(image);
    for (int i = 0; i < rounds; i++) {
      Files.write(image, new byte[] {0}, StandardOpenOption.APPEND);
      a[i] = seconds(far, image);
      b[i] = seconds(local, image);
      System.out.printf(
          Locale.ROOT, "ingest %d: into S3 %.2f s; into a folder %.2f s%n", i + 1, a[i], b[i]);
    }
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"ingest.s3_vs_local\",\"ratio\":%.3f,\"s3_s\":%.2f,\"local_s\":%.2f,"
            + "\"megabytes\":%d,\"rounds\":%d}%n",
        ratio(b, a),
        TilesBench.median(a),
        TilesBench.median(b),
        Files.size(image) / 1_000_000,
        rounds);
  }

  private static double seconds(BenchServer server, Path image) throws Exception {
    long before = System.nanoTime();
    server.upload(image);
    return (System.nanoTime() - before) / 1e9;
  }

  private static double[] perSecond(List<Wrk.Figures> runs) {
    return runs.stream().mapToDouble(Wrk.Figures::perSecond).toArray();
  }

  /** Median of the rounds' own ratios. */
  private static double ratio(double[] a, double[] b) {
    return TilesBench.median(IntStream.range(0, a.length).mapToDouble(i -> a[i] / b[i]).toArray());
  }
}

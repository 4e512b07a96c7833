package org.graticule.tile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Tiles of the native grid with sign-in, decision and durable audit, beside nginx serving the same
 * tiles as static files without any of it, in turn; then what {@link MercatorBench} measures.
 * Arguments: side of the scene in pixels (default 16384), seconds a run (default 8), rounds
 * (default 3).
 */
final class TilesBench {
  private static final int[] CONNECTIONS = {8, 32, 128};

  private TilesBench() {}

  public static void main(String[] args) throws Exception {
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 16_384;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    // Others may pass through, so that the database's own account reaches its folder.
    Path folder =
        Files.createTempDirectory(
            "tiles-bench",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (BenchServer server = BenchServer.start(folder.resolve("data"), side)) {
      List<String> ours = new ArrayList<>();
      List<String> files = new ArrayList<>();
      long bytes = 0;
      Path root = Files.createDirectory(folder.resolve("static"));
      for (String path : server.nativeTiles()) {
        byte[] tile = server.bytes(path);
        if (tile.length > 0) {
          String name = "/" + files.size() + ".jpg";
          Files.write(root.resolve(name.substring(1)), tile);
          ours.add(path);
          files.add(name);
          bytes += tile.length;
        }
      }
      System.out.printf(
          Locale.ROOT, "%d tiles, %.1f kB on average%n", ours.size(), bytes / 1e3 / ours.size());
      try (StaticNginx nginx = StaticNginx.start(folder, root)) {
        for (int connections : CONNECTIONS) {
          Map<String, String> revalidating = new HashMap<>(server.headers());
          revalidating.put("If-None-Match", "\\\"r1\\\"");
          Wrk ofOurs = new Wrk(folder, server.base(), server.process(), ours);
          Wrk ofNginx = new Wrk(folder, nginx.base(), nginx.process(), files);
          ofOurs.run(server.headers(), connections, Wrk.WARM_UP_SECONDS);
          Wrk.Figures[] a = new Wrk.Figures[rounds];
          Wrk.Figures[] b = new Wrk.Figures[rounds];
          Wrk.Figures[] c = new Wrk.Figures[rounds];
          for (int i = 0; i < rounds; i++) {
            a[i] = ofOurs.run(server.headers(), connections, seconds);
            b[i] = ofNginx.run(Map.of(), connections, seconds);
            c[i] = ofOurs.run(revalidating, connections, seconds);
            System.out.printf(
                Locale.ROOT,
                "round %d, %d connections: ours %s; nginx %s; ours 304 %s%n",
                i + 1,
                connections,
                a[i],
                b[i],
                c[i]);
          }
          report(connections, a, b, c);
        }
      }
    } finally {
      delete(folder);
    }
    MercatorBench.main(args);
  }

  private static void report(int connections, Wrk.Figures[] a, Wrk.Figures[] b, Wrk.Figures[] c) {
    double[] ratios = new double[a.length];
    Arrays.setAll(ratios, i -> a[i].perSecond() / b[i].perSecond());
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"tiles.native.vs_nginx_static\",\"ratio\":%.2f,\"connections\":%d,"
            + "\"ours_per_s\":%.0f,\"nginx_per_s\":%.0f,\"ours_p99_ms\":%.2f,\"nginx_p99_ms\":%.2f,"
            + "\"ours_cpu_ms\":%.4f,\"nginx_cpu_ms\":%.4f,\"ours_304_per_s\":%.0f,"
            + "\"failures\":%d,\"rounds\":%d}%n",
        median(ratios),
        connections,
        median(a, Wrk.Figures::perSecond),
        median(b, Wrk.Figures::perSecond),
        median(a, Wrk.Figures::p99),
        median(b, Wrk.Figures::p99),
        median(a, Wrk.Figures::cpuMillis),
        median(b, Wrk.Figures::cpuMillis),
        median(c, Wrk.Figures::perSecond),
        Arrays.stream(a).mapToLong(Wrk.Figures::failures).sum(),
        a.length);
  }

  private static double median(Wrk.Figures[] runs, ToDoubleFunction<Wrk.Figures> figure) {
    return median(Arrays.stream(runs).mapToDouble(figure).toArray());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}

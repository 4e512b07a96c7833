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
 * Tiles of the native grid with sign-in, decision and durable audit, an event for each block of
 * tiles as by default and an event each, beside nginx serving the same tiles as static files
 * without any of it, in turn; then what {@link MercatorBench} measures. Arguments: side of the
 * scene in pixels (default 16384), seconds a run (default 8), rounds (default 3).
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
    try (BenchServer server = BenchServer.start(folder.resolve("data"), side);
        BenchServer exact =
            BenchServer.start(
                folder.resolve("exact"), side, Map.of("GRATICULE_AUDIT_TILES", "exact"))) {
      List<String> ours = new ArrayList<>();
      List<String> files = new ArrayList<>();
      long bytes = 0;
      Path root = Files.createDirectory(folder.resolve("static"));
      List<String> sameExact = new ArrayList<>();
      List<String> all = server.nativeTiles();
      for (int i = 0; i < all.size(); i++) {
        byte[] tile = server.bytes(all.get(i));
        if (tile.length > 0) {
          String name = "/" + files.size() + ".jpg";
          Files.write(root.resolve(name.substring(1)), tile);
          ours.add(all.get(i));
          sameExact.add(exact.nativeTiles().get(i));
          files.add(name);
          bytes += tile.length;
        }
      }
      System.out.printf(
          Locale.ROOT, "%d tiles, %.1f kB on average%n", ours.size(), bytes / 1e3 / ours.size());
      try (StaticNginx nginx = StaticNginx.start(folder, root)) {
        Map<String, String> revalidating = new HashMap<>(server.headers());
        revalidating.put("If-None-Match", "\\\"r1\\\"");
        Wrk ofServer = new Wrk(folder, server.base(), server.process(), ours);
        Wrk ofExact = new Wrk(folder, exact.base(), exact.process(), sameExact);
        Wrk ofNginx = new Wrk(folder, nginx.base(), nginx.process(), files);
        int warmUp = 2 * Wrk.WARM_UP_SECONDS;
        for (int connections : CONNECTIONS) {
          ofServer.run(server.headers(), connections, warmUp);
          ofExact.run(exact.headers(), connections, warmUp);
          warmUp = seconds;
          Wrk.Figures[] a = new Wrk.Figures[rounds];
          Wrk.Figures[] b = new Wrk.Figures[rounds];
          Wrk.Figures[] c = new Wrk.Figures[rounds];
          Wrk.Figures[] d = new Wrk.Figures[rounds];
          for (int i = 0; i < rounds; i++) {
            a[i] = ofServer.run(server.headers(), connections, seconds);
            b[i] = ofNginx.run(Map.of(), connections, seconds);
            c[i] = ofServer.run(revalidating, connections, seconds);
            d[i] = ofExact.run(exact.headers(), connections, seconds);
            System.out.printf(
                Locale.ROOT,
                "round %d, %d connections: ours %s; nginx %s; ours 304 %s; ours exact %s%n",
                i + 1,
                connections,
                a[i],
                b[i],
                c[i],
                d[i]);
          }
          report("tiles.native.vs_nginx_static", connections, a, b);
          report("tiles.native.304_vs_nginx_static", connections, c, b);
          report("tiles.native.exact_vs_nginx_static", connections, d, b);
        }
      }
    } finally {
      delete(folder);
    }
    MercatorBench.main(args);
  }

  private static void report(String name, int connections, Wrk.Figures[] ours, Wrk.Figures[] peer) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> ours[i].perSecond() / peer[i].perSecond());
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"name\":\"%s\",\"ratio\":%.2f,\"connections\":%d,"
            + "\"ours_per_s\":%.0f,\"nginx_per_s\":%.0f,\"ours_p99_ms\":%.2f,\"nginx_p99_ms\":%.2f,"
            + "\"ours_cpu_ms\":%.4f,\"nginx_cpu_ms\":%.4f,\"failures\":%d,\"rounds\":%d}%n",
        name,
        median(ratios),
        connections,
        median(ours, Wrk.Figures::perSecond),
        median(peer, Wrk.Figures::perSecond),
        median(ours, Wrk.Figures::p99),
        median(peer, Wrk.Figures::p99),
        median(ours, Wrk.Figures::cpuMillis),
        median(peer, Wrk.Figures::cpuMillis),
        Arrays.stream(ours).mapToLong(Wrk.Figures::failures).sum(),
        ours.length);
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

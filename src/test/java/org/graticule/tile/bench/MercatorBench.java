package org.graticule.tile.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.graticule.image.synthetic.Samples;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;

/**
 * Reprojected tiles, with sign-in, decision and durable audit, beside MapServer drawing the same
 * tiles without any of it, in turn: JPEG of an RGB scene (both from our pyramid) and PNG of a
 * stretched 16-bit scene (MapServer from a deflate COG of GDAL's). Nothing drawn is kept; both
 * sides keep decoded blocks as they do by default. Arguments: side of the scene in pixels (default
 * 16384), seconds a run (default 8), rounds (default 3), side of the 16-bit scene (default 8192, 0
 * for none).
 */
final class MercatorBench {
  private static final int MOST_TILES = 2_000;
  private static final int CONNECTIONS = 8;

  private MercatorBench() {}

  /** A tile of the web map. */
  private record Tile(int z, int x, int y) {}

  public static void main(String[] args) throws Exception {
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 16_384;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    int deep = args.length > 3 ? Integer.parseInt(args[3]) : 8_192;
    // Others may pass through, so that the database's own account reaches its folder.
    Path folder =
        Files.createTempDirectory(
            "mercator-bench",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (BenchServer server =
        BenchServer.start(folder.resolve("data"), side, Map.of("GRATICULE_TILE_CACHE", "0"))) {
      Run run = new Run(folder, server, seconds, rounds);
      run.jpeg();
      if (deep > 0) {
        run.png16(deep);
      }
    } finally {
      TilesBench.delete(folder);
    }
  }

  /** Both comparisons on one server. */
  private record Run(Path folder, BenchServer server, int seconds, int rounds) {
    void jpeg() throws Exception {
      Path pyramid;
      String id = server.scene().get("id").asText();
      try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
        pyramid =
            files
                .filter(f -> f.endsWith("display.tif") && f.toString().contains(id))
                .findFirst()
                .orElseThrow();
      }
      try (MapServer peer =
          MapServer.start(folder.resolve("mapserver"), pyramid, epsg(pyramid), List.of())) {
        compare("tiles.mercator.vs_mapserver", server.scene(), "jpeg", "format=jpeg", peer);
      }
    }

    void png16(int side) throws Exception {
      Path source = folder.resolve("deep.tif");
      SyntheticGeoTiff.write(
          source,
          SyntheticScene.plan(1, side, side),
          new SyntheticGeoTiff.Options(Samples.RGBN16, SyntheticGeoTiff.Layout.TILES, true, null),
          done -> {});
      JsonNode scene = server.upload(source);
      Path cog = folder.resolve("deep-cog.tif");
      command(
          "gdal_translate",
          "-q",
          "-of",
          "COG",
          "-co",
          "COMPRESS=DEFLATE",
          "-co",
          "PREDICTOR=2",
          "-co",
          "NUM_THREADS=ALL_CPUS",
          "-co",
          "OVERVIEW_RESAMPLING=AVERAGE",
          source.toString(),
          cog.toString());
      List<String> processing = new ArrayList<>(List.of("BANDS=4,1,2"));
      int[] bands = {4, 1, 2};
      for (int i = 0; i < 3; i++) {
        JsonNode band = scene.get("statistics").get(bands[i] - 1);
        processing.add(
            "SCALE_%d=%s,%s".formatted(i + 1, band.get("p2").asText(), band.get("p98").asText()));
      }
      try (MapServer peer =
          MapServer.start(folder.resolve("mapserver16"), cog, epsg(cog), processing)) {
        compare(
            "tiles.png16.vs_mapserver",
            scene,
            "png",
            "bands=4,1,2&stretch=percentile:2,98&format=png",
            peer);
      }
    }

    private void compare(String name, JsonNode scene, String format, String query, MapServer peer)
        throws Exception {
      List<String> ours = new ArrayList<>();
      List<String> theirs = new ArrayList<>();
      String base = "/api/v1/scenes/" + scene.get("id").asText() + "/map/WebMercatorQuad/";
      for (Tile tile : tiles(scene)) {
        String path = base + tile.z + "/" + tile.x + "/" + tile.y + "?v=1&" + query;
        if (server.bytes(path).length > 0) {
          ours.add(path);
          theirs.add(MapServer.path(tile.z, tile.x, tile.y, format));
        }
      }
      check(peer.base().resolve(theirs.getFirst()), format);
      Wrk ofOurs = new Wrk(folder, server.base(), server.process(), ours);
      Wrk ofPeer = new Wrk(folder, peer.base(), peer.handles(), theirs);
      ofOurs.run(server.headers(), CONNECTIONS, Wrk.WARM_UP_SECONDS);
      ofPeer.run(Map.of(), CONNECTIONS, seconds);
      Wrk.Figures[] a = new Wrk.Figures[rounds];
      Wrk.Figures[] b = new Wrk.Figures[rounds];
      for (int i = 0; i < rounds; i++) {
        a[i] = ofOurs.run(server.headers(), CONNECTIONS, seconds);
        b[i] = ofPeer.run(Map.of(), CONNECTIONS, seconds);
        System.out.printf(
            Locale.ROOT, "round %d, %s: ours %s; MapServer %s%n", i + 1, name, a[i], b[i]);
      }
      double[] ratios = new double[rounds];
      Arrays.setAll(ratios, i -> a[i].perSecond() / b[i].perSecond());
      System.out.printf(
          Locale.ROOT,
          "RESULT {\"name\":\"%s\",\"ratio\":%.2f,\"tiles\":%d,\"connections\":%d,"
              + "\"ours_per_s\":%.0f,\"mapserver_per_s\":%.0f,\"ours_cpu_ms\":%.3f,"
              + "\"mapserver_cpu_ms\":%.3f,\"ours_p99_ms\":%.1f,\"mapserver_p99_ms\":%.1f,"
              + "\"failures\":%d,\"rounds\":%d}%n",
          name,
          TilesBench.median(ratios),
          ours.size(),
          CONNECTIONS,
          median(a, Wrk.Figures::perSecond),
          median(b, Wrk.Figures::perSecond),
          median(a, Wrk.Figures::cpuMillis),
          median(b, Wrk.Figures::cpuMillis),
          median(a, Wrk.Figures::p99),
          median(b, Wrk.Figures::p99),
          Stream.concat(Arrays.stream(a), Arrays.stream(b)).mapToLong(Wrk.Figures::failures).sum(),
          rounds);
    }
  }

  /** A picture of the right kind, not a page that says what went wrong. */
  private static void check(URI address, String format) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    String type = answer.headers().firstValue("Content-Type").orElse("nothing");
    if (answer.statusCode() != 200 || !type.equals("image/" + format)) {
      throw new IllegalStateException("MapServer answered " + type + ": " + answer.body());
    }
  }

  /** All tiles of the far zooms and a seeded choice of the near ones, in no order. */
  private static List<Tile> tiles(JsonNode scene) {
    double[] box = {180, 90, -180, -90};
    collect(scene.get("footprint").get("coordinates"), box);
    double metres = scene.get("gsd").get(0).asDouble();
    double cosine = Math.cos(Math.toRadians((box[1] + box[3]) / 2));
    int finest = (int) Math.ceil(Math.log(156543.03 * cosine / metres) / Math.log(2));
    List<Tile> chosen = new ArrayList<>();
    List<Tile> finer = new ArrayList<>();
    for (int z = finest; z >= Math.max(0, finest - 6); z--) {
      double n = Math.scalb(1.0, z);
      List<Tile> level = z == finest ? finer : chosen;
      for (int y = row(box[3], n); y <= row(box[1], n); y++) {
        for (int x = (int) ((box[0] + 180) / 360 * n); x <= (box[2] + 180) / 360 * n; x++) {
          level.add(new Tile(z, x, y));
        }
      }
    }
    Random random = new Random(7);
    Collections.shuffle(finer, random);
    Collections.shuffle(chosen, random);
    List<Tile> all = new ArrayList<>(chosen.subList(0, Math.min(chosen.size(), MOST_TILES / 2)));
    all.addAll(finer.subList(0, Math.min(finer.size(), MOST_TILES - all.size())));
    Collections.shuffle(all, random);
    return all;
  }

  private static int row(double latitude, double n) {
    double sine = Math.sin(Math.toRadians(latitude));
    return (int) ((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * n);
  }

  private static void collect(JsonNode coordinates, double[] box) {
    if (coordinates.get(0).isNumber()) {
      box[0] = Math.min(box[0], coordinates.get(0).asDouble());
      box[1] = Math.min(box[1], coordinates.get(1).asDouble());
      box[2] = Math.max(box[2], coordinates.get(0).asDouble());
      box[3] = Math.max(box[3], coordinates.get(1).asDouble());
      return;
    }
    coordinates.forEach(part -> collect(part, box));
  }

  private static int epsg(Path image) throws Exception {
    Process process =
        new ProcessBuilder("gdalsrsinfo", "-o", "epsg", image.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    process.waitFor();
    return Integer.parseInt(said.substring(said.indexOf("EPSG:") + 5).strip());
  }

  private static void command(String... words) throws Exception {
    if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", words) + " failed");
    }
  }

  private static double median(Wrk.Figures[] runs, ToDoubleFunction<Wrk.Figures> figure) {
    return TilesBench.median(Arrays.stream(runs).mapToDouble(figure).toArray());
  }
}

package org.graticule.tile.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The demo in a process of its own: embedded PostGIS, audit log on disk, sign-in, one invented
 * scene. Closing stops it by its process id.
 */
public final class BenchServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String cookie;
  private final JsonNode scene;

  private BenchServer(Process process, URI base, JsonNode accounts) throws Exception {
    this.process = process;
    this.base = base;
    this.cookie = signIn(accounts);
    String project = get("/api/v1/projects").at("/projects/0/id").asText();
    this.scene = get("/api/v1/projects/" + project + "/scenes").at("/scenes/0");
  }

  /**
   * @param folder for all the server keeps, empty
   * @param size of the scene, pixels along the side
   */
  public static BenchServer start(Path folder, int size) throws Exception {
    return start(folder, size, Map.of());
  }

  /**
   * @param settings beyond the defaults, as environment variables
   */
  public static BenchServer start(Path folder, int size, Map<String, String> settings)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + options(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.graticule.app.Main",
                "demo",
                "--data",
                folder.toString(),
                "--port",
                "0",
                "--json",
                "--size",
                Integer.toString(size))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(settings);
    Process process = builder.start();
    try {
      var out = process.inputReader(UTF_8);
      String line = out.readLine();
      while (line != null && !line.startsWith("{\"")) {
        line = out.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("the server ended before it served");
      }
      Thread.ofPlatform().daemon().start(() -> out.lines().forEach(said -> {}));
      JsonNode ready = JSON.readTree(line);
      return new BenchServer(process, URI.create(ready.get("url").asText()), ready.get("accounts"));
    } catch (Exception e) {
      process.destroy();
      throw e;
    }
  }

  /** Those that an installed server has; the first place of the class path lies in target/. */
  private static Path options() {
    String first = System.getProperty("java.class.path").split(File.pathSeparator)[0];
    return Path.of(first).toAbsolutePath().resolveSibling("../bin/java.options").normalize();
  }

  private String signIn(JsonNode accounts) throws Exception {
    for (JsonNode account : accounts) {
      if (account.get("username").asText().equals("lead")) {
        byte[] body =
            JSON.writeValueAsBytes(
                Map.of(
                    "username",
                    "lead",
                    "password",
                    account.get("password").asText(),
                    "notice_acknowledged",
                    true));
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(base.resolve("/api/v1/session"))
                    .header("X-Graticule", "1")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
      }
    }
    throw new IllegalStateException("the demo has no account \"lead\"");
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(bytes(path));
  }

  /** What is answered to a body of JSON; anything but a success ends the run. */
  public JsonNode post(String path, Object body) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(base.resolve(path))
                .header("Cookie", cookie)
                .header("X-Graticule", "1")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + " answered " + new String(answer.body(), UTF_8));
    }
    return JSON.readTree(answer.body());
  }

  /** The body of an answer 200; empty of a 204. */
  byte[] bytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(base.resolve(path)).header("Cookie", cookie).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200 && answer.statusCode() != 204) {
      throw new IllegalStateException(path + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  /** Brings an image in and waits until it is a scene; its facts. */
  JsonNode upload(Path image) throws Exception {
    String project = get("/api/v1/projects").at("/projects/0/id").asText();
    HttpResponse<String> accepted =
        http.send(
            HttpRequest.newBuilder(
                    base.resolve("/api/v1/projects/" + project + "/scenes?name=source.tif"))
                .header("Cookie", cookie)
                .header("X-Graticule", "1")
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(image))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    String job = JSON.readTree(accepted.body()).path("id").asText();
    while (true) {
      JsonNode state = get("/api/v1/jobs/" + job);
      switch (state.get("state").asText()) {
        case "done" -> {
          return get("/api/v1/scenes/" + state.get("scene").asText());
        }
        case "failed", "cancelled" -> throw new IllegalStateException(state.toString());
        default -> Thread.sleep(50);
      }
    }
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  public URI base() {
    return base;
  }

  public Map<String, String> headers() {
    return Map.of("Cookie", cookie);
  }

  public JsonNode scene() {
    return scene;
  }

  /** Paths of the tiles of the scene's own grid on all zooms, coarsest first. */
  List<String> nativeTiles() {
    JsonNode tiles = scene.get("tiles");
    int size = tiles.get("size").asInt();
    int maxZoom = tiles.get("max_zoom").asInt();
    List<String> paths = new ArrayList<>();
    for (int z = 0; z <= maxZoom; z++) {
      long pixels = (long) size << maxZoom - z;
      int columns = (int) Math.ceilDiv(scene.get("width").asLong(), pixels);
      int rows = (int) Math.ceilDiv(scene.get("height").asLong(), pixels);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          paths.add(
              tiles
                  .get("url")
                  .asText()
                  .replace("{z}", z + "")
                  .replace("{x}", x + "")
                  .replace("{y}", y + ""));
        }
      }
    }
    return paths;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

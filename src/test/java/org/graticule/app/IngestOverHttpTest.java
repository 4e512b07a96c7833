package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.graticule.audit.Event;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that arrive over HTTP: good, bad, too large, twice, and across a restart. */
final class IngestOverHttpTest {
  private static final long LIMIT = 64L << 20;

  @TempDir private static Path folder;
  private static TestNode node;
  private static SceneUpload upload;

  @BeforeAll
  static void open() {
    node = new TestNode(Map.of("upload.limit", Long.toString(LIMIT)));
    upload = new SceneUpload(node);
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void garbageIsRefusedWithItsReason() throws Exception {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    refused(Files.write(folder.resolve("garbage.tif"), noise), "unknown-format");
  }

  @Test
  void aVirtualRasterUnderATiffsNameReachesNoOtherFile() throws Exception {
    refused(copy("refuse-vrt-named.tif"), "unknown-format");
  }

  @Test
  void aTiffThatEndsEarlyIsRefused() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("truncated.tif"), 900, 900);
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
      channel.truncate(900 * 900);
    }
    refused(image, null);
  }

  @Test
  void aBlockThatDoesNotDecodeIsRefusedByTheDecoderProcess() throws Exception {
    refused(copy("refuse-lzw-garbage.tif"), "bad-block");
  }

  /** A copy under a name of its own, as an upload is known on the log by its name. */
  private static Path copy(String hazard) throws Exception {
    return Files.copy(
        Path.of("fixtures/hazards", hazard),
        folder.resolve(hazard),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void refused(Path image, @org.jspecify.annotations.Nullable String code)
      throws Exception {
    String name = image.getFileName().toString();
    JsonNode job = upload.followed(image, name).getLast();
    List<Event> refusals =
        upload.events("scene.ingest-refused").stream()
            .filter(event -> name.equals(event.facts().get("name")))
            .toList();

    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("failed");
    assertThat(job.hasNonNull("scene")).isFalse();
    assertThat(job.get("code").asText()).isNotIn("", "internal");
    if (code != null) {
      assertThat(job.get("code").asText()).isEqualTo(code);
    }
    assertThat(job.get("message").asText())
        .hasSizeGreaterThan(20)
        .doesNotContain("org.graticule", "Exception", node.settings.dataDirectory().toString());
    assertThat(refusals)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo(Event.Outcome.FAILED);
          assertThat(event.facts().get("code")).isEqualTo(job.get("code").asText());
          assertThat(event.facts().get("reason")).isEqualTo(job.get("message").asText());
          assertThat(event.facts().get("job")).isEqualTo(job.get("id").asText());
        });
    assertThat(scenesNamed(name)).isEmpty();
    assertThat(node.as("lead").get("/api/v1/projects").status()).isEqualTo(200);
  }

  @Test
  void anUploadOverTheLimitIsRefusedAndLeavesNothing() throws Exception {
    Path large = folder.resolve("large.tif");
    try (FileChannel channel =
        FileChannel.open(large, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {0}), LIMIT);
    }
    String cookie =
        new ApiClient(node.base())
            .post(
                "/api/v1/session",
                Map.of(
                    "username",
                    "lead",
                    "password",
                    node.password("lead"),
                    "notice_acknowledged",
                    true))
            .expect(200)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .split(";")[0];
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nX-Graticule: 1\r\nCookie: %s\r\n"
                .formatted(upload.path("large.tif"), cookie)
            + "Content-Type: application/octet-stream\r\n";

    assertThat(raw(head + "Content-Length: " + (LIMIT + 1) + "\r\n\r\n", 0)).contains(" 413 ");
    assertThat(raw(head + "Content-Length: 9223372036854775807\r\n\r\n", 0)).contains(" 413 ");
    assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\n", LIMIT + 1)).contains(" 413 ");
    try (Stream<Path> left = Files.list(node.settings.uploads())) {
      assertThat(left).isEmpty();
    }
    assertThat(scenesNamed("large.tif")).isEmpty();
  }

  /** Sends a head and, in chunks, so many bytes; returns the first line of the answer. */
  private static String raw(String head, long body) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] chunk = new byte[1 << 20];
      byte[] size = "100000\r\n".getBytes(StandardCharsets.US_ASCII);
      for (long sent = 0; sent < body; sent += chunk.length) {
        out.write(size);
        out.write(chunk);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.flush();
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void theSameImageUploadedSeveralTimesAtOnceIsKeptOnceAndAnsweredEachTime() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("twice.tif"), 1100, 700);
    List<JsonNode> ended = new ArrayList<>();
    try (ExecutorService uploads = Executors.newFixedThreadPool(4)) {
      Callable<JsonNode> one = () -> upload.followed(image, "twice.tif").getLast();
      for (Future<JsonNode> job : uploads.invokeAll(List.of(one, one, one, one))) {
        ended.add(job.get());
      }
    }
    List<JsonNode> scenes = scenesNamed("twice.tif");

    assertThat(ended).allSatisfy(job -> assertThat(job.get("state").asText()).isEqualTo("done"));
    assertThat(scenes).hasSize(1);
    assertThat(ended)
        .extracting(job -> job.get("scene").asText())
        .containsOnly(scenes.getFirst().get("id").asText());
    String sha256 = scenes.getFirst().get("sha256").asText();
    try (Stream<Path> originals = Files.walk(node.settings.scenes().resolve("originals"))) {
      assertThat(originals.filter(file -> file.getFileName().toString().startsWith(sha256)))
          .singleElement()
          .satisfies(kept -> assertThat(kept).hasSameBinaryContentAs(image));
    }
    try (Stream<Path> left = Files.list(node.settings.uploads())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aJobUnderWayWhenTheServerStopsIsEndedByTheNextAndTheSceneIsThereOnce() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("long.tif"), 4_000, 5_000);
    ApiClient lead = node.as("lead");
    String job = lead.upload(upload.path("long.tif"), image).expect(202).json().get("id").asText();
    JsonNode before = lead.get("/api/v1/jobs/" + job).expect(200).json();
    Instant deadline = Instant.now().plusSeconds(60);
    while (!before.get("state").asText().equals("running") && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
      before = lead.get("/api/v1/jobs/" + job).expect(200).json();
    }
    node.restart();
    JsonNode ended = before;
    for (int i = 0; i < 5 && !ended.get("state").asText().matches("done|failed"); i++) {
      ended = SceneUpload.states(node.as("lead"), job).getLast();
    }

    assertThat(before.get("state").asText()).isEqualTo("running");
    assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("done");
    assertThat(scenesNamed("long.tif"))
        .singleElement()
        .satisfies(scene -> assertThat(scene.get("id").asText()).isEqualTo(job));
    assertThat(upload.events("scene.ingested"))
        .filteredOn(event -> "long.tif".equals(event.facts().get("name")))
        .hasSize(1);
    assertThat(upload.pyramid(UUID.fromString(job)).getParent())
        .isDirectoryNotContaining(file -> !file.getFileName().toString().equals("display.tif"));
  }

  @Test
  void theStreamOfAJobRisesAndEndsWithItsEnd() throws Exception {
    Path image = Synthetic.rgb(folder.resolve("followed.tif"), 2_000, 1_500);
    List<JsonNode> states = upload.followed(image, "followed.tif");

    assertThat(states.getLast().get("state").asText()).isEqualTo("done");
    assertThat(states.getLast().get("progress").asDouble()).isEqualTo(1);
    assertThat(states.getLast().hasNonNull("scene")).isTrue();
    assertThat(states.subList(0, states.size() - 1))
        .allSatisfy(s -> assertThat(s.get("state").asText()).isIn("queued", "running"));
    assertThat(states.stream().map(s -> s.get("progress").asDouble()).toList()).isSorted();
    ApiClient stranger = node.as("admin");
    String events = "/api/v1/jobs/" + states.getLast().get("id").asText() + "/events";
    assertThat(stranger.get(events).status()).isEqualTo(404);
  }

  private static List<JsonNode> scenesNamed(String name) throws Exception {
    List<JsonNode> named = new ArrayList<>();
    String path = "/api/v1/projects/" + upload.project() + "/scenes?limit=500";
    for (JsonNode scene : node.as("lead").get(path).expect(200).json().get("scenes")) {
      if (scene.get("name").asText().equals(name)) {
        named.add(scene);
      }
    }
    return named;
  }
}

package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.graticule.config.Settings;
import org.graticule.image.Synthetic;
import org.graticule.testing.SharedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Uploads that a killed server and a full disk interrupt: the offset stays true, nothing is lost.
 */
final class KilledUploadTest {
  @TempDir Path folder;

  private final Map<String, String> passwords = new HashMap<>();
  private Settings settings;
  private Map<String, String> environment;
  private ServerProcess server;
  private String project;

  @BeforeEach
  void peopleAndAServer() throws Exception {
    SharedCluster.Addresses database = SharedCluster.get().database();
    Path data = folder.resolve("data");
    settings =
        Settings.load(Map.of("data", data.toString(), "db.volatile", "true"), Map.of(), null);
    try (Node node =
        Node.open(settings, Databases.at(database.roles(), database.owner()), Clock.systemUTC())) {
      for (DemoWorld.Person person : new DemoWorld(node, settings).people()) {
        passwords.put(person.username(), person.password());
      }
    }
    environment = new HashMap<>(database.environment());
    environment.put("GRATICULE_DATA", data.toString());
    server = ServerProcess.start(environment);
    project = lead().get("/api/v1/projects").expect(200).json().at("/projects/0/id").asText();
  }

  @AfterEach
  void stop() throws Exception {
    server.kill();
  }

  @Test
  void anUploadGoesOnWhereTheKilledServerHadIt() throws Exception {
    byte[] image = Files.readAllBytes(Synthetic.rgb(folder.resolve("image.tif"), 2_000, 1_500));
    TusClient client = client();
    String upload = client.created(image.length, "filename", "image.tif");
    killWhileSending(client, upload, image);
    client = client();
    long kept = client.offset(upload);
    byte[] onDisk = Files.readAllBytes(arrival(upload));

    assertThat(kept).isBetween(1L, image.length - 1L);
    assertThat(onDisk).isEqualTo(Arrays.copyOf(image, (int) kept));

    byte[] rest = Arrays.copyOfRange(image, (int) kept, image.length);
    client.patch(upload, kept, rest).expect(204);
    JsonNode done = SceneUpload.states(lead(), client.job(upload)).getLast();
    assertThat(done.get("state").asText()).as("%s", done).isEqualTo("done");
    String sha256 =
        lead().get("/api/v1/scenes/" + done.get("scene").asText()).json().get("sha256").asText();
    assertThat(sha256)
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image)));
  }

  @Test
  void bytesWhoseChecksumNeverCameDoNotCount() throws Exception {
    byte[] body = new byte[8 << 20];
    Arrays.fill(body, (byte) 7);
    TusClient client = client();
    String upload = client.created(body.length + 1_000, "filename", "doubt.tif");
    client.patch(upload, 0, new byte[1_000]).expect(204);
    String sha256 =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
    killWhileSending(client, upload, 1_000, body, "Upload-Checksum", "sha256 " + sha256);

    client = client();
    assertThat(client.offset(upload)).isEqualTo(1_000);
    client.patch(upload, 1_000, body, "Upload-Checksum", "sha256 " + sha256).expect(204);
  }

  @Test
  void aFullDiskIsToldAndTheUploadGoesOnOnceThereIsRoom() throws Exception {
    byte[] body = new byte[6 << 20];
    Arrays.fill(body, (byte) 7);
    TusClient client = client();
    String upload = client.created(body.length, "filename", "full.tif");
    // No file of the server may grow beyond 2 MiB: writing fails as it does on a full disk.
    limitFiles(Integer.toString(2 << 20));
    ApiClient.Answer full = client.patch(upload, 0, body);
    long kept = client.offset(upload);
    limitFiles("unlimited");

    assertThat(full.status()).as(full.text()).isEqualTo(507);
    assertThat(kept).isBetween(1L, (long) (2 << 20)).isEqualTo(Files.size(arrival(upload)));
    client.patch(upload, kept, Arrays.copyOfRange(body, (int) kept, body.length)).expect(204);
  }

  private void limitFiles(String bytes) throws Exception {
    Process limited =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start();
    assertThat(limited.waitFor()).isZero();
  }

  private void killWhileSending(TusClient client, String upload, byte[] body) throws Exception {
    killWhileSending(client, upload, 0, body);
  }

  /** Kills the server once some of the body, but not all, is on its disk; starts it again. */
  private void killWhileSending(
      TusClient client, String upload, long offset, byte[] body, String... headers)
      throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    CompletableFuture<Object> sending =
        CompletableFuture.supplyAsync(() -> {
          try {
            return client.patchHalf(upload, offset, body, gone, headers);
          } catch (Exception e) {
            return e;
          }
        });
    while (!Files.exists(arrival(upload)) || Files.size(arrival(upload)) <= offset) {
      Thread.sleep(10);
    }
    server.kill();
    gone.countDown();
    assertThat(sending.join()).isInstanceOf(IOException.class);
    server = ServerProcess.start(environment);
  }

  private Path arrival(String upload) {
    return settings
        .scenes()
        .resolve("arrivals")
        .resolve(upload.substring(upload.lastIndexOf('/') + 1));
  }

  private TusClient client() throws Exception {
    return new TusClient(server.address(), "lead", passwords.get("lead"), project);
  }

  private ApiClient lead() throws Exception {
    return new ApiClient(server.address()).signIn("lead", passwords.get("lead"));
  }
}

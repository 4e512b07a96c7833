package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.graticule.access.Errands.Errand;
import org.graticule.audit.Event;
import org.graticule.db.TicketHolder;
import org.graticule.image.Synthetic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resumable uploads over HTTP: what tus 1.0.0 says, and what a hostile client gets. */
final class UploadsOverHttpTest {
  private static final long LIMIT = 1L << 30;
  private static final long QUOTA = 3L << 30;

  @TempDir private static Path folder;
  private static TestNode node;
  private TusClient lead;

  @BeforeAll
  static void open() {
    node =
        new TestNode(
            Map.of("upload.limit", Long.toString(LIMIT), "upload.quota", Long.toString(QUOTA)));
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @BeforeEach
  void signIn() throws Exception {
    lead = TusClient.as(node, "lead");
  }

  @Test
  void theServerSaysWhatItSpeaksToAnybody() throws Exception {
    ApiClient.Answer answer =
        new RawClient(node.base()).send("OPTIONS", lead.uploads, new byte[0]).expect(204);
    assertThat(answer.headers().firstValue("Tus-Version")).contains("1.0.0");
    assertThat(answer.headers().firstValue("Tus-Max-Size")).contains(Long.toString(LIMIT));
    assertThat(answer.headers().firstValue("Tus-Checksum-Algorithm")).contains("sha1,sha256");
    assertThat(answer.headers().firstValue("Tus-Extension").orElse("").split(","))
        .contains("creation", "creation-with-upload", "termination", "expiration", "checksum");
  }

  @Test
  void anImageSentInPiecesBecomesASceneOfTheSameBytes() throws Exception {
    byte[] image = Files.readAllBytes(Synthetic.rgb(folder.resolve("pieces.tif"), 700, 500));
    String upload = lead.created(image.length, "filename", "pieces.tif");
    int third = image.length / 3;
    for (int at = 0; at < image.length; at += third) {
      byte[] piece = Arrays.copyOfRange(image, at, Math.min(image.length, at + third));
      ApiClient.Answer answer = lead.patch(upload, at, piece).expect(204);
      assertThat(answer.headers().firstValue("Tus-Resumable")).contains("1.0.0");
      assertThat(answer.headers().firstValue("Upload-Offset"))
          .contains(Integer.toString(at + piece.length));
      assertThat(lead.offset(upload)).isEqualTo(at + piece.length);
    }
    JsonNode done = followed(lead.job(upload));

    assertThat(done.get("state").asText()).as("%s", done).isEqualTo("done");
    JsonNode scene =
        node.as("lead").get("/api/v1/scenes/" + done.get("scene").asText()).expect(200).json();
    assertThat(scene.get("sha256").asText()).isEqualTo(hex("SHA-256", image));
    assertThat(scene.get("name").asText()).isEqualTo("pieces.tif");
    SceneUpload log = new SceneUpload(node);
    for (String type : List.of("upload.created", "upload.received", "scene.uploaded")) {
      assertThat(log.events(type))
          .as(type)
          .extracting(event -> event.facts().get("name"))
          .contains("pieces.tif");
    }
    assertThat(arrivals()).doesNotContain(upload.substring(upload.lastIndexOf('/') + 1));
  }

  @Test
  void theFirstBytesMayComeWithThePromise() throws Exception {
    byte[] body = bytes(1_000);
    ApiClient.Answer answer =
        lead.send(
                "POST",
                lead.uploads,
                Arrays.copyOf(body, 400),
                "Upload-Length",
                "1000",
                "Content-Type",
                TusClient.BYTES,
                "Upload-Metadata",
                TusClient.metadata("filename", "first.tif"))
            .expect(201);
    assertThat(answer.headers().firstValue("Upload-Offset")).contains("400");
    assertThat(lead.offset(answer.headers().firstValue("Location").orElseThrow())).isEqualTo(400);
  }

  @Test
  void aSidecarTravelsWithItsImage() throws Exception {
    byte[] image = Files.readAllBytes(Synthetic.rgb(folder.resolve("placed.tif"), 64, 64));
    String bundle = UUID.randomUUID().toString();
    String one = lead.created(image.length, "filename", "a.tif", "bundle", bundle, "files", "2");
    byte[] beside = "PROJCS[\"nothing\"]".getBytes(StandardCharsets.UTF_8);
    String two = lead.created(beside.length, "filename", "a.prj", "bundle", bundle, "files", "2");
    lead.patch(one, 0, image).expect(204);
    assertThat(lead.send("HEAD", one, new byte[0]).headers().firstValue("Graticule-Job")).isEmpty();
    lead.patch(two, 0, beside).expect(204);

    assertThat(lead.job(one)).isEqualTo(lead.job(two));
    assertThat(followed(lead.job(one)).get("state").asText()).isEqualTo("done");
  }

  @Test
  void aSidecarWithoutItsImageIsRefusedBeforeItIsSent() throws Exception {
    assertThat(lead.create(10, "filename", "a.msk").expect(422).json().get("code").asText())
        .isEqualTo("sidecar-alone");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 400",
    "x, 400",
    "1e3, 400",
    "'', 400",
    "0, 422",
    "1073741825, 413",
    "9223372036854775808, 413",
    "99999999999999999999999999, 413"
  })
  void aLengthThatCannotBeIsRefused(String length, int status) throws Exception {
    ApiClient.Answer answer =
        lead.send(
            "POST",
            lead.uploads,
            new byte[0],
            "Upload-Length",
            length,
            "Upload-Metadata",
            TusClient.metadata("filename", "length.tif"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Tus-Resumable")).contains("1.0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filename",
        "filename !!!",
        "filename YQ==,filename YQ==",
        "filename //8=",
        ",",
        ""
      })
  void metadataThatCannotBeReadIsRefused(String header) throws Exception {
    ApiClient.Answer answer =
        lead.send(
            "POST", lead.uploads, new byte[0], "Upload-Length", "5", "Upload-Metadata", header);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
  }

  @Test
  void anotherVersionOfTheProtocolIsRefused() throws Exception {
    ApiClient.Answer answer =
        lead.send(
            "POST", lead.uploads, new byte[0], "Upload-Length", "5", "Tus-Resumable", "0.2.2");
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.headers().firstValue("Tus-Version")).contains("1.0.0");
  }

  @Test
  void moreThanOnePersonsQuotaIsRefusedUntilThereIsRoom() throws Exception {
    TusClient other = TusClient.as(node, "lead");
    String one = other.created(LIMIT, "filename", "1.tif");
    String two = other.created(LIMIT, "filename", "2.tif");
    ApiClient.Answer third = other.create(LIMIT, "filename", "3.tif");
    other.send("DELETE", one, new byte[0]).expect(204);
    assertThat(third.status()).isEqualTo(413);
    assertThat(third.json().get("code").asText()).isEqualTo("upload-quota");
    String again = other.created(LIMIT, "filename", "3.tif");
    other.send("DELETE", two, new byte[0]).expect(204);
    other.send("DELETE", again, new byte[0]).expect(204);
  }

  @Test
  void bytesForAnotherPlaceAreRefused() throws Exception {
    String upload = lead.created(1_000, "filename", "offset.tif");
    lead.patch(upload, 0, bytes(100)).expect(204);
    for (long offset : new long[] {0, 99, 101, 1_000, 4_000_000_000L}) {
      JsonNode problem = lead.patch(upload, offset, bytes(10)).expect(409).json();
      assertThat(problem.get("offset").asLong()).isEqualTo(100);
    }
    assertThat(lead.offset(upload)).isEqualTo(100);
  }

  @Test
  void bytesOfAnotherTypeAreRefused() throws Exception {
    String upload = lead.created(1_000, "filename", "type.tif");
    for (String type : List.of("application/octet-stream", "text/plain", "application/json")) {
      ApiClient.Answer answer =
          lead.send("PATCH", upload, bytes(10), "Upload-Offset", "0", "Content-Type", type);
      assertThat(answer.status()).isEqualTo(415);
    }
    assertThat(lead.offset(upload)).isZero();
  }

  @Test
  void bytesBeyondTheDeclaredLengthAreRefused() throws Exception {
    String upload = lead.created(1_000, "filename", "past.tif");
    lead.patch(upload, 0, bytes(900)).expect(204);
    assertThat(lead.patch(upload, 900, bytes(101)).status()).isEqualTo(413);
    assertThat(chunked(upload, 900, 5_000)).contains(" 413 ");
    assertThat(lead.offset(upload)).isEqualTo(900);
  }

  @Test
  void bytesThatAreNotWhatTheirChecksumSaysAreForgotten() throws Exception {
    byte[] body = bytes(500);
    String upload = lead.created(1_000, "filename", "checksum.tif");
    String wrong = "sha256 " + Base64.getEncoder().encodeToString(new byte[32]);
    assertThat(lead.patch(upload, 0, body, "Upload-Checksum", wrong).status()).isEqualTo(460);
    assertThat(lead.offset(upload)).isZero();
    for (String unknown : List.of("md4 AAAA", "sha1 !!", "sha1", "sha256 AAAA")) {
      assertThat(lead.patch(upload, 0, body, "Upload-Checksum", unknown).status()).isEqualTo(400);
    }
    lead.patch(upload, 0, body, "Upload-Checksum", "sha1 " + base64("SHA-1", body)).expect(204);
    lead.patch(upload, 500, body, "Upload-Checksum", "sha256 " + base64("SHA-256", body))
        .expect(204);
    assertThat(lead.offset(upload)).isEqualTo(1_000);
  }

  @Test
  void aSecondRequestAtTheSameTimeIsRefusedAndHarmsNothing() throws Exception {
    byte[] body = bytes(200_000);
    String upload = lead.created(body.length, "filename", "twice.tif");
    try (Socket first = sending(upload, 0, body.length)) {
      OutputStream out = first.getOutputStream();
      CompletableFuture<Integer> second = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              second.complete(TusClient.as(node, "lead").patch(upload, 0, bytes(10)).status());
            } catch (Exception e) {
              second.completeExceptionally(e);
            }
          });
      for (int at = 0; at < body.length; at += 1_000) {
        out.write(body, at, 1_000);
        out.flush();
        Thread.sleep(25);
      }
      assertThat(status(first)).contains(" 204 ");
      assertThat(second.join()).isEqualTo(409);
    }
    assertThat(lead.offset(upload)).isEqualTo(body.length);
  }

  @Test
  void aSilentConnectionLosesTheUploadToWhoeverGoesOn() throws Exception {
    byte[] body = bytes(10_000);
    String upload = lead.created(body.length, "filename", "silent.tif");
    try (Socket silent = sending(upload, 0, body.length)) {
      silent.getOutputStream().write(body, 0, 4_000);
      silent.getOutputStream().flush();
      while (lead.offset(upload) < 4_000) {
        Thread.sleep(20);
      }
      lead.patch(upload, 4_000, Arrays.copyOfRange(body, 4_000, body.length)).expect(204);
      assertThat(silent.getInputStream().read()).as("the silent one is hung up on").isEqualTo(-1);
    }
    assertThat(lead.offset(upload)).isEqualTo(10_000);
  }

  @Test
  void whatABrokenConnectionBroughtIsKept() throws Exception {
    byte[] body = bytes(300_000);
    String upload = lead.created(body.length, "filename", "broken.tif");
    try (Socket socket = sending(upload, 0, body.length)) {
      socket.getOutputStream().write(body, 0, 123_456);
      socket.getOutputStream().flush();
      while (lead.offset(upload) < 123_456) {
        Thread.sleep(20);
      }
    }
    lead.patch(upload, 123_456, Arrays.copyOfRange(body, 123_456, body.length)).expect(204);
    Path original = originals().resolve(hex("SHA-256", body).substring(0, 2));
    followed(lead.job(upload));
    assertThat(original.resolve(hex("SHA-256", body))).hasBinaryContent(body);
  }

  @Test
  void anUploadIsItsMakersAlone() throws Exception {
    String upload = lead.created(1_000, "filename", "mine.tif");
    String random = lead.uploads + "/" + UUID.randomUUID();
    TusClient annotator = TusClient.as(node, "annotator");
    assertThat(annotator.create(5, "filename", "a.tif").status()).isEqualTo(403);
    assertThat(annotator.patch(upload, 0, bytes(5)).status()).isEqualTo(403);
    assertThat(lead.patch(random, 0, bytes(5)).status()).isEqualTo(404);
    assertThat(new RawClient(node.base()).send("HEAD", upload, new byte[0]).status())
        .isEqualTo(401);
    assertThat(lead.offset(upload)).isZero();
  }

  @Test
  void whatOneMayNotSeeIsRefusedBeforeItsFirstByte() throws Exception {
    ApiClient.Answer bad = lead.create(5, "filename", "a.tif", "mark", "NO SUCH MARK");
    assertThat(bad.status()).isEqualTo(422);
  }

  @Test
  void aGivenUpUploadIsGoneWithItsBytes() throws Exception {
    String upload = lead.created(1_000, "filename", "gone.tif");
    lead.patch(upload, 0, bytes(500)).expect(204);
    lead.send("DELETE", upload, new byte[0]).expect(204);
    assertThat(lead.send("HEAD", upload, new byte[0]).status()).isEqualTo(404);
    assertThat(lead.patch(upload, 500, bytes(5)).status()).isEqualTo(404);
    assertThat(lead.send("DELETE", upload, new byte[0]).status()).isEqualTo(404);
    assertThat(arrivals()).doesNotContain(upload.substring(upload.lastIndexOf('/') + 1));
  }

  @Test
  void anUploadThatNobodyGoesOnWithExpires() throws Exception {
    String upload = lead.created(1_000, "filename", "late.tif");
    lead.patch(upload, 0, bytes(500)).expect(204);
    String id = upload.substring(upload.lastIndexOf('/') + 1);
    TicketHolder errand = node.node.errands.of(Errand.UPLOADS);
    node.node
        .database
        .as(errand)
        .write(tx ->
            tx.handle()
                .execute(
                    "update content.upload set expires_at = now() - interval '1 minute' where id ="
                        + " ?",
                    UUID.fromString(id)));
    node.node.uploads.expire(errand);
    assertThat(lead.send("HEAD", upload, new byte[0]).status()).isEqualTo(404);
    assertThat(arrivals()).doesNotContain(id);
    assertThat(new SceneUpload(node).events("upload.expired"))
        .extracting(Event::facts)
        .extracting(facts -> facts.get("name"))
        .contains("late.tif");
  }

  @Test
  void theCallersUnfinishedUploadsAreListed() throws Exception {
    String upload = lead.created(1_000, "filename", "listed.tif");
    lead.patch(upload, 0, bytes(10)).expect(204);
    JsonNode list = lead.send("GET", lead.uploads, new byte[0]).expect(200).json().get("uploads");
    assertThat(list)
        .anySatisfy(one -> {
          assertThat(one.get("url").asText()).isEqualTo(upload);
          assertThat(one.get("offset").asLong()).isEqualTo(10);
        });
  }

  /** A request whose body is still to be written. */
  private static Socket sending(String upload, long offset, long length) throws Exception {
    return request(upload, offset, "Content-Length: " + length);
  }

  private static String chunked(String upload, long offset, int length) throws Exception {
    try (Socket socket = request(upload, offset, "Transfer-Encoding: chunked")) {
      OutputStream out = socket.getOutputStream();
      out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes(length));
      out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return status(socket);
    }
  }

  private static Socket request(String upload, long offset, String length) throws Exception {
    String cookie =
        new RawClient(node.base())
            .session("lead", node.password("lead"))
            .expect(200)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .split(";")[0];
    Socket socket = new Socket("127.0.0.1", node.server.port());
    String head =
        """
        PATCH %s HTTP/1.1
        Host: 127.0.0.1
        Cookie: %s
        X-Graticule: 1
        Tus-Resumable: 1.0.0
        Content-Type: %s
        Upload-Offset: %d
        %s

        """
            .formatted(upload, cookie, TusClient.BYTES, offset, length)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String status(Socket socket) throws Exception {
    socket.setSoTimeout(10_000);
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static JsonNode followed(String job) throws Exception {
    return SceneUpload.states(node.as("lead"), job).getLast();
  }

  private static Path originals() {
    return node.settings.scenes().resolve("originals");
  }

  private static List<String> arrivals() throws Exception {
    try (var files = Files.list(node.settings.scenes().resolve("arrivals"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private static String base64(String algorithm, byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest(bytes));
  }
}

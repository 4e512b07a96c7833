package org.graticule.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.graticule.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * Sends files to a server elsewhere, in pieces with checksums (tus 1.0.0), as the owner of an API
 * token. A lost connection is waited for; a file that was begun earlier goes on where it was. Not
 * thread-safe.
 */
final class RemoteUpload implements AutoCloseable {
  private static final int PIECE = 8 << 20;
  private static final int ATTEMPTS = 12;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI server;
  private final String token;

  RemoteUpload(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** The id of a project that is given by name or id. */
  String project(String nameOrId) {
    if (nameOrId.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      return nameOrId;
    }
    for (JsonNode project : json(send("GET", "/api/v1/projects", Map.of(), null)).get("projects")) {
      if (project.get("name").asText().equals(nameOrId)) {
        return project.get("id").asText();
      }
    }
    throw new IllegalStateException("no project is called \"" + nameOrId + "\" there");
  }

  /**
   * Sends an image and what belongs to it.
   *
   * @param files the image last
   * @param sent told how many bytes of them all are there
   * @return the job they became
   */
  String upload(String project, List<Path> files, Optional<String> mark, LongConsumer sent)
      throws IOException {
    String bundle = bundle(files);
    Optional<String> job = Optional.empty();
    long before = 0;
    for (Path file : files) {
      long start = before;
      job = upload(project, file, bundle, files.size(), mark, at -> sent.accept(start + at));
      before += Files.size(file);
    }
    return job.orElseThrow(() -> new IllegalStateException("the server made no job of it"));
  }

  private Optional<String> upload(
      String project, Path file, String bundle, int files, Optional<String> mark, LongConsumer sent)
      throws IOException {
    String uploads = "/api/v1/projects/" + project + "/uploads";
    String name = file.getFileName().toString();
    long length = Files.size(file);
    String url = null;
    for (JsonNode one : json(send("GET", uploads, Map.of(), null)).get("uploads")) {
      boolean same =
          !one.has("job")
              && one.get("name").asText().equals(name)
              && one.get("length").asLong() == length
              && one.path("bundle").asText().equals(bundle);
      url = same ? one.get("url").asText() : url;
    }
    if (url == null) {
      Map<String, String> metadata = new LinkedHashMap<>();
      metadata.put("filename", name);
      metadata.put("bundle", bundle);
      metadata.put("files", Integer.toString(files));
      mark.ifPresent(banner -> metadata.put("mark", banner));
      HttpResponse<byte[]> made =
          send(
              "POST",
              uploads,
              Map.of("Upload-Length", Long.toString(length), "Upload-Metadata", encoded(metadata)),
              null);
      url = made.headers().firstValue("Location").orElseThrow();
    }
    return pieces(url, file, length, sent);
  }

  /** Asks how far it is, sends on from there, and asks again whenever that is not clear. */
  private Optional<String> pieces(String url, Path file, long length, LongConsumer sent)
      throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      int failures = 0;
      while (true) {
        HttpResponse<byte[]> standing = send("HEAD", url, Map.of(), null);
        long at = standing.headers().firstValueAsLong("Upload-Offset").orElseThrow();
        sent.accept(at);
        if (at >= length) {
          return standing.headers().firstValue("Graticule-Job");
        }
        try {
          while (at < length) {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, length - at));
            while (piece.hasRemaining() && in.read(piece, at + piece.position()) >= 0) {
              // Until the piece is full.
            }
            at = patch(url, at, piece.array());
            sent.accept(at);
            failures = 0;
          }
        } catch (IOException | Refused e) {
          boolean passes = !(e instanceof Refused refused) || refused.passes();
          if (!passes || ++failures > ATTEMPTS) {
            throw e;
          }
          rest(failures);
        }
      }
    }
  }

  private long patch(String url, long at, byte[] piece) throws IOException {
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/offset+octet-stream",
            "Upload-Offset",
            Long.toString(at),
            "Upload-Checksum",
            "sha256 " + Base64.getEncoder().encodeToString(sha256(piece)));
    return once("PATCH", url, headers, piece)
        .headers()
        .firstValueAsLong("Upload-Offset")
        .orElseThrow();
  }

  /** How a job stands. */
  JsonNode job(String id) {
    return json(send("GET", "/api/v1/jobs/" + id, Map.of(), null));
  }

  /** An answer that is no success. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    /** Whether asking for the offset and going on from there may help. */
    boolean passes() {
      return status == 409 || status == 460 || status == 429 || status >= 502 && status <= 504;
    }
  }

  /** As {@link #once}, patiently. */
  private HttpResponse<byte[]> send(
      String method, String path, Map<String, String> headers, byte @Nullable [] body) {
    for (int failures = 1; ; failures++) {
      try {
        return once(method, path, headers, body);
      } catch (IOException e) {
        if (failures > ATTEMPTS) {
          throw new IllegalStateException(server + " cannot be reached: " + e.getMessage(), e);
        }
        rest(failures);
      } catch (Refused e) {
        if (failures > ATTEMPTS || !e.passes() || e.status == 409) {
          throw e;
        }
        rest(failures);
      }
    }
  }

  private HttpResponse<byte[]> once(
      String method, String path, Map<String, String> headers, byte @Nullable [] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofMinutes(5))
            .header("Authorization", "Bearer " + token)
            .header("Tus-Resumable", "1.0.0")
            .header("X-Graticule", "1");
    headers.forEach(request::header);
    request.method(
        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 == 2) {
        return response;
      }
      throw new Refused(response.statusCode(), said(response));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the same command goes on later", e);
    }
  }

  private static String said(HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    try {
      JsonNode problem = Json.MAPPER.readTree(body);
      return problem.path("detail").asText() + " [" + problem.path("code").asText() + "]";
    } catch (IOException e) {
      return "the server answers " + response.statusCode();
    }
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("the server answers no JSON", e);
    }
  }

  /** The same files, unchanged, have the same name for what they make together. */
  private static String bundle(List<Path> files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(file.toAbsolutePath())
          .append(' ')
          .append(Files.size(file))
          .append(' ')
          .append(Files.getLastModifiedTime(file))
          .append('\n');
    }
    byte[] digest = sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    return "c-" + HexFormat.of().formatHex(digest, 0, 16);
  }

  private static String encoded(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .map(pair ->
            pair.getKey()
                + " "
                + Base64.getEncoder()
                    .encodeToString(pair.getValue().getBytes(StandardCharsets.UTF_8)))
        .collect(Collectors.joining(","));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void rest(int failures) {
    try {
      Thread.sleep(Math.min(10_000, 250L << failures));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the same command goes on later", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}

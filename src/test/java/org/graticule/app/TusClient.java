package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;

/** Speaks tus as a test wants it spoken: every header by hand. Not thread-safe. */
final class TusClient {
  static final String BYTES = "application/offset+octet-stream";

  private final RawClient raw;
  final String uploads;

  TusClient(URI base, String username, String password, String project) throws Exception {
    this.raw = new RawClient(base).signIn(username, password);
    this.uploads = "/api/v1/projects/" + project + "/uploads";
    raw.with("Content-Type", null).with("Tus-Resumable", "1.0.0");
  }

  static TusClient as(TestNode node, String username) throws Exception {
    return new TusClient(node.base(), username, node.password(username), node.project());
  }

  /** One request with these headers besides the usual. */
  ApiClient.Answer send(String method, String path, byte[] body, String... headers)
      throws Exception {
    return send(
        method,
        path,
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body),
        headers);
  }

  private ApiClient.Answer send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers)
      throws Exception {
    Map<String, String> more = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      more.put(headers[i], headers[i + 1]);
    }
    more.forEach(raw::with);
    try {
      return raw.send(method, path, body);
    } finally {
      more.keySet().forEach(name -> raw.with(name, null));
      raw.with("Tus-Resumable", "1.0.0");
    }
  }

  ApiClient.Answer create(long length, String... metadata) throws Exception {
    return send(
        "POST",
        uploads,
        new byte[0],
        "Upload-Length",
        Long.toString(length),
        "Upload-Metadata",
        metadata(metadata));
  }

  /** The address of a new upload. */
  String created(long length, String... metadata) throws Exception {
    return create(length, metadata).expect(201).headers().firstValue("Location").orElseThrow();
  }

  ApiClient.Answer patch(String upload, long offset, byte[] body, String... headers)
      throws Exception {
    return patch(upload, offset, HttpRequest.BodyPublishers.ofByteArray(body), headers);
  }

  /** Sends the first half at once, and the second not before the server is gone. */
  ApiClient.Answer patchHalf(
      String upload, long offset, byte[] body, CountDownLatch gone, String... headers)
      throws Exception {
    List<byte[]> halves =
        List.of(
            Arrays.copyOf(body, body.length / 2),
            Arrays.copyOfRange(body, body.length / 2, body.length));
    Iterable<byte[]> slowly =
        () ->
            halves.stream()
                .peek(half -> {
                  if (half == halves.getLast()) {
                    await(gone);
                  }
                })
                .iterator();
    return patch(
        upload,
        offset,
        HttpRequest.BodyPublishers.fromPublisher(
            HttpRequest.BodyPublishers.ofByteArrays(slowly), body.length),
        headers);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ApiClient.Answer patch(
      String upload, long offset, HttpRequest.BodyPublisher body, String... headers)
      throws Exception {
    String[] all = Arrays.copyOf(headers, headers.length + 4);
    all[headers.length] = "Upload-Offset";
    all[headers.length + 1] = Long.toString(offset);
    all[headers.length + 2] = "Content-Type";
    all[headers.length + 3] = BYTES;
    return send("PATCH", upload, body, all);
  }

  long offset(String upload) throws Exception {
    ApiClient.Answer answer = send("HEAD", upload, new byte[0]).expect(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    return Long.parseLong(answer.headers().firstValue("Upload-Offset").orElseThrow());
  }

  /** The job an upload became. */
  String job(String upload) throws Exception {
    return send("HEAD", upload, new byte[0])
        .expect(200)
        .headers()
        .firstValue("Graticule-Job")
        .orElseThrow();
  }

  static String metadata(String... pairs) {
    StringJoiner header = new StringJoiner(",");
    for (int i = 0; i < pairs.length; i += 2) {
      byte[] value = pairs[i + 1].getBytes(StandardCharsets.UTF_8);
      header.add(pairs[i] + " " + Base64.getEncoder().encodeToString(value));
    }
    return header.toString();
  }
}

package org.graticule.image.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signed requests to one bucket, repeated where the store or the way there falters. Thread-safe;
 * owns its connections.
 */
final class S3Requests implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3Requests.class);
  private static final int ATTEMPTS = 4;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI bucket;
  private final String folder;
  private final S3Signature signature;
  private final Clock clock;

  /**
   * @param bucket its address, ending in a slash
   * @param folder of the objects in it: empty, or ending in a slash
   */
  S3Requests(URI bucket, String folder, S3Signature signature, Clock clock) {
    this.bucket = bucket;
    this.folder = folder;
    this.signature = signature;
    this.clock = clock;
  }

  /** A part of a file in memory. */
  record Body(byte[] bytes, int length) {
    static final Body NONE = new Body(new byte[0], 0);
  }

  /**
   * @param name of the object: letters, digits, {@code . _ - /} only
   * @param query canonical, or empty
   * @return whatever the store answers below 500
   * @throws IOException where it answers nothing, or that it cannot, several times
   */
  HttpResponse<byte[]> send(
      String method, String name, String query, Map<String, String> headers, Body body)
      throws IOException {
    String at = bucket + folder + name + (query.isEmpty() ? "" : "?" + query);
    return send(method, URI.create(at), headers, body);
  }

  /**
   * Asks the bucket itself.
   *
   * @param query canonical
   */
  HttpResponse<byte[]> list(String query) throws IOException {
    URI uri = URI.create(bucket.toString().replaceAll("/$", "") + "?" + query);
    HttpResponse<byte[]> response = send("GET", uri, Map.of(), Body.NONE);
    if (response.statusCode() != 200) {
      throw refused("GET", uri.getPath(), response);
    }
    return response;
  }

  private HttpResponse<byte[]> send(String method, URI uri, Map<String, String> headers, Body body)
      throws IOException {
    String name = uri.getPath();
    String hash = S3Signature.sha256(body.bytes(), 0, body.length());
    IOException last = new IOException("never asked");
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LONGEST);
        signature.headers(method, uri, Map.of(), hash, clock.instant()).forEach(request::header);
        headers.forEach(request::header);
        HttpResponse<byte[]> response =
            http.send(
                request
                    .method(
                        method,
                        body.length() == 0
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofByteArray(body.bytes(), 0, body.length()))
                    .build(),
                BodyHandlers.ofByteArray());
        if (response.statusCode() < 500 && response.statusCode() != 429) {
          return response;
        }
        last = refused(method, name, response);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } catch (IOException e) {
        last = e;
      }
      LOG.warn("{} {} (attempt {}): {}", method, name, attempt, last.getMessage());
      rest(attempt);
    }
    throw last;
  }

  /** What the store said, in short, for the operator. */
  static IOException refused(String method, String name, HttpResponse<byte[]> response) {
    String said = new String(response.body(), StandardCharsets.UTF_8);
    return new IOException(
        "the store answers %d to %s %s: %s"
            .formatted(
                response.statusCode(),
                method,
                name,
                said.length() > 300 ? said.substring(0, 300) : said));
  }

  private static void rest(int attempt) throws IOException {
    try {
      Thread.sleep(100L << attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}

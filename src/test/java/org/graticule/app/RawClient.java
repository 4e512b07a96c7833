package org.graticule.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.graticule.http.Json;

/**
 * Sends whatever a test wants to send: any method, any headers, any bytes. Has a thread until it is
 * closed or forgotten. Not thread-safe.
 */
final class RawClient implements AutoCloseable {
  private final HttpClient http;
  private final URI base;
  private final Map<String, String> headers = new LinkedHashMap<>();

  RawClient(URI base) {
    this(base, builder().build());
  }

  /** Over TLS, trusting and showing what the context does. */
  RawClient(URI base, SSLContext tls) {
    this(base, builder().sslContext(tls).build());
  }

  private RawClient(URI base, HttpClient http) {
    this.http = http;
    this.base = base;
    headers.put("X-Graticule", "1");
    headers.put("Content-Type", "application/json");
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5));
  }

  /** With this header on every request from here on; null takes it off. */
  RawClient with(String name, @org.jspecify.annotations.Nullable String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  RawClient signIn(String username, String password) throws IOException, InterruptedException {
    return with(
        "Cookie",
        session(username, password)
            .expect(200)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .split(";")[0]);
  }

  /** An attempt to sign in, whatever comes of it. */
  ApiClient.Answer session(String username, String password)
      throws IOException, InterruptedException {
    return send(
        "POST",
        "/api/v1/session",
        Json.write(
            Map.of("username", username, "password", password, "notice_acknowledged", true)));
  }

  ApiClient.Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, new byte[0]);
  }

  ApiClient.Answer send(String method, String path, String json)
      throws IOException, InterruptedException {
    return send(method, path, json.getBytes(StandardCharsets.UTF_8));
  }

  ApiClient.Answer send(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    return send(
        method,
        path,
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
  }

  ApiClient.Answer send(String method, String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            request(path).method(method, body).build(), HttpResponse.BodyHandlers.ofByteArray());
    return new ApiClient.Answer(response.statusCode(), response.body(), response.headers());
  }

  /** The answer as it comes, for one that has no end of its own. */
  InputStream open(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    headers.forEach(request::header);
    return request;
  }

  @Override
  public void close() {
    http.close();
  }
}

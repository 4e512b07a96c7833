package org.graticule.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.graticule.http.Json;
import org.jspecify.annotations.Nullable;

/** One person's session over HTTP, as any client has it. Not thread-safe. */
final class ApiClient {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private @Nullable String cookie;

  ApiClient(URI base) {
    this.base = base;
  }

  /** A status with the body, parsed where it is JSON. */
  record Answer(int status, byte[] body, HttpHeaders headers) {
    JsonNode json() {
      try {
        return Json.MAPPER.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException("not JSON: " + text(), e);
      }
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * @throws IllegalStateException with the answer, where the status is another
     */
    Answer expect(int wanted) {
      if (status != wanted) {
        throw new IllegalStateException("expected " + wanted + ", got " + status + ": " + text());
      }
      return this;
    }
  }

  ApiClient signIn(String username, String password) throws IOException, InterruptedException {
    Answer answer =
        post(
                "/api/v1/session",
                Map.of("username", username, "password", password, "notice_acknowledged", true))
            .expect(200);
    cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    return this;
  }

  Answer get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Answer post(String path, Object body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body))));
  }

  Answer upload(String path, Path file) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofFile(file)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("X-Graticule", "1");
    return cookie == null ? request : request.header("Cookie", cookie);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.body(), response.headers());
  }
}

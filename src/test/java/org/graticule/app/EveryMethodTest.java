package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graticule.app.RouteMatrix.Place;
import org.graticule.http.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every path with every method, by somebody who would like a page of HTML. */
final class EveryMethodTest {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO");

  /** Of what an error may show of the inside. */
  private static final String INSIDE =
      "(?s).*(\\bat [a-z]+\\.[\\w.$]+\\(|[a-z]Exception\\b|org\\.graticule|java\\.|io\\.vertx"
          + "|(?i:select .* from |insert into |PSQL|constraint)).*";

  @TempDir private static Path folder;
  private static MatrixWorld world;
  private static Place there;

  @BeforeAll
  static void open() throws Exception {
    world = new MatrixWorld(folder);
    there = world.open();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lead", "annotator", "admin", "auditor", "officer"})
  void noneFailsAndEachRefusalIsAProblemWithACode(String username) throws Exception {
    TreeSet<String> paths = new TreeSet<>();
    for (Route route : world.node.node.routes("test")) {
      paths.add(route.path());
    }
    assertThat(paths).hasSizeGreaterThan(100);
    String cookie = username.isEmpty() ? "" : cookie(username);
    List<Callable<Void>> sweeps = new ArrayList<>();
    for (String method : METHODS) {
      sweeps.add(() -> {
        for (String path : paths) {
          // Nobody else loses their session by what this does to its own.
          boolean own = path.contains("session");
          ask(method, path, own && !username.isEmpty() ? cookie(username) : cookie);
        }
        return null;
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> sweep : threads.invokeAll(sweeps)) {
        sweep.get();
      }
    }
  }

  /** What is there is read; what is not is changed. */
  private static void ask(String method, String path, String cookie) throws Exception {
    Map<String, String> nowhere = new HashMap<>();
    for (String name : there.parameters().keySet()) {
      nowhere.put(name, UUID.randomUUID().toString());
    }
    boolean reads = List.of("GET", "HEAD").contains(method);
    Place place = reads ? there : new Place(nowhere);
    String asked = method + " " + path;
    ApiClient.Answer answer;
    // Thousands of clients that nobody closes would starve each other of the processor.
    try (RawClient client = new RawClient(world.node.base()).with("Accept", "text/html")) {
      if (!cookie.isEmpty()) {
        client.with("Cookie", cookie);
      }
      answer = client.send(method, place.in(path), reads ? "" : "{}");
    } catch (IOException e) {
      throw new AssertionError(asked + " was not answered", e);
    }
    assertThat(answer.status()).as(asked).isLessThan(500);
    if (answer.status() < 400) {
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("");
    boolean spoken = path.contains("/wmts");
    assertThat(type).as(asked).isIn("application/problem+json", spoken ? "application/xml" : "");
    assertThat(answer.text()).as(asked).doesNotMatch(INSIDE);
    if (!method.equals("HEAD") && !type.contains("xml")) {
      assertThat(answer.json().get("code").asText()).as(asked).matches("[a-z0-9]+(-[a-z0-9]+)*");
      assertThat(answer.json().get("status").asInt()).as(asked).isEqualTo(answer.status());
    }
  }

  private static String cookie(String username) throws Exception {
    try (RawClient client = new RawClient(world.node.base())) {
      return client
          .session(username, world.node.password(username))
          .expect(200)
          .headers()
          .firstValue("Set-Cookie")
          .orElseThrow()
          .split(";")[0];
    }
  }
}

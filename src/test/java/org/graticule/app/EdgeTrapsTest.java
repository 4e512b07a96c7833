package org.graticule.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ready-made handlers of a web framework get wrong, and this edge must not. */
final class EdgeTrapsTest {
  private static TestNode node;

  @BeforeAll
  static void open() {
    node = new TestNode();
  }

  @AfterAll
  static void close() {
    node.close();
  }

  /** A token against forgery that changes with each answer lets one of two saves fail. */
  @Test
  void savesInParallelOfOnePageDoNotConflict() throws Exception {
    String cookie = cookie("lead");
    List<CompletableFuture<Integer>> saves = new ArrayList<>();
    IntStream.range(0, 16)
        .forEach(i ->
            saves.add(
                CompletableFuture.supplyAsync(() -> {
                  try {
                    return new RawClient(node.base())
                        .with("Cookie", cookie)
                        .send("POST", "/api/v1/tokens", "{\"name\":\"parallel " + i + "\"}")
                        .status();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                })));
    assertThat(saves).extracting(CompletableFuture::join).containsOnly(201);
  }

  /** A session store that drops what changed on a refusal would forget that somebody is there. */
  @Test
  void aRefusedRequestNeitherEndsNorRenewsTheSession() throws Exception {
    RawClient viewer = new RawClient(node.base()).with("Cookie", cookie("viewer"));
    for (String path : List.of("/api/v1/accounts", "/api/v1/nothing", "/api/v1/audit/events")) {
      ApiClient.Answer answer = viewer.get(path);
      assertThat(answer.status()).isGreaterThanOrEqualTo(400);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      viewer.get("/api/v1/session").expect(200);
    }
  }

  @Test
  void everyCookieIsOutOfReachOfScriptsAndOfOtherSites() throws Exception {
    ApiClient.Answer in = node.as("lead").get("/api/v1/session").expect(200);
    assertThat(in.headers().allValues("Set-Cookie")).isEmpty();
    ApiClient.Answer fresh =
        new RawClient(node.base()).session("lead", node.password("lead")).expect(200);
    assertThat(fresh.headers().allValues("Set-Cookie"))
        .hasSize(1)
        .allMatch(cookie -> cookie.contains("HTTPOnly") && cookie.contains("SameSite=Strict"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.git/config",
        "/.env",
        "/assets/.hidden.js",
        "/.well-known/../.env",
        "/assets/..%2f..%2forg/graticule/http/openapi.yaml",
        "/org/graticule/db/migration/V1__house.sql",
        "/assets/x%2F..%2Findex.html"
      })
  void noFileIsServedThatIsNotOfThePage(String path) throws Exception {
    ApiClient.Answer answer = new RawClient(node.base()).get(path);
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    new RawClient(node.base()).get("/").expect(200);
  }

  @Test
  void aFormIsNoJsonAndItsFieldsAreNoParameters() throws Exception {
    RawClient form =
        new RawClient(node.base()).with("Content-Type", "application/x-www-form-urlencoded");
    String fields = "username=lead&password=" + node.password("lead") + "&notice_acknowledged=true";
    form.send("POST", "/api/v1/session", fields).expect(415);
    RawClient auditor =
        new RawClient(node.base())
            .with("Cookie", cookie("auditor"))
            .with("Content-Type", "application/x-www-form-urlencoded");
    // A limit out of range would be refused if the body were read as a parameter.
    auditor.send("GET", "/api/v1/audit/events", "limit=nonsense").expect(200);
    auditor.get("/api/v1/audit/events?limit=nonsense").expect(400);
  }

  private static String cookie(String username) throws Exception {
    return new RawClient(node.base())
        .session(username, node.password(username))
        .expect(200)
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .split(";")[0];
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v1/about HTTP/9.x, 400",
    "GET /api/v1/about%, 400",
    "'GET /api/v1/about HTTP/1.2\r\nHost: here', 400",
    "'GET /api/v1/about HTTP/0.9\r\nHost: here', 400",
    "'GET /api/v1/about HTTP/2.0\r\nHost: here', 400",
    "GET /api/v1/about HTTP/1.1, 400",
    "'GET /api/v1/about HTTP/1.1\r\nHost: a b', 400",
    "GET /LONG HTTP/1.1, 414",
    "'GET / HTTP/1.1\r\nX-Long: LONG', 431",
    "'GET / HTTP/1.1\r\nBad Name: x', 400",
    "'GET / HTTP/1.1\r\nContent-Length: -1', 400",
  })
  void whatIsNoHttpIsAnsweredWithWhatProtectsABrowser(String sent, int status) throws Exception {
    String answer;
    try (Socket socket = new Socket(node.base().getHost(), node.base().getPort())) {
      String text = sent.replace("\\r\\n", "\r\n").replace("LONG", "x".repeat(40_000));
      socket.getOutputStream().write((text + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
      answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
    assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
    assertThat(answer.toLowerCase(Locale.ROOT))
        .contains(
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "cache-control: no-store",
            "content-type: application/problem+json")
        .doesNotContain("xxxx");
  }
}

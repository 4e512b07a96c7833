package org.graticule.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that only somebody with a socket and bad intentions sends. */
final class HostileRequestsTest {
  private static final String POST =
      "POST /api/v1/session HTTP/1.1\r\nHost: here\r\nX-Graticule: 1\r\n"
          + "Content-Type: application/json\r\n";

  private static TestNode node;

  @BeforeAll
  static void open() {
    node = new TestNode();
  }

  @AfterAll
  static void close() {
    node.close();
  }

  /** Nothing that follows is read as a request of its own. */
  private static String once(String request) throws Exception {
    String answer =
        RawSocket.send(
            node.base(), request + "GET /api/v1/smuggled HTTP/1.1\r\nHost: here\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 ").containsOnlyOnce("HTTP/1.1 ");
    assertThat(answer)
        .contains("application/problem+json", "Content-Security-Policy: default-src 'none'");
    return answer;
  }

  private static void expect(String answer, int status, String code) {
    assertThat(answer)
        .containsPattern("^HTTP/1.[01] " + status + " ")
        .contains("\"code\":\"" + code + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: \"chunked\"\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked;q=1\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "Content-Length: 2, 2\r\n\r\n{}",
        "Content-Length: +2\r\n\r\n{}",
        "Content-Length: 0x2\r\n\r\n{}",
        "Content-Length: 9223372036854775808\r\n\r\n{}",
        "Host: elsewhere\r\nContent-Length: 2\r\n\r\n{}",
        "Host: here\r\nContent-Length: 2\r\n\r\n{}",
        "X: a\nY: b\r\nContent-Length: 2\r\n\r\n{}",
        "X: a\rY: b\r\nContent-Length: 2\r\n\r\n{}",
      })
  void whatTwoReadersMayFrameDifferentlyIsReadByNone(String rest) throws Exception {
    expect(once(POST + rest), 400, "bad-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2\n{}\r\n0\r\n\r\n",
        "2;a\nxx\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        "zz\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
      })
  void chunksThatAreNoneAreTheCallersFaultAndEndTheConnection(String chunks) throws Exception {
    expect(once(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks), 400, "bad-body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2e%2e%2f",
        "%2e",
        "..%2f",
        "..%5c",
        "%5c",
        "\\",
        "%00",
        "%0d%0a",
        "%7f",
        "%252e",
        "%25%30%30",
        "%c0%ae%c0%ae/",
        "%e0%80%ae",
        "%f0%80%80%af",
        "%ed%a0%80",
        "%ff",
        "%",
        "%z1",
        "%u002e",
        "a/../b",
        "..;/x",
        "a/.;x=1/b",
        "assets/x%2F..%2Findex.html",
        "assets/%2e%2e/index.html",
        "api/v1/projects/%2e%2e",
        "\u00ff",
      })
  void noPathCanBeReadInTwoWays(String path) throws Exception {
    String answer =
        RawSocket.send(
            node.base(), "GET /" + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    expect(answer, 400, "bad-path");
    new RawClient(node.base()).get("/").expect(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET file:///etc/passwd, 400, bad-path",
    "GET here:80, 400, bad-path",
    "OPTIONS *, 400, bad-path",
    "GET http://elsewhere/../x, 400, bad-path",
    "GET http://elsewhere/api/v1/session, 401, not-signed-in",
    "CONNECT elsewhere:443, 405, method-not-allowed",
    "TRACE /, 405, method-not-allowed",
    "TRACE *, 405, method-not-allowed",
    "FOO /api/v1/about, 405, method-not-allowed",
    "FOO /api/v1/nothing, 405, method-not-allowed",
    "FOO /assets/nothing.js, 405, method-not-allowed",
    "POST /, 405, method-not-allowed",
    "DELETE /scenes/1, 405, method-not-allowed",
    "POST /api/v1/nothing, 404, not-found",
    "GET /api/v1/audit/events?actor=%, 400, bad-query",
    "GET /api/v1/audit/events?actor=%ff, 400, bad-query",
    "GET /api/v1/stac/search?ids=a%00, 400, bad-query",
  })
  void aTargetOrMethodThatIsNotOursIsRefused(String line, int status, String code)
      throws Exception {
    String answer =
        RawSocket.send(node.base(), line + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    expect(answer, status, code);
    assertThat(answer.contains("\r\nAllow: ")).isEqualTo(status == 405);
  }

  @ParameterizedTest
  @CsvSource({
    "65536, 0, 0, 414, uri-too-long",
    "9, 131072, 0, 431, header-too-large",
    "9, 1, 1000, 431, header-too-large"
  })
  void whatIsTooLongSaysSo(int line, int value, int headers, int status, String code)
      throws Exception {
    String many = "X: " + "y".repeat(value) + "\r\n";
    String answer =
        RawSocket.send(
            node.base(),
            "GET /"
                + "x".repeat(line)
                + " HTTP/1.1\r\nHost: here\r\n"
                + (headers == 0 ? many : many.repeat(headers))
                + "\r\n");
    expect(answer, status, code);
  }

  @Test
  void aPackedBodyIsNotUnpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[1 << 20]);
    }
    String head =
        POST + "Content-Encoding: gzip\r\nConnection: close\r\nContent-Length: %d\r\n\r\n";
    String answer =
        RawSocket.send(node.base(), head.formatted(packed.size()) + packed.toString(ISO_8859_1));
    expect(answer, 415, "encoded-body");
  }

  /** The one test that waits: a save may take half a minute to arrive and no longer. */
  @Test
  void aBodyThatDoesNotArriveIsNotWaitedFor() throws Exception {
    String answer =
        RawSocket.send(node.base(), POST + "Connection: close\r\nContent-Length: 10\r\n\r\n{");
    expect(answer, 408, "slow-body");
  }

  /** Nothing here speaks WebSocket: whoever asks for it gets a page, and no frame is read. */
  @Test
  void noConnectionBecomesAnotherProtocol() throws Exception {
    String upgrade =
        "Host: here\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: https://evil.example\r\n";
    for (String path : new String[] {"/", "/ws", "/api/v1/about", "/api/v1/session"}) {
      String answer =
          RawSocket.send(
              node.base(),
              "GET "
                  + path
                  + " HTTP/1.1\r\n"
                  + upgrade
                  + "Connection: Upgrade\r\n\r\n"
                  + "GET /api/v1/about HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("HTTP/1.1 101");
      assertThat(answer).contains("HTTP/1.1 200 OK");
      assertThat(answer).doesNotContain("Sec-WebSocket-Accept");
    }
  }

  /** Their bodies are held until they are whole, all of them together within bounds. */
  @Test
  void manyLargeBodiesAtOnceDoNotFillTheMemory() throws Exception {
    String head = POST + "Content-Length: 2000000\r\n\r\n{\"username\": \"" + "x".repeat(1_900_000);
    List<Socket> held = new ArrayList<>();
    int refused = 0;
    try {
      for (int i = 0; i < 12; i++) {
        Socket socket = new Socket(node.base().getHost(), node.base().getPort());
        held.add(socket);
        socket.setSoTimeout(2_000);
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        try {
          refused +=
              new String(socket.getInputStream().readNBytes(12), ISO_8859_1).endsWith("503")
                  ? 1
                  : 0;
        } catch (SocketTimeoutException e) {
          // It is waited for.
        }
      }
      assertThat(refused).isGreaterThan(4);
      new RawClient(node.base()).session("nobody", "x").expect(401);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void aDocumentThatReadersDifferOnIsReadByNone() throws Exception {
    byte[] overlong = {'{', '"', 'n', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};
    byte[] surrogate = {
      '{', '"', 'n', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'
    };
    List<byte[]> bodies =
        List.of(
            overlong,
            surrogate,
            "{\"name\":\"x\"}".getBytes(UTF_16LE),
            "{\"name\":\"\\ud800\"}".getBytes(UTF_8),
            "{\"name\":\"\\udc00\\ud800\"}".getBytes(UTF_8),
            "{\"\\ud800\":1}".getBytes(UTF_8),
            "{\"name\":\"a\\u0000\"}".getBytes(UTF_8),
            "{\"name\":\"a\",\"name\":\"b\"}".getBytes(UTF_8),
            "{\"name\":\"a\"}{}".getBytes(UTF_8),
            "{\"name\":NaN}".getBytes(UTF_8),
            "/**/{\"name\":\"a\"}".getBytes(UTF_8),
            "{\"actions\":[null],\"name\":\"a\"}".getBytes(UTF_8),
            ("{\"name\":1" + "0".repeat(100_000) + "}").getBytes(UTF_8));
    RawClient lead = new RawClient(node.base()).signIn("lead", node.password("lead"));
    for (byte[] body : bodies) {
      ApiClient.Answer answer = lead.send("POST", "/api/v1/tokens", body);
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }
    for (String deep : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
      ApiClient.Answer answer = lead.send("POST", "/api/v1/tokens", deep);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().get("code").asText()).isEqualTo("nesting-too-deep");
    }
    // A pair is one character, and a name may have it.
    lead.send("POST", "/api/v1/tokens", "{\"name\":\"\\ud83d\\ude00 [\\\\\"}").expect(201);
  }

  @Test
  void whatIsWrongIsNamedWithoutMarkup() throws Exception {
    String evil = "<img src=x onerror=alert(1)>&'";
    String escaped = URLEncoder.encode(evil, UTF_8);
    RawClient auditor =
        new RawClient(node.base())
            .signIn("auditor", node.password("auditor"))
            .with("Accept", "text/html");
    List<ApiClient.Answer> answers =
        List.of(
            auditor.get("/api/v1/audit/events?limit=" + escaped),
            auditor.get("/api/v1/audit/events?" + escaped + "=1"),
            auditor.get("/api/v1/audit/events?from=" + escaped),
            auditor.get("/api/v1/" + escaped.replace("+", "%20")),
            auditor.send("POST", "/api/v1/audit/searches", "{\"" + evil + "\":1}"));
    for (ApiClient.Answer answer : answers) {
      assertThat(answer.status()).isBetween(400, 422);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.text()).doesNotContain("<", ">", "&", "'");
    }
    assertThat(answers.getFirst().json().get("detail").asText()).contains("<img src=x");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/audit/events?owner.email=~%5Ea, 422, unknown-field",
    "/api/v1/audit/looks?a.b%5B0%5D=1, 422, unknown-field",
    "/api/v1/audit/alerts?T(java.lang.Runtime)=1, 422, unknown-field",
    "/api/v1/audit/events?to=%2B999999999-12-31T23:59:59Z, 400, bad-time",
    "/api/v1/audit/export?from=-5000-01-01T00:00:00Z, 400, bad-time",
    "/api/v1/stac/search?datetime=0000-01-01T00:00:00Z, 400, bad-time",
  })
  void aFilterThatNobodyHasIsRefused(String path, int status, String code) throws Exception {
    RawClient auditor = new RawClient(node.base()).signIn("auditor", node.password("auditor"));
    ApiClient.Answer answer = auditor.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"name\":null,\"query\":\"type=x\"}", "{\"name\":\"x\"}"})
  void aSearchWithoutNameOrQueryIsNotKept(String body) throws Exception {
    RawClient auditor = new RawClient(node.base()).signIn("auditor", node.password("auditor"));
    auditor.send("POST", "/api/v1/audit/searches", body).expect(422);
  }
}

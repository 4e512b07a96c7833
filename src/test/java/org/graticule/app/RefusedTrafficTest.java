package org.graticule.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that reach no route are on the log, by where they came from. */
final class RefusedTrafficTest {
  private static final String HEAD = " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n";
  private static final int TIMES = 20;

  private static TestNode node;

  @BeforeAll
  static void open() {
    node = new TestNode();
  }

  @AfterAll
  static void close() {
    node.close();
  }

  @Test
  void whatCannotBeReadIsToldWithAFirstReasonAndACountAndDoesNotFillTheLog() throws Exception {
    List<String> requests =
        List.of(
            "GET /a/%2e%2e/b" + HEAD + "\r\n",
            "GET /x HTTP/9.x\r\n\r\n",
            "GET /api/v1/session?a=%ff" + HEAD + "\r\n",
            "TRACE /api/v1/about" + HEAD + "\r\n",
            "GET /" + "x".repeat(20_000) + HEAD + "\r\n",
            "POST /api/v1/session" + HEAD + "Host: there\r\nContent-Length: 2\r\n\r\n{}",
            "POST /api/v1/session"
                + HEAD
                + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /api/v1/session"
                + HEAD
                + "X-Graticule: 1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
    for (int i = 0; i < TIMES; i++) {
      for (String request : requests) {
        assertThat(RawSocket.send(node.base(), request)).containsPattern("^HTTP/1.[01] 4");
      }
    }
    JsonNode first = refused().get(refused().size() - 1);
    assertThat(first.at("/facts/code").asText()).isEqualTo("bad-path");
    assertThat(first.at("/facts/path").asText()).isEqualTo("/a/%2e%2e/b");
    assertThat(first.at("/facts/method").asText()).isEqualTo("GET");
    assertThat(first.get("source").asText()).isEqualTo("127.0.0.1");
    assertThat(first.get("outcome").asText()).isEqualTo("FAILED");

    // A stop does not wait for the end of the minute.
    node.restart();
    int count = 0;
    JsonNode events = refused();
    for (JsonNode event : events) {
      count += event.at("/facts/count").asInt();
    }
    assertThat(count).isEqualTo(TIMES * requests.size());
    assertThat(events.size()).isBetween(2, TIMES);
  }

  @Test
  void whoeverIsSignedInIsNamed() throws Exception {
    RawClient viewer = new RawClient(node.base()).signIn("viewer", node.password("viewer"));
    viewer.send("POST", "/api/v1/tokens", "{\"name\":").expect(400);
    viewer.get("/api/v1/nothing").expect(404);
    JsonNode events =
        node.as("auditor")
            .get("/api/v1/audit/events?type=traffic.refused&actor=viewer")
            .expect(200)
            .json()
            .get("events");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).at("/facts/code").asText()).isEqualTo("bad-json");
  }

  /** Of those whom nobody knows, newest first. */
  private static JsonNode refused() throws Exception {
    return node.as("auditor")
        .get("/api/v1/audit/events?limit=500&type=traffic.refused&actor=-")
        .expect(200)
        .json()
        .get("events");
  }
}

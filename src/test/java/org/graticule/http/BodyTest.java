package org.graticule.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;

/** Bodies as they arrive, over a real connection. */
final class BodyTest {
  private static final int ROOM = 200_000;
  private static final int HALF = 150_000;

  private final BodyRoom room = new BodyRoom(ROOM);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Takes each body, gives its room back with the answer, and reads on as the edge does. */
  private void take(Vertx vertx, HttpServerRequest request) {
    request.pause();
    BodyRoom.Taken taken = room.taken();
    Body.read(vertx, request, 10L * ROOM, taken, fault -> {})
        .onFailure(e -> {
          taken.giveBack();
          request.response().setStatusCode(503).end(((Fault) e).code());
        });
    request.end().onSuccess(v -> ended.complete(null));
  }

  @Test
  void whatArrivesOfARefusedBodyTakesNoRoom() throws Exception {
    Vertx vertx = Vertx.vertx();
    BodyRoom.Taken another = room.taken();
    assertThat(another.grow(ROOM - HALF / 2)).isTrue();
    try {
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(request -> take(vertx, request))
              .listen(0, "127.0.0.1")
              .await(10, TimeUnit.SECONDS);
      try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
        socket.setSoTimeout(20_000);
        byte[] half = "x".repeat(HALF).getBytes(ISO_8859_1);
        String head = "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: " + 2 * HALF + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        socket.getOutputStream().write(half);
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("too-many-bodies")) {
          int read = socket.getInputStream().read();
          assertThat(read).as(answer.toString()).isNotNegative();
          answer.append((char) read);
        }
        assertThat(answer.toString()).startsWith("HTTP/1.1 503 ");
        socket.getOutputStream().write(half);
        ended.get(20, TimeUnit.SECONDS);
      }
      another.giveBack();
      assertThat(room.taken().grow(ROOM)).isTrue();
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}

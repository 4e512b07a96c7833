package org.graticule.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;

/**
 * Answers what is no HTTP, or more of it than is read: it reaches no route, and its answer has the
 * form and the headers of every other. Thread-safe.
 */
record Unreadable(SecurityHeaders headers) implements Handler<HttpServerRequest> {
  /** The router would refuse it with nothing but a status. */
  static boolean lacksHost(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1 && request.authority() == null;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    int status =
        cause instanceof TooLongHttpLineException
            ? 414
            : cause instanceof TooLongHttpHeaderException ? 431 : 400;
    headers.put(request.response().headers());
    Reply.Value problem =
        Problem.of(status, "bad-request", "The request cannot be read.", Map.of());
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", Problem.TYPE)
        .putHeader("Connection", "close")
        .end(Buffer.buffer(Json.write(problem.value())))
        .onComplete(sent -> request.connection().close());
  }
}

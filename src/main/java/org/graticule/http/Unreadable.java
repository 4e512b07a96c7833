package org.graticule.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.graticule.audit.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no HTTP, or more of it than is read: it reaches no route, and its answer has the
 * form and the headers of every other. Confined to an event loop.
 */
final class Unreadable implements Handler<HttpServerRequest> {
  private final SecurityHeaders headers;
  private final Refusals refusals;
  private final Proxies proxies;

  /** Nothing more is read from them. */
  private final Set<HttpConnection> leaving = Collections.newSetFromMap(new WeakHashMap<>());

  Unreadable(SecurityHeaders headers, Refusals refusals, Proxies proxies) {
    this.headers = headers;
    this.refusals = refusals;
    this.proxies = proxies;
  }

  /** Whether this came behind a request after which nothing counts; it gets no answer. */
  boolean isPast(HttpServerRequest request) {
    return !leaving.isEmpty() && leaving.contains(request.connection());
  }

  @Override
  public void handle(HttpServerRequest request) {
    // Its method and path are not what was sent.
    refuse(request, refusal(request.decoderResult().cause()), null);
  }

  private static RequestForm.Refusal refusal(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException e ->
          new RequestForm.Refusal(414, "uri-too-long", "The first line is longer than is read.");
      case TooLongHttpHeaderException e ->
          new RequestForm.Refusal(431, "header-too-large", "The headers are longer than is read.");
      case null, default ->
          new RequestForm.Refusal(400, "bad-request", "The request cannot be read.");
    };
  }

  /**
   * Answers, and hangs up where what follows cannot be told from what came before.
   *
   * @param path for the log
   */
  void refuse(HttpServerRequest request, RequestForm.Refusal refusal, @Nullable String path) {
    if (isPast(request)) {
      return;
    }
    Origin by = Origin.unknown("-", proxies.source(request));
    refusals.note(by, request, path, refusal.code());
    headers.put(request.response().headers());
    Reply.Value problem = Problem.of(refusal.status(), refusal.code(), refusal.detail(), Map.of());
    HttpServerResponse response =
        request.response().setStatusCode(refusal.status()).putHeader("Content-Type", Problem.TYPE);
    if (refusal.status() == 405) {
      response.putHeader("Allow", String.join(", ", RequestForm.METHODS));
    }
    Buffer body = Buffer.buffer(Json.write(problem.value()));
    if (request.version() == HttpVersion.HTTP_2) {
      // Other requests of the connection are not to blame.
      response.end(body);
      return;
    }
    leaving.add(request.connection());
    response
        .putHeader("Connection", "close")
        .end(body)
        .onComplete(sent -> request.connection().close());
  }
}

package org.graticule.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.audit.EventDraft;
import org.graticule.audit.Origin;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends answers. Thread-safe; every method must be called on the request's event loop. A denial is
 * on the log before the caller hears of it.
 */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private static final long PATIENCE_MILLIS = 10_000;
  private static final String BEGUN = "begun";

  /** In which nearly everything is found, or not. */
  private static final long STEP_NANOS = 20_000_000;

  private final AuditLog log;
  private final Clock clock;
  private final Proxies proxies;
  private final Refusals refusals;
  private final FaultForm form;

  /** How a protocol writes a fault down. */
  @FunctionalInterface
  public interface FaultForm {
    Reply of(int status, Fault fault);
  }

  Answers(AuditLog log, Clock clock, Proxies proxies, Refusals refusals) {
    this(log, clock, proxies, refusals, (status, fault) -> Problem.of(fault));
  }

  private Answers(AuditLog log, Clock clock, Proxies proxies, Refusals refusals, FaultForm form) {
    this.log = log;
    this.clock = clock;
    this.proxies = proxies;
    this.refusals = refusals;
    this.form = form;
  }

  /** The same, with faults in the form of another protocol. */
  public Answers as(FaultForm other) {
    return new Answers(
        log,
        clock,
        proxies,
        refusals,
        (status, fault) -> Problem.hinted(other.of(status, fault), fault));
  }

  /** Whether what is answered can be put on the log now. */
  boolean canBeLogged() {
    return log.takesEvents();
  }

  /** Completes when the last byte has left, or none will any more. */
  public Future<Void> send(RoutingContext context, Reply reply) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      if (reply instanceof Reply.OneTimeFile o) {
        context.vertx().fileSystem().delete(o.path().toString());
      }
      return Future.succeededFuture();
    }
    hearOut(context);
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    return switch (reply) {
      case Reply.Value v ->
          response
              .putHeader("Content-Type", v.type())
              .end(
                  Buffer.buffer(
                      v.type().equals(Problem.TYPE)
                          ? Json.writeInert(v.value())
                          : Json.write(v.value())));
      case Reply.Bytes b ->
          response.putHeader("Content-Type", b.type()).end(Buffer.buffer(b.bytes()));
      case Reply.File f ->
          response
              .putHeader("Content-Type", f.type())
              .sendFile(f.path().toString())
              .onFailure(e -> LOG.warn("a file could not be sent: {}", e.getMessage()));
      case Reply.FilePart p ->
          response
              .putHeader("Content-Type", p.type())
              .sendFile(p.path().toString(), p.range().from(), p.range().length())
              .onFailure(e -> LOG.warn("a file could not be sent: {}", e.getMessage()));
      case Reply.OneTimeFile o ->
          response
              .putHeader("Content-Type", o.type())
              .sendFile(o.path().toString())
              .onFailure(e -> LOG.warn("a file could not be sent: {}", e.getMessage()))
              .onComplete(v -> context.vertx().fileSystem().delete(o.path().toString()));
      case Reply.Empty e -> response.end();
    };
  }

  /**
   * Answers a failure: a fault as its problem, anything else as an opaque 500 that the server's own
   * log explains.
   */
  public void fail(
      RoutingContext context, @Nullable Subject subject, Action action, Throwable thrown) {
    if (thrown instanceof HttpClosedException || thrown instanceof StreamResetException) {
      // The caller has gone: there is nobody to answer.
      return;
    }
    if (!(thrown instanceof Fault fault)) {
      LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), thrown);
      send(
          context,
          Problem.of(
              500, "internal", "Something went wrong here; the operator can see what.", Map.of()));
      return;
    }
    if (fault.deniedBy().isEmpty()) {
      // A broken body is told of where it breaks, and again where somebody waits for it.
      if (isForFormOrAmount(fault) && !context.response().ended()) {
        refusals.note(
            origin(context, subject), context.request(), context.request().path(), fault.code());
      }
      tell(context, fault);
      return;
    }
    Context loop = context.vertx().getOrCreateContext();
    denial(context, subject, action, fault)
        .whenComplete((sequence, failure) ->
            loop.runOnContext(v -> tell(context, failure == null ? fault : unlogged())));
  }

  /** What nobody who means well and knows the contract sends. */
  private static boolean isForFormOrAmount(Fault fault) {
    return switch (fault.kind()) {
      case MALFORMED, TOO_LARGE, UNSUPPORTED, TIMEOUT, RATE -> true;
      case UNAVAILABLE -> fault.code().equals(Body.TOO_MANY);
      case UNAUTHENTICATED,
          FORBIDDEN,
          NOT_FOUND,
          CONFLICT,
          PRECONDITION,
          RANGE,
          UNACCEPTABLE,
          CHECKSUM,
          STORAGE ->
          false;
    };
  }

  /** Refuses a request that no route has seen; the log hears of it. */
  void refuse(RoutingContext context, RequestForm.Refusal refusal, Map<String, String> headers) {
    HttpServerRequest request = context.request();
    refusals.note(origin(context, null), request, request.path(), refusal.code());
    Reply reply = Problem.of(refusal.status(), refusal.code(), refusal.detail(), Map.of());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    send(context, reply);
  }

  /** Notes when a request came in. */
  static void begin(RoutingContext context) {
    context.put(BEGUN, System.nanoTime());
  }

  /**
   * What is hidden takes the database a little longer than what is absent, so that neither is told
   * before a step of time is over.
   */
  private void tell(RoutingContext context, Fault fault) {
    Long begun = context.get(BEGUN);
    if (fault.kind() != Fault.Kind.NOT_FOUND || begun == null) {
      send(context, told(fault));
      return;
    }
    ContextInternal loop = (ContextInternal) context.vertx().getOrCreateContext();
    long rest = STEP_NANOS - (System.nanoTime() - begun) % STEP_NANOS;
    loop.nettyEventLoop()
        .schedule(
            () -> loop.runOnContext(v -> send(context, told(fault))), rest, TimeUnit.NANOSECONDS);
  }

  /** Breaks an answer off that is on its way; why is on the log. */
  void cut(RoutingContext context, Subject subject, Action action, Fault fault) {
    if (context.request().version() == HttpVersion.HTTP_2) {
      context.response().reset();
    } else {
      context.request().connection().close();
    }
    denial(context, subject, action, fault);
  }

  private Reply told(Fault fault) {
    return form.of(Problem.status(fault.kind()), fault);
  }

  /**
   * A caller who is still sending hears an early answer only if we go on reading; for a while, then
   * we hang up.
   */
  private static void hearOut(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean body =
        request.headers().contains("Content-Length")
            || request.headers().contains("Transfer-Encoding");
    if (!body || request.isEnded()) {
      return;
    }
    request.handler(ignored -> {});
    request.resume();
    context
        .vertx()
        .setTimer(
            PATIENCE_MILLIS,
            t -> {
              if (!request.isEnded()) {
                request.connection().close();
              }
            });
  }

  private CompletableFuture<Long> denial(
      RoutingContext context, @Nullable Subject subject, Action action, Fault fault) {
    Origin origin = origin(context, subject);
    String path = context.normalizedPath();
    Event event =
        new EventDraft("access.denied", origin)
            .outcome(Event.Outcome.DENIED)
            .fact("action", action.name())
            .fact("rule", fault.deniedBy().orElse("-"))
            .fact("method", context.request().method().name())
            .fact("path", path.length() > 200 ? path.substring(0, 200) : path)
            .at(clock);
    return log.append(event);
  }

  private Origin origin(RoutingContext context, @Nullable Subject subject) {
    return subject != null
        ? subject.origin()
        : Origin.unknown("-", proxies.source(context.request()));
  }

  /** What a caller hears when the log cannot take an event. */
  public static Fault unlogged() {
    return Fault.unavailable(
        "audit-unavailable", "The audit log cannot take an event, so nothing is answered.");
  }
}

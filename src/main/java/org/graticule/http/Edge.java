package org.graticule.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.graticule.access.Action;
import org.graticule.access.ApiTokens;
import org.graticule.access.Session;
import org.graticule.access.Sessions;
import org.graticule.access.Strength;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Leads each request through the same steps: headers, cross-site check, who asks, body, work,
 * answer. One per event loop; all state it shares is thread-safe.
 */
final class Edge {
  private static final long BODY_LIMIT = 16L << 20;

  /** Of callers whom nobody knows yet. */
  private static final long OPEN_BODY_LIMIT = 2L << 20;

  private final Vertx vertx;
  private final Sessions sessions;
  private final ApiTokens tokens;
  private final Strength strength;
  private final Gate gate;
  private final Gate bodies;
  private final Answers answers;
  private final Proxies proxies;
  private final CrossSite crossSite;
  private final SecurityHeaders headers;
  private final Unreadable unreadable;
  private final BodyRoom room;
  private final BodyRoom openRoom;
  private final WebPage page;
  private final Path uploads;

  Edge(
      Vertx vertx,
      Sessions sessions,
      ApiTokens tokens,
      Strength strength,
      Gate gate,
      Gate bodies,
      Answers answers,
      Proxies proxies,
      CrossSite crossSite,
      SecurityHeaders headers,
      Unreadable unreadable,
      BodyRoom room,
      BodyRoom openRoom,
      WebPage page,
      Path uploads) {
    this.vertx = vertx;
    this.sessions = sessions;
    this.tokens = tokens;
    this.strength = strength;
    this.gate = gate;
    this.bodies = bodies;
    this.answers = answers;
    this.proxies = proxies;
    this.crossSite = crossSite;
    this.headers = headers;
    this.unreadable = unreadable;
    this.room = room;
    this.openRoom = openRoom;
    this.page = page;
    this.uploads = uploads;
  }

  /** Past the router where a request can be, through it otherwise. */
  Handler<HttpServerRequest> handler(List<Route> routes, HotPath hot) {
    Router router = router(routes);
    return request -> {
      if (unreadable.isPast(request)) {
        return;
      }
      boolean mayBeShort = request.method() == HttpMethod.GET && proxies.admits(request);
      RequestForm.Refusal refusal = RequestForm.frame(request);
      if (refusal != null) {
        unreadable.refuse(request, refusal, request.path());
      } else if (!mayBeShort || !hot.serve(new Arrival(request, router))) {
        router.handle(request);
      }
    };
  }

  /** A request before it is routed. */
  private final class Arrival implements HotPath.Request {
    private final HttpServerRequest request;
    private final Router router;

    Arrival(HttpServerRequest request, Router router) {
      this.request = request;
      this.router = router;
    }

    @Override
    public HttpServerRequest http() {
      return request;
    }

    @Override
    public Optional<Subject> subject() {
      Optional<ApiKey> key = ApiKey.of(request);
      return key.isPresent()
          ? tokens.known(key.get().secret(), proxies.source(request))
          : HostCookie.SESSION.of(request).flatMap(this::strong);
    }

    /** The ordinary way tells those who are too weak for tiles. */
    private Optional<Subject> strong(String token) {
      Optional<Subject> known = sessions.known(token);
      return strength.asksFor(Action.TILE_READ)
          ? known.filter(subject -> sessions.session(token).filter(strength::strong).isPresent())
          : known;
    }

    @Override
    public void putHeaders() {
      headers.put(request.response().headers());
    }

    @Override
    public void takeOrdinaryWay() {
      router.handle(request);
    }
  }

  private Router router(List<Route> routes) {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(context -> {
          Answers.begin(context);
          headers.put(context.response().headers());
          RequestForm.Refusal refusal = RequestForm.address(context.request());
          if (!proxies.admits(context.request())) {
            answers.fail(context, null, Action.PUBLIC, plain());
          } else if (refusal != null) {
            answers.refuse(context, refusal, Map.of());
          } else {
            context.next();
          }
        });
    Map<String, TreeSet<String>> methods = new TreeMap<>();
    for (Route route : routes) {
      String path = route.path().replaceAll("\\{(\\w+)}", ":$1");
      router.route(route.method(), path).handler(context -> enter(context, route));
      methods.computeIfAbsent(path, p -> new TreeSet<>()).add(route.method().name());
    }
    methods.forEach((path, allowed) ->
        router.route(path).handler(context -> methodNotAllowed(context, allowed)));
    router.route().handler(this::elsewhere);
    router.errorHandler(400, c -> answers.refuse(c, RequestForm.BAD_PATH, Map.of()));
    router.errorHandler(500, c -> answers.fail(c, null, Action.PUBLIC, c.failure()));
    return router;
  }

  /** Answers a body whose frame is broken; what comes of it later finds that done. */
  private Consumer<Fault> atOnce(RoutingContext context, Route route) {
    return fault -> answers.fail(context, null, route.action(), fault);
  }

  private void enter(RoutingContext context, Route route) {
    // Until somebody reads the body.
    context.request().exceptionHandler(e -> Body.broken(e, atOnce(context, route)));
    context.response().headers().addAll(route.headers());
    Duration delay = route.delay().apply(proxies.source(context.request()));
    if (delay.isZero()) {
      identify(context, route);
    } else {
      context.request().pause();
      vertx.setTimer(delay.toMillis(), t -> identify(context, route));
    }
  }

  private void identify(RoutingContext context, Route route) {
    try {
      ApiKey.refuseInUrl(context.request());
      Optional<ApiKey> key = ApiKey.of(context.request());
      if (key.isPresent()) {
        key.get().check(context.request(), crossSite);
        enterByToken(context, route, key.get().secret());
      } else {
        crossSite.check(context.request());
        enterBySession(context, route, HostCookie.SESSION.of(context.request()));
      }
    } catch (Fault fault) {
      answers.fail(context, null, route.action(), fault);
    }
  }

  private void enterBySession(RoutingContext context, Route route, Optional<String> token) {
    if (token.isEmpty()) {
      admit(context, route, Optional.empty());
      return;
    }
    Optional<Subject> known = sessions.known(token.get());
    if (known.isPresent()) {
      admitSession(context, route, token.get(), known);
      return;
    }
    context.request().pause();
    aside(
        context,
        route,
        null,
        () -> sessions.find(token.get()),
        subject -> admitSession(context, route, token.get(), subject));
  }

  /** A session may be too weak for what is asked. */
  private void admitSession(
      RoutingContext context, Route route, String token, Optional<Subject> subject) {
    try {
      if (subject.isPresent() && strength.asksFor(route.action())) {
        Session session = sessions.session(token).orElseThrow(Edge::justForgotten);
        strength.require(session, List.of(route.action()));
      }
      admit(context, route, subject);
    } catch (Fault weak) {
      answers.fail(context, subject.orElse(null), route.action(), weak);
    }
  }

  /** A token that is offered must be good, even where none is needed. */
  private void enterByToken(RoutingContext context, Route route, String secret) {
    String source = proxies.source(context.request());
    Optional<Subject> known = tokens.known(secret, source);
    if (known.isPresent()) {
      admit(context, route, known);
      return;
    }
    context.request().pause();
    aside(
        context,
        route,
        null,
        () -> tokens.find(secret, source).orElseThrow(Edge::badToken),
        subject -> admit(context, route, Optional.of(subject)));
  }

  /** The policy moved between two looks at the same session. */
  private static Fault justForgotten() {
    return Fault.unavailable("policy-moved", "The access policy has just changed; ask again.");
  }

  private static Fault plain() {
    return Fault.forbidden(
            "plain-http", "Plain HTTP is taken from this machine and its proxies only.")
        .deniedBy("plain-http");
  }

  private static Fault badToken() {
    return new Fault(
            Fault.Kind.UNAUTHENTICATED, "bad-token", "The token is unknown, expired or revoked.")
        .deniedBy("token");
  }

  private void admit(RoutingContext context, Route route, Optional<Subject> subject) {
    if (subject.isEmpty() && route.action() != Action.PUBLIC) {
      answers.fail(
          context,
          null,
          route.action(),
          new Fault(Fault.Kind.UNAUTHENTICATED, "not-signed-in", "Sign in first.")
              .deniedBy("no-session"));
      return;
    }
    if (route.needsLog() && !answers.canBeLogged()) {
      answers.fail(context, subject.orElse(null), route.action(), Answers.unlogged());
      return;
    }
    perform(context, route, subject.orElse(null));
  }

  private void perform(RoutingContext context, Route route, @Nullable Subject subject) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    Fault unfit = route.unfit(context);
    if (unfit != null) {
      answers.fail(context, subject, route.action(), unfit);
      return;
    }
    switch (route.work()) {
      case Route.Direct direct -> direct.work().answer(context, subject, answers);
      case Route.Blocking blocking -> {
        context.request().pause();
        boolean open = route.action() == Action.PUBLIC;
        long limit = open ? OPEN_BODY_LIMIT : BODY_LIMIT;
        BodyRoom.Taken taken = (open ? openRoom : room).taken();
        context.addEndHandler(answered -> taken.giveBack());
        Body.read(vertx, context.request(), limit, taken, atOnce(context, route))
            .onSuccess(body -> work(context, route, subject, blocking.work(), body, null))
            .onFailure(e -> answers.fail(context, subject, route.action(), e));
      }
      case Route.Upload upload -> receive(context, route, subject, upload.work());
      case Route.Stream stream -> take(context, route, subject, stream.work());
    }
  }

  private void receive(
      RoutingContext context, Route route, @Nullable Subject subject, Route.UploadWork upload) {
    context.request().pause();
    Call call = new Call(context, subject, proxies, new byte[0], null);
    Path file = uploads.resolve(UUID.randomUUID() + ".part");
    aside(
        context,
        route,
        subject,
        () -> upload.admit(call),
        limit ->
            Body.store(vertx, context.request(), file, limit, atOnce(context, route))
                .onSuccess(
                    stored -> work(context, route, subject, upload::answer, new byte[0], stored))
                .onFailure(e -> {
                  discard(file);
                  answers.fail(context, subject, route.action(), e);
                }));
  }

  private void take(
      RoutingContext context, Route route, @Nullable Subject subject, Route.StreamWork work) {
    context.request().pause();
    Call call = new Call(context, subject, proxies, new byte[0], null);
    aside(
        bodies,
        context,
        route,
        subject,
        () -> unchecked(() -> work.admit(call)),
        inflow ->
            new BodyStream(
                    context.request(),
                    inflow,
                    bodies,
                    vertx.getOrCreateContext(),
                    atOnce(context, route))
                .run()
                .onSuccess(reply -> answers.send(context, reply))
                .onFailure(e -> answers.fail(context, subject, route.action(), e)));
  }

  private void work(
      RoutingContext context,
      Route route,
      @Nullable Subject subject,
      Route.BlockingWork work,
      byte[] body,
      @Nullable Path upload) {
    Call call = new Call(context, subject, proxies, body, upload);
    aside(
        context,
        route,
        subject,
        () -> {
          try {
            return unchecked(() -> work.answer(call));
          } finally {
            if (upload != null) {
              discard(upload);
            }
          }
        },
        reply -> {
          Future<Void> sent = answers.send(context, reply);
          call.whileSending()
              .ifPresent(check ->
                  new Sending(
                          context,
                          route.action(),
                          answers,
                          gate,
                          who(context),
                          call.subject(),
                          check)
                      .until(sent));
        });
  }

  /** The caller as they will be. */
  private Sending.Who who(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<ApiKey> key = ApiKey.of(request);
    if (key.isPresent()) {
      String secret = key.get().secret();
      String source = proxies.source(request);
      return new Sending.Who(() -> tokens.known(secret, source), () -> tokens.find(secret, source));
    }
    Optional<String> session = HostCookie.SESSION.of(request);
    return new Sending.Who(
        () -> session.flatMap(sessions::known), () -> session.flatMap(sessions::find));
  }

  private static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> void aside(
      RoutingContext context,
      Route route,
      @Nullable Subject subject,
      Supplier<T> work,
      Consumer<T> then) {
    aside(gate, context, route, subject, work, then);
  }

  /** Runs blocking work behind a gate and comes back to the event loop. */
  private <T> void aside(
      Gate gate,
      RoutingContext context,
      Route route,
      @Nullable Subject subject,
      Supplier<T> work,
      Consumer<T> then) {
    Context loop = vertx.getOrCreateContext();
    try {
      gate.run(() -> {
        try {
          T value = work.get();
          loop.runOnContext(v -> then.accept(value));
        } catch (RuntimeException | Error e) {
          loop.runOnContext(v -> answers.fail(context, subject, route.action(), e));
        }
      });
    } catch (Fault busy) {
      answers.fail(context, subject, route.action(), busy);
    }
  }

  private void elsewhere(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean get = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    String path = context.normalizedPath();
    boolean api = path.startsWith("/api/") || path.startsWith("/health/");
    boolean there = !api && page.has(path);
    if (there && get) {
      page.serve(context);
    } else if (there) {
      methodNotAllowed(context, List.of("GET", "HEAD"));
    } else if (!RequestForm.METHODS.contains(request.method().name())) {
      methodNotAllowed(context, RequestForm.METHODS);
    } else {
      answers.send(context, Problem.of(Fault.notFound()));
    }
  }

  private void methodNotAllowed(RoutingContext context, Collection<String> allowed) {
    String methods = String.join(", ", allowed);
    answers.refuse(
        context,
        new RequestForm.Refusal(405, "method-not-allowed", "This path takes " + methods + "."),
        Map.of("Allow", methods));
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}

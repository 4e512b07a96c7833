package org.graticule.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.graticule.access.ApiTokens;
import org.graticule.access.Sessions;
import org.graticule.access.Strength;
import org.graticule.audit.AuditLog;
import org.graticule.config.Settings;
import org.graticule.http.tls.ServerTls;

/** The HTTP server: one verticle an event loop, all on one port. Owns Vert.x. */
public final class Server implements AutoCloseable {
  private static final int API_WIDTH = 32;
  private static final int API_QUEUE = 2_000;
  private static final int BODY_WIDTH = 16;

  /** Each is in memory up to three times: as it grows, as it was, and as it is handed on. */
  private static final long BODY_ROOM = 64L << 20;

  private static final long OPEN_BODY_ROOM = 8L << 20;
  private static final long REPORT_MILLIS = 5_000;

  private final Vertx vertx;
  private final List<Gate> gates;
  private final Refusals refusals;
  private final Optional<ServerTls> tls;
  private final int port;

  private Server(
      Vertx vertx, List<Gate> gates, Refusals refusals, Optional<ServerTls> tls, int port) {
    this.vertx = vertx;
    this.refusals = refusals;
    this.tls = tls;
    this.gates = gates;
    this.port = port;
  }

  /** Starts serving these routes; returns when the port is open. */
  public static Server start(
      Vertx vertx,
      Settings settings,
      Sessions sessions,
      ApiTokens tokens,
      AuditLog log,
      List<Route> routes,
      HotPath hot,
      Clock clock) {
    refuseDoubles(routes);
    Gate gate = new Gate("api", API_WIDTH, API_QUEUE);
    Gate bodies = new Gate("bodies", BODY_WIDTH, API_QUEUE);
    Optional<ServerTls> tls = ServerTls.open(vertx, settings.transport(), clock);
    Proxies proxies = new Proxies(settings.transport(), tls.flatMap(ServerTls::clients));
    Refusals refusals = new Refusals(log, clock);
    Answers answers = new Answers(log, clock, proxies, refusals);
    Strength strength = Strength.of(settings.signIn().strong(), settings.signIn().strongFor());
    CrossSite crossSite = new CrossSite(new Site(settings.publicUrl(), settings.scheme()));
    SecurityHeaders headers = new SecurityHeaders(settings.secure());
    BodyRoom room = new BodyRoom(BODY_ROOM);
    BodyRoom openRoom = new BodyRoom(OPEN_BODY_ROOM);
    WebPage page = new WebPage();
    int port = settings.port() == 0 ? freePort(settings.host()) : settings.port();
    try {
      Files.createDirectories(settings.uploads());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
    vertx
        .deployVerticle(
            () ->
                new VerticleBase() {
                  @Override
                  public Future<HttpServer> start() {
                    Unreadable unreadable = new Unreadable(headers, refusals, proxies);
                    Edge edge =
                        new Edge(
                            vertx,
                            sessions,
                            tokens,
                            strength,
                            gate,
                            bodies,
                            answers,
                            proxies,
                            crossSite,
                            headers,
                            unreadable,
                            room,
                            openRoom,
                            page,
                            settings.uploads());
                    return vertx
                        .createHttpServer(options(settings, tls, port))
                        .requestHandler(edge.handler(routes, hot))
                        .invalidRequestHandler(unreadable)
                        .connectionHandler(SpokenVersions::watch)
                        .listen();
                  }
                },
            new DeploymentOptions().setInstances(loops))
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    vertx.setPeriodic(REPORT_MILLIS, t -> refusals.report());
    return new Server(vertx, List.of(gate, bodies), refusals, tls, port);
  }

  /** The one Vert.x of a process. */
  public static Vertx vertx() {
    return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setDisableTCCL(true));
  }

  private static HttpServerOptions options(Settings settings, Optional<ServerTls> tls, int port) {
    HttpServerOptions options = plain(settings, port);
    return tls.map(t -> t.put(options)).orElse(options);
  }

  private static HttpServerOptions plain(Settings settings, int port) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(port)
        .setMaxInitialLineLength(8_192)
        .setMaxHeaderSize(32_768)
        .setMaxFormAttributeSize(8_192)
        .setHandle100ContinueAutomatically(true)
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true)
        .setReuseAddress(true)
        .setIdleTimeout(120)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  /** The verticles share one port, so it has to be known before the first of them listens. */
  private static int freePort(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseDoubles(List<Route> routes) {
    Set<String> seen = new HashSet<>();
    for (Route route : routes) {
      if (!seen.add(route.method() + " " + route.path())) {
        throw new IllegalStateException(route.method() + " " + route.path() + " is declared twice");
      }
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    gates.forEach(Gate::close);
    refusals.close();
    tls.ifPresent(ServerTls::close);
  }
}

package org.graticule.tile;

import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.graticule.access.Action;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.AuditLog;
import org.graticule.http.HotPath;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.image.cog.CogReader;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of the native grid whose scene, session and bytes are in memory: decide, append to the log,
 * and when the event is durable send the pages of the pyramid as they are, copied by nobody but the
 * kernel. Thread-safe.
 */
public final class HotTileRoutes implements HotPath {
  private static final CharSequence JPEG = HttpHeaders.createOptimized("image/jpeg");
  private static final CharSequence CREDENTIALS =
      HttpHeaders.createOptimized("Cookie, Authorization");

  private final SceneCatalogue catalogue;
  private final Policy policy;
  private final Marks marks;
  private final AuditLog log;
  private final Clock clock;

  public HotTileRoutes(
      SceneCatalogue catalogue, Policy policy, Marks marks, AuditLog log, Clock clock) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.marks = marks;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public boolean serve(Request request) {
    NativeTilePath path = NativeTilePath.parse(request.http().uri());
    if (path == null) {
      return false;
    }
    Subject subject = request.subject().orElse(null);
    Scene scene = subject == null ? null : catalogue.known(subject, path.scene()).orElse(null);
    CogReader pyramid = scene == null ? null : catalogue.openPyramid(scene).orElse(null);
    if (pyramid == null
        || (path.version() != NativeTilePath.ANY && path.version() != scene.revision())
        || !pyramid.pyramid().contains(path.z(), path.x(), path.y())) {
      return false;
    }
    if (!SeenTiles.known(scene, path.z(), path.x(), path.y())
        || !policy.shows(subject, Action.TILE_READ, scene.project(), scene.id(), scene.markId())) {
      return false;
    }
    Optional<ByteBuffer> tile = pyramid.resident(path.z(), path.x(), path.y());
    if (tile.isEmpty()) {
      return false;
    }
    answer(request, subject, scene, path, tile.get());
    return true;
  }

  private void answer(
      Request request, Subject subject, Scene scene, NativeTilePath path, ByteBuffer tile) {
    String etag = TileRoutes.etag(scene);
    boolean unchanged = etag.equals(request.http().getHeader(HttpHeaders.IF_NONE_MATCH));
    Context loop = Vertx.currentContext();
    CompletableFuture<Long> durable =
        log.append(TileRoutes.nativeTileRead(subject, scene, path.z(), path.x(), path.y()), clock);
    if (durable.isDone() && !durable.isCompletedExceptionally()) {
      send(request, scene, path, etag, unchanged ? null : tile);
      return;
    }
    durable.whenComplete((sequence, failure) ->
        loop.runOnContext(v -> {
          if (failure != null) {
            request.takeOrdinaryWay();
          } else {
            send(request, scene, path, etag, unchanged ? null : tile);
          }
        }));
  }

  private void send(
      Request request, Scene scene, NativeTilePath path, String etag, @Nullable ByteBuffer tile) {
    HttpServerRequest http = request.http();
    HttpServerResponse response = http.response();
    if (response.ended() || response.closed()) {
      return;
    }
    request.putHeaders();
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.ETAG, etag);
    headers.set(
        HttpHeaders.CACHE_CONTROL,
        TileRoutes.caching(marks, scene, path.version() != NativeTilePath.ANY));
    headers.set(HttpHeaders.VARY, CREDENTIALS);
    if (tile == null) {
      response.setStatusCode(304).end();
    } else {
      headers.set(HttpHeaders.CONTENT_TYPE, JPEG);
      response.end(BufferInternal.buffer(Unpooled.wrappedBuffer(tile)));
    }
  }
}

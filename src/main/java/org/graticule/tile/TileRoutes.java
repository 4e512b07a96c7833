package org.graticule.tile;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Marks;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.audit.TileRead;
import org.graticule.fault.Fault;
import org.graticule.http.Answers;
import org.graticule.http.Gate;
import org.graticule.http.Routes;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * Tiles of the native grid and thumbnails, the ordinary way: decide, read or draw away from the
 * event loop, append to the log, and send when the event is durable. What is in memory goes the
 * short way of {@link HotTileRoutes}.
 */
public final class TileRoutes implements Routes.Module {
  private static final String SCENE = "/api/v1/scenes/{scene}";

  private final SceneCatalogue catalogue;
  private final Thumbnails thumbnails;
  private final Policy policy;
  private final Marks marks;
  private final AuditLog log;
  private final Gate gate;
  private final Clock clock;

  /**
   * @param gate for rendering: as wide as there are cores
   */
  public TileRoutes(
      SceneCatalogue catalogue,
      Thumbnails thumbnails,
      Policy policy,
      Marks marks,
      AuditLog log,
      Gate gate,
      Clock clock) {
    this.catalogue = catalogue;
    this.thumbnails = thumbnails;
    this.policy = policy;
    this.marks = marks;
    this.log = log;
    this.gate = gate;
    this.clock = clock;
  }

  @Override
  public void addTo(Routes routes) {
    routes
        .direct(
            SCENE + "/tiles/{z}/{x}/{y}",
            Action.TILE_READ,
            (context, subject, answers) ->
                new Exchange(context, subject, answers).serve(this::nativeTile))
        .direct(
            SCENE + "/thumbnail",
            Action.TILE_READ,
            (context, subject, answers) ->
                new Exchange(context, subject, answers).serve(this::thumbnail));
  }

  /** Finds or renders what was asked, and says how the log names it. */
  @FunctionalInterface
  private interface Source {
    Picture picture(Scene scene, RoutingContext context);
  }

  private Picture nativeTile(Scene scene, RoutingContext context) {
    return SeenTiles.picture(
        scene,
        catalogue.pyramid(scene),
        new TilePlace(
            TileKey.NATIVE, whole(context, "z"), whole(context, "x"), whole(context, "y")));
  }

  private Picture thumbnail(Scene scene, RoutingContext context) {
    return thumbnails.render(scene);
  }

  /** One request for pixels, from decision to last byte. */
  private final class Exchange {
    private final RoutingContext context;
    private final Subject subject;
    private final Answers answers;
    private final Context loop;

    Exchange(RoutingContext context, @Nullable Subject subject, Answers answers) {
      if (subject == null) {
        throw new IllegalStateException("TILE_READ needs a subject");
      }
      this.context = context;
      this.subject = subject;
      this.answers = answers;
      this.loop = context.vertx().getOrCreateContext();
    }

    /** Leaves the event loop: what is in memory already has gone the short way before. */
    void serve(Source source) {
      try {
        UUID id = id(context);
        gate.run(() -> {
          try {
            Scene scene = catalogue.get(subject, Action.TILE_READ, id);
            requireShown(scene);
            requireVersion(scene);
            Picture picture = source.picture(scene, context);
            loop.runOnContext(v -> settle(() -> log(scene, picture)));
          } catch (RuntimeException | Error e) {
            loop.runOnContext(v -> fail(e));
          }
        });
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private void settle(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private void log(Scene scene, Picture picture) {
      // The caller's rights may have changed while it was read.
      requireShown(scene);
      String etag = etag(scene);
      boolean unchanged = etag.equals(context.request().getHeader("If-None-Match"));
      log.append(event(scene))
          .whenComplete((sequence, failure) ->
              loop.runOnContext(v -> {
                if (failure != null) {
                  fail(Answers.unlogged());
                } else {
                  send(scene, picture, etag, unchanged);
                }
              }));
    }

    private void requireShown(Scene scene) {
      policy.requireShown(subject, Action.TILE_READ, scene.project(), scene.id(), scene.markId());
    }

    private void requireVersion(Scene scene) {
      String version = context.queryParams().get("v");
      if (version != null && !version.equals(Integer.toString(scene.revision()))) {
        throw Fault.notFound();
      }
    }

    private Event event(Scene scene) {
      if (context.pathParam("z") == null) {
        return subject
            .event("thumbnail.read")
            .project(scene.project())
            .scene(scene.id())
            .mark(scene.markId())
            .fact("revision", scene.revision())
            .at(clock);
      }
      int z = whole(context, "z");
      int x = whole(context, "x");
      int y = whole(context, "y");
      return nativeTileRead(subject, scene, z, x, y).at(clock);
    }

    private void send(Scene scene, Picture picture, String etag, boolean unchanged) {
      HttpServerResponse response = context.response();
      if (response.ended() || response.closed()) {
        return;
      }
      MultiMap headers = response.headers();
      headers.set("ETag", etag);
      headers.set("Cache-Control", caching(marks, scene, context.queryParams().contains("v")));
      headers.set("Vary", "Cookie, Authorization");
      if (picture.isNothing()) {
        response.setStatusCode(204).end();
      } else if (unchanged) {
        response.setStatusCode(304).end();
      } else {
        headers.set("Content-Type", picture.type());
        response.end(Buffer.buffer(picture.bytes()));
      }
    }

    private void fail(Throwable thrown) {
      answers.fail(context, subject, Action.TILE_READ, thrown);
    }
  }

  /** What a client compares to know whether its copy is still the scene's. */
  static String etag(Scene scene) {
    String whole = "\"r" + scene.revision();
    return scene.part() == null ? whole + "\"" : whole + "-" + scene.seen() + "\"";
  }

  /**
   * Only what anyone signed in may see is kept by a browser; the caller's own cache at that. What
   * is seen through an area is not: the same address may mean more of it tomorrow.
   *
   * @param versioned whether the address names the revision, so that it never means other pixels
   */
  static String caching(Marks marks, Scene scene, boolean versioned) {
    if (scene.part() != null || !marks.isLowest(scene.markId())) {
      return "no-store";
    }
    return versioned ? "private, max-age=31536000, immutable" : "private, no-cache";
  }

  /** That somebody was given a tile of a scene's own grid. */
  static TileRead nativeTileRead(Subject subject, Scene scene, int z, int x, int y) {
    Map<String, Object> facts = Map.of("grid", TileKey.NATIVE, "revision", scene.revision());
    return new TileRead(
        subject.origin(), scene.project(), scene.id(), scene.markId(), facts, z, x, y);
  }

  private static UUID id(RoutingContext context) {
    try {
      return UUID.fromString(context.pathParam("scene"));
    } catch (IllegalArgumentException e) {
      throw Fault.notFound();
    }
  }

  private static int whole(RoutingContext context, String name) {
    String text = context.pathParam(name);
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw Fault.malformed("bad-number", name + " must be 0 to 2147483647");
  }
}

package org.graticule.tile;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.graticule.access.Action;
import org.graticule.access.Marks;
import org.graticule.access.Subject;
import org.graticule.audit.AuditLog;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.graticule.http.Answers;
import org.graticule.http.Gate;
import org.graticule.image.Scene;
import org.jspecify.annotations.Nullable;

/**
 * How every answer of rendered pixels goes: find, decide, draw, decide again, append to the log,
 * and send when the event is durable. Routes hand in what differs. Thread-safe.
 */
public final class RenderedRoutes {
  private final Gate gate;
  private final Marks marks;
  private final AuditLog log;

  /**
   * @param gate for looking things up in the database
   */
  public RenderedRoutes(Gate gate, Marks marks, AuditLog log) {
    this.gate = gate;
    this.marks = marks;
    this.log = log;
  }

  /**
   * One kind of request for pixels. All but {@link #find} run on the event loop.
   *
   * @param <T> what is shown
   */
  interface Reading<T> {
    /** What is shown, if that is in memory. */
    Optional<T> known();

    /** The same; may ask the database. */
    T find();

    /**
     * @throws Fault where the caller may not see it
     */
    void decide(T found);

    /** Changes with every pixel that could change. */
    String etag(T found);

    /** Begins to draw; refuses what cannot be drawn. */
    RenderPool.Ticket<Drawn> draw(T found);

    /**
     * @param drawn null where the caller has it already
     */
    Event event(T found, @Nullable Drawn drawn);

    /** Whether it is only part of what is there, for the area of whoever asks. */
    boolean partly(T found);

    /** The marks that decide whether a browser may keep it. */
    Collection<Integer> marks(T found);
  }

  /**
   * What was drawn.
   *
   * @param shown scenes that at least one pixel is of
   */
  record Drawn(Picture picture, List<Scene> shown) {}

  <T> void serve(
      RoutingContext context, @Nullable Subject subject, Answers answers, Reading<T> reading) {
    new Exchange<>(context, subject, answers, reading).begin();
  }

  /** One request, from decision to last byte. */
  private final class Exchange<T> {
    private final RoutingContext context;
    private final @Nullable Subject subject;
    private final Answers answers;
    private final Reading<T> reading;
    private final Context loop;

    Exchange(
        RoutingContext context, @Nullable Subject subject, Answers answers, Reading<T> reading) {
      this.context = context;
      this.subject = subject;
      this.answers = answers;
      this.reading = reading;
      this.loop = context.vertx().getOrCreateContext();
    }

    void begin() {
      settle(() -> {
        Optional<T> known = reading.known();
        if (known.isPresent()) {
          found(known.get());
          return;
        }
        gate.run(() -> {
          try {
            T found = reading.find();
            loop.runOnContext(v -> settle(() -> found(found)));
          } catch (RuntimeException | Error e) {
            loop.runOnContext(v -> fail(e));
          }
        });
      });
    }

    private void found(T found) {
      reading.decide(found);
      String etag = reading.etag(found);
      if (etag.equals(context.request().getHeader("If-None-Match"))) {
        log(found, null, etag);
        return;
      }
      RenderPool.Ticket<Drawn> ticket = reading.draw(found);
      context.response().closeHandler(v -> ticket.leave().run());
      ticket
          .result()
          .whenComplete((drawn, failure) ->
              loop.runOnContext(v ->
                  settle(() -> {
                    if (failure != null) {
                      fail(
                          failure instanceof CompletionException wrapped
                              ? wrapped.getCause()
                              : failure);
                    } else {
                      // The caller's rights may have changed while it was drawn.
                      reading.decide(found);
                      log(found, drawn, etag);
                    }
                  })));
    }

    private void log(T found, @Nullable Drawn drawn, String etag) {
      log.append(reading.event(found, drawn))
          .whenComplete((sequence, failure) ->
              loop.runOnContext(v -> {
                if (failure != null) {
                  fail(Answers.unlogged());
                } else {
                  send(found, drawn == null ? null : drawn.picture(), etag);
                }
              }));
    }

    private void send(T found, @Nullable Picture picture, String etag) {
      HttpServerResponse response = context.response();
      if (response.ended() || response.closed()) {
        return;
      }
      MultiMap headers = response.headers();
      headers.set("ETag", etag);
      headers.set("Cache-Control", caching(found));
      headers.set("Vary", "Cookie, Authorization");
      if (picture == null) {
        response.setStatusCode(304).end();
      } else if (picture.isNothing()) {
        response.setStatusCode(204).end();
      } else {
        headers.set("Content-Type", picture.type());
        response.end(Buffer.buffer(picture.bytes()));
      }
    }

    /** Only what anyone signed in may see is kept by a browser; the caller's own cache at that. */
    private String caching(T found) {
      if (reading.partly(found) || !reading.marks(found).stream().allMatch(marks::isLowest)) {
        return "no-store";
      }
      return context.queryParams().contains("v")
          ? "private, max-age=31536000, immutable"
          : "private, no-cache";
    }

    private void settle(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private void fail(Throwable thrown) {
      if (thrown instanceof CancellationException) {
        // Dropped because the caller has gone: there is nobody to answer.
        return;
      }
      answers.fail(context, subject, Action.TILE_READ, thrown);
    }
  }
}

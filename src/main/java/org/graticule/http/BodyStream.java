package org.graticule.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.function.Consumer;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Hands a body to an {@link Inflow} while it arrives: what comes in during one write is the next
 * write. Confined to the request's event loop; the inflow is called behind a gate.
 */
final class BodyStream {
  private static final int MOST_WAITING = 1 << 20;

  private final HttpServerRequest request;
  private final Inflow inflow;
  private final Gate gate;
  private final Context loop;
  private final Consumer<Fault> answer;
  private final Promise<Reply> done = Promise.promise();
  private Buffer waiting = Buffer.buffer();
  private boolean paused;
  private boolean working;
  private boolean ended;
  private @Nullable Throwable failure;

  BodyStream(
      HttpServerRequest request, Inflow inflow, Gate gate, Context loop, Consumer<Fault> answer) {
    this.request = request;
    this.inflow = inflow;
    this.gate = gate;
    this.loop = loop;
    this.answer = answer;
  }

  /** One call of the inflow; null where it has no answer yet. */
  private interface Step {
    @Nullable Reply run() throws IOException;
  }

  /** Runs to the end of the body; the request must be paused. */
  Future<Reply> run() {
    inflow.opened(() -> loop.runOnContext(v -> request.connection().close()));
    request.handler(this::arrived);
    request.exceptionHandler(e -> fail(Body.broken(e, answer)));
    request.endHandler(v -> {
      ended = true;
      next();
    });
    if (request.response().closed()) {
      fail(new HttpClosedException("the caller went away"));
    } else if (Body.declaredLength(request) > inflow.room()) {
      fail(Body.tooLarge(inflow.room()));
    } else {
      request.resume();
    }
    return done.future();
  }

  private void arrived(Buffer chunk) {
    if (failure == null) {
      waiting.appendBuffer(chunk);
      if (waiting.length() >= MOST_WAITING && !paused) {
        paused = true;
        request.pause();
      }
      next();
    }
  }

  private void fail(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
      next();
    }
  }

  /** Begins the next call of the inflow, if none is under way. */
  private void next() {
    if (working || done.future().isComplete()) {
      return;
    }
    if (failure != null) {
      step(() -> {
        inflow.broken();
        return null;
      });
    } else if (waiting.length() > 0) {
      byte[] piece = waiting.getBytes();
      waiting = Buffer.buffer();
      step(() -> {
        inflow.take(piece);
        return null;
      });
    } else if (ended) {
      step(inflow::end);
    }
  }

  private void step(Step step) {
    working = true;
    boolean last = failure != null;
    try {
      gate.run(() -> {
        try {
          Reply reply = step.run();
          loop.runOnContext(v -> went(reply, null, last));
        } catch (IOException | RuntimeException | Error e) {
          loop.runOnContext(v -> went(null, e, last));
        }
      });
    } catch (Fault busy) {
      // Nothing may be forgotten: what is broken is told so even where too many wait.
      loop.owner().setTimer(100, t -> went(null, busy, last));
    }
  }

  private void went(@Nullable Reply reply, @Nullable Throwable thrown, boolean last) {
    working = false;
    if (reply != null) {
      done.tryComplete(reply);
    } else if (last && thrown == null && failure != null) {
      done.tryFail(failure);
    } else {
      if (thrown != null && failure == null) {
        failure = thrown;
      }
      if (paused) {
        paused = false;
        request.resume();
      }
      next();
    }
  }
}

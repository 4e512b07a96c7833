package org.graticule.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamResetException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.graticule.fault.Fault;

/** Takes a request's body, bounded in size and time. The request must be paused. */
final class Body {
  /** Code of the refusal where all bodies together are too large. */
  static final String TOO_MANY = "too-many-bodies";

  private static final long SLOWEST_MILLIS = 30_000;

  /** Fewer bytes than these in that time, and a file is not waited for. */
  private static final long LEAST_BYTES = 16_384;

  private Body() {}

  /** Into memory. */
  static Future<byte[]> read(
      Vertx vertx,
      HttpServerRequest request,
      long limit,
      BodyRoom.Taken taken,
      Consumer<Fault> answer) {
    Promise<byte[]> done = Promise.promise();
    if (declaredLength(request) > limit) {
      return Future.failedFuture(tooLarge(limit));
    }
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            SLOWEST_MILLIS, t -> done.tryFail(slow("The body did not arrive within 30 s.")));
    request.handler(chunk -> {
      if (done.future().isComplete()) {
        // Refused already: it is let go by, and must take no room that nobody gives back.
        return;
      }
      if (body.length() + chunk.length() > limit) {
        done.tryFail(tooLarge(limit));
      } else if (!taken.grow(chunk.length())) {
        done.tryFail(Fault.unavailable(TOO_MANY, "Too many large bodies are arriving; ask again."));
      } else {
        body.appendBuffer(chunk);
      }
    });
    request.exceptionHandler(e -> done.tryFail(broken(e, answer)));
    request.endHandler(v -> done.tryComplete(body.getBytes()));
    request.resume();
    return done.future().onComplete(v -> vertx.cancelTimer(timer));
  }

  /** Into a file, at the pace of the disk. */
  static Future<Path> store(
      Vertx vertx, HttpServerRequest request, Path file, long limit, Consumer<Fault> answer) {
    if (declaredLength(request) > limit) {
      return Future.failedFuture(tooLarge(limit));
    }
    return vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
        .compose(out -> pump(vertx, request, out, limit, answer))
        .map(v -> file);
  }

  private static Future<Void> pump(
      Vertx vertx, HttpServerRequest request, AsyncFile out, long limit, Consumer<Fault> answer) {
    Promise<Void> done = Promise.promise();
    long[] taken = {0};
    long[] before = {0};
    long timer =
        vertx.setPeriodic(
            SLOWEST_MILLIS,
            t -> {
              if (taken[0] - before[0] < LEAST_BYTES) {
                done.tryFail(slow("Less than 16 KiB of the body arrived within 30 s."));
              }
              before[0] = taken[0];
            });
    request.handler(chunk -> {
      taken[0] += chunk.length();
      if (taken[0] > limit) {
        done.tryFail(tooLarge(limit));
        return;
      }
      out.write(chunk).onFailure(e -> done.tryFail(noRoom()));
      if (out.writeQueueFull()) {
        request.pause();
        out.drainHandler(v -> request.resume());
      }
    });
    request.exceptionHandler(e -> done.tryFail(broken(e, answer)));
    request.endHandler(v -> done.tryComplete());
    request.resume();
    return done.future()
        .onComplete(v -> vertx.cancelTimer(timer))
        .compose(v -> out.flush())
        .eventually(() -> out.close());
  }

  /**
   * What was thrown while a body came in, as a fault where it is one of its sender's.
   *
   * @param answer is told of such a fault at once: nobody can tell where the body ends, and the
   *     framework hangs up as soon as this returns
   */
  static Throwable broken(Throwable thrown, Consumer<Fault> answer) {
    if (thrown instanceof HttpClosedException || thrown instanceof StreamResetException) {
      return thrown;
    }
    Fault fault = Fault.malformed("bad-body", "The frame of the body cannot be read.");
    answer.accept(fault);
    return fault;
  }

  private static Fault slow(String message) {
    return new Fault(Fault.Kind.TIMEOUT, "slow-body", message);
  }

  /** A body is read as it is: what it would become unpacked has no bounds. */
  static boolean isEncoded(HttpServerRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    return encoding != null && !encoding.equalsIgnoreCase("identity");
  }

  static Fault encoded() {
    return new Fault(
        Fault.Kind.UNSUPPORTED, "encoded-body", "Content-Encoding must be identity, or absent.");
  }

  static long declaredLength(HttpServerRequest request) {
    String header = request.getHeader("Content-Length");
    try {
      return header == null ? 0 : Long.parseLong(header);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  static Fault tooLarge(long limit) {
    return Fault.tooLarge("body-too-large", "the body is larger than " + limit + " bytes");
  }

  private static Fault noRoom() {
    return new Fault(Fault.Kind.STORAGE, "storage-full", "The upload cannot be stored.");
  }
}

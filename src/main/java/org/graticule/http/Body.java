package org.graticule.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import org.graticule.fault.Fault;

/** Takes a request's body, bounded in size and time. The request must be paused. */
final class Body {
  private static final long SLOWEST_MILLIS = 30_000;

  private Body() {}

  /** Into memory. */
  static Future<byte[]> read(Vertx vertx, HttpServerRequest request, long limit) {
    Promise<byte[]> done = Promise.promise();
    if (declaredLength(request) > limit) {
      return Future.failedFuture(tooLarge(limit));
    }
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            SLOWEST_MILLIS,
            t ->
                done.tryFail(
                    new Fault(
                        Fault.Kind.MALFORMED,
                        "slow-body",
                        "The body did not arrive within 30 s.")));
    request.handler(chunk -> {
      if (body.length() + chunk.length() > limit) {
        done.tryFail(tooLarge(limit));
      } else {
        body.appendBuffer(chunk);
      }
    });
    request.exceptionHandler(done::tryFail);
    request.endHandler(v -> done.tryComplete(body.getBytes()));
    request.resume();
    return done.future().onComplete(v -> vertx.cancelTimer(timer));
  }

  /** Into a file, at the pace of the disk. */
  static Future<Path> store(Vertx vertx, HttpServerRequest request, Path file, long limit) {
    if (declaredLength(request) > limit) {
      return Future.failedFuture(tooLarge(limit));
    }
    return vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
        .compose(out -> pump(request, out, limit))
        .map(v -> file);
  }

  private static Future<Void> pump(HttpServerRequest request, AsyncFile out, long limit) {
    Promise<Void> done = Promise.promise();
    long[] taken = {0};
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
    request.exceptionHandler(done::tryFail);
    request.endHandler(v -> done.tryComplete());
    request.resume();
    return done.future().compose(v -> out.flush()).eventually(() -> out.close());
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

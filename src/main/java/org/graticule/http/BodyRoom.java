package org.graticule.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies may be in memory at once, so that many slow callers do not fill it.
 * Small bodies always fit: their number is that of the connections. Thread-safe.
 */
final class BodyRoom {
  private static final long SMALL = 65_536;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  BodyRoom(long most) {
    this.most = most;
  }

  /** Of one body, until it has been answered. */
  Taken taken() {
    return new Taken();
  }

  /** Confined to the request's event loop. */
  final class Taken {
    private long bytes;

    /** Whether there was room. */
    boolean grow(int more) {
      bytes += more;
      return taken.addAndGet(more) <= most || bytes <= SMALL;
    }

    /** To be called when nobody needs the body any more. */
    void giveBack() {
      taken.addAndGet(-bytes);
      bytes = 0;
    }
  }
}

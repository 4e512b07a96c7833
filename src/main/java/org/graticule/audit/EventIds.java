package org.graticule.audit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Random ids as {@link UUID#randomUUID} makes them, of randomness drawn for many at a time: drawn
 * one by one they cost more than all else about an event. Thread-safe.
 */
final class EventIds {
  private static final int DRAWN = 256;
  private static final EventIds[] STRIPES = {
    new EventIds(), new EventIds(), new EventIds(), new EventIds()
  };

  private final SecureRandom source = new SecureRandom();
  private final ByteBuffer drawn = ByteBuffer.allocate(DRAWN * 2 * Long.BYTES).limit(0);

  private EventIds() {}

  static UUID next() {
    return STRIPES[(int) Thread.currentThread().threadId() & STRIPES.length - 1].take();
  }

  private synchronized UUID take() {
    if (!drawn.hasRemaining()) {
      source.nextBytes(drawn.array());
      drawn.clear();
    }
    // Version 4, variant of RFC 9562.
    long high = drawn.getLong() & ~0xF000L | 0x4000L;
    long low = drawn.getLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low);
  }
}

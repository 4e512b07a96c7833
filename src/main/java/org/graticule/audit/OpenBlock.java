package org.graticule.audit;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A square of tiles of one zoom that is open to somebody: which of them they were sent since that
 * was last told, and when. Not thread-safe.
 */
final class OpenBlock {
  /** Tiles a side: some 4,000 pixels, an airfield. One long has a bit for each. */
  static final int SIDE = 8;

  /** Done when it is on the log that the block is open. */
  CompletableFuture<Long> durable;

  private final Id id;

  /** Tiles sent, row by row from the least. */
  private long bits;

  /** When each was sent first, milliseconds since 1970; of those alone whose bit is set. */
  private final long[] sent = new long[SIDE * SIDE];

  /** Which block of a scene: its corner is a multiple of its side. */
  record Id(long z, long x, long y) {
    static Id of(long z, long x, long y) {
      return new Id(z, x / SIDE, y / SIDE);
    }

    /** All of it: its first tile, and how many there are a side. */
    Map<String, Object> facts() {
      return Map.of("z", z, "x", x * SIDE, "y", y * SIDE, "block", SIDE);
    }
  }

  OpenBlock(Id id, CompletableFuture<Long> durable) {
    this.id = id;
    this.durable = durable;
  }

  void see(long x, long y, Clock clock) {
    int place = (int) (y % SIDE * SIDE + x % SIDE);
    if ((bits >>> place & 1) == 0) {
      bits |= 1L << place;
      sent[place] = clock.millis();
    }
  }

  boolean isUnseen() {
    return bits == 0;
  }

  /**
   * The smallest box around the tiles that were sent, a bit for each tile of it, and for each that
   * was sent how long ago. None are seen any more.
   */
  Map<String, Object> take(Instant now) {
    int columns = 0;
    for (int row = 0; row < SIDE; row++) {
      columns |= (int) (bits >>> row * SIDE) & 0xFF;
    }
    int left = Integer.numberOfTrailingZeros(columns);
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(columns) - left;
    int top = Long.numberOfTrailingZeros(bits) / SIDE;
    int height = (Long.SIZE - 1 - Long.numberOfLeadingZeros(bits)) / SIDE - top + 1;
    byte[] packed = new byte[(width * height + 7) / 8];
    ByteBuffer ago = ByteBuffer.allocate(Long.bitCount(bits) * Short.BYTES);
    for (int n = 0; n < width * height; n++) {
      int place = (top + n / width) * SIDE + left + n % width;
      if ((bits >>> place & 1) != 0) {
        packed[n / 8] |= (byte) (0x80 >> n % 8);
        ago.putShort((short) Math.clamp(now.toEpochMilli() - sent[place], 0, 0xFFFF));
      }
    }
    Map<String, Object> facts = new TreeMap<>();
    facts.put("z", id.z());
    facts.put("x", id.x() * SIDE + left);
    facts.put("y", id.y() * SIDE + top);
    facts.put("width", width);
    facts.put("height", height);
    facts.put("count", Long.bitCount(bits));
    facts.put("tiles", Base64.getEncoder().encodeToString(packed));
    facts.put("ms", Base64.getEncoder().encodeToString(ago.array()));
    bits = 0;
    return facts;
  }
}

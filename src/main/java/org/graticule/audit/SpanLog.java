package org.graticule.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A log that takes tiles as spans: that somebody begins to look at a block of {@value #SIDE} by
 * {@value #SIDE} tiles is durable before their first tile of it; which of its tiles they then saw
 * follows every five seconds, as bits. A crash can lose those last seconds of detail, never in
 * which blocks they looked. Everything else goes to the log as it is. Thread-safe.
 */
public final class SpanLog implements AuditLog, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Tiles a side of a block: some 4,000 pixels, an airfield. One long has a bit for each. */
  private static final int SIDE = 8;

  private static final CompletableFuture<Long> SEEN = CompletableFuture.completedFuture(-1L);

  private final AuditLog log;
  private final Clock clock;
  private final Map<Key, Span> spans = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("audit-spans").unstarted(task));

  /** What does not change within a span. */
  private record Key(
      Origin origin,
      @Nullable UUID project,
      @Nullable UUID scene,
      @Nullable Integer mark,
      Map<String, Object> facts) {}

  /** Tiles of one zoom: a square whose corner is a multiple of its side. */
  private record Block(long z, long x, long y) {}

  public SpanLog(AuditLog log, Clock clock) {
    this(log, clock, EVERY);
  }

  /**
   * @param every how often is told which tiles were seen
   */
  SpanLog(AuditLog log, Clock clock, Duration every) {
    this.log = log;
    this.clock = clock;
    long nanos = every.toNanos();
    thread.scheduleWithFixedDelay(this::flush, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public CompletableFuture<Long> append(Event event) {
    if (!event.type().equals(TileRead.TYPE)
        || !(event.facts().get("z") instanceof Number z)
        || !(event.facts().get("x") instanceof Number x)
        || !(event.facts().get("y") instanceof Number y)) {
      return log.append(event);
    }
    return see(key(event), z.longValue(), x.longValue(), y.longValue());
  }

  @Override
  public CompletableFuture<Long> append(TileRead tile, Clock at) {
    Key key = new Key(tile.origin(), tile.project(), tile.scene(), tile.mark(), tile.facts());
    return see(key, tile.z(), tile.x(), tile.y());
  }

  private CompletableFuture<Long> see(Key key, long z, long x, long y) {
    if (!log.takesEvents()) {
      return CompletableFuture.failedFuture(
          Fault.unavailable("audit-unavailable", "The audit log takes no events."));
    }
    CompletableFuture<Long> opened = null;
    while (opened == null) {
      opened = spans.computeIfAbsent(key, Span::new).see(z, x, y);
    }
    return opened.isDone() && !opened.isCompletedExceptionally() ? SEEN : opened;
  }

  @Override
  public boolean takesEvents() {
    return log.takesEvents();
  }

  private static Key key(Event event) {
    TreeMap<String, Object> facts = new TreeMap<>(event.facts());
    facts.keySet().removeAll(Set.of("z", "x", "y"));
    Origin origin = new Origin(event.actor(), event.actorName(), event.source(), event.session());
    return new Key(origin, event.project(), event.scene(), event.mark(), facts);
  }

  /** Puts on the log what was seen since the last time; blocks without anything new end. */
  void flush() {
    if (!log.takesEvents()) {
      // It is told when the log is well again.
      return;
    }
    for (Span span : spans.values()) {
      Map<Block, Long> seen = span.take();
      seen.forEach((block, bits) -> log.append(seen(span.key, block, bits)));
      if (seen.isEmpty()) {
        spans.remove(span.key, span);
      }
    }
  }

  /** The smallest box around the tiles that were seen, and a bit for each tile of it. */
  private Event seen(Key key, Block block, long bits) {
    int columns = 0;
    for (int row = 0; row < SIDE; row++) {
      columns |= (int) (bits >>> row * SIDE) & 0xFF;
    }
    int left = Integer.numberOfTrailingZeros(columns);
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(columns) - left;
    int top = Long.numberOfTrailingZeros(bits) / SIDE;
    int height = (Long.SIZE - 1 - Long.numberOfLeadingZeros(bits)) / SIDE - top + 1;
    byte[] packed = new byte[(width * height + 7) / 8];
    for (int place = 0; place < width * height; place++) {
      if ((bits >>> (top + place / width) * SIDE + left + place % width & 1) != 0) {
        packed[place / 8] |= (byte) (0x80 >> place % 8);
      }
    }
    Map<String, Object> facts = new HashMap<>(key.facts());
    facts.put("z", block.z());
    facts.put("x", block.x() * SIDE + left);
    facts.put("y", block.y() * SIDE + top);
    facts.put("width", width);
    facts.put("height", height);
    facts.put("count", Long.bitCount(bits));
    facts.put("tiles", Base64.getEncoder().encodeToString(packed));
    return event("tile.seen", key, facts);
  }

  private Event event(String type, Key key, Map<String, Object> facts) {
    EventDraft draft =
        new EventDraft(type, key.origin())
            .project(key.project())
            .scene(key.scene())
            .mark(key.mark());
    facts.forEach(draft::fact);
    return draft.at(clock);
  }

  /** Somebody looking at a scene, block by block. */
  private final class Span {
    private final Key key;
    private final Map<Block, Opening> open = new HashMap<>();
    private boolean ended;

    Span(Key key) {
      this.key = key;
    }

    /** When its block is open; null once the span ended: another is to be begun. */
    synchronized @Nullable CompletableFuture<Long> see(long z, long x, long y) {
      if (ended) {
        return null;
      }
      Block block = new Block(z, x / SIDE, y / SIDE);
      Opening opening = open.computeIfAbsent(block, first -> new Opening(opened(z, x, y)));
      if (opening.durable.isCompletedExceptionally()) {
        // The log said no and may say otherwise by now.
        opening.durable = opened(z, x, y);
      }
      opening.bits |= 1L << y % SIDE * SIDE + x % SIDE;
      return opening.durable;
    }

    private CompletableFuture<Long> opened(long z, long x, long y) {
      Map<String, Object> facts = new HashMap<>(key.facts());
      facts.put("z", z);
      facts.put("x", x);
      facts.put("y", y);
      facts.put("block", SIDE);
      return log.append(event("tile.span-opened", key, facts));
    }

    /** What was seen since the last time, a bit for each tile. The span ends if that is nothing. */
    synchronized Map<Block, Long> take() {
      open.values().removeIf(opening -> opening.bits == 0);
      Map<Block, Long> taken = new HashMap<>();
      open.forEach((block, opening) -> {
        taken.put(block, opening.bits);
        opening.bits = 0;
      });
      ended = taken.isEmpty();
      return taken;
    }
  }

  /** That somebody began to look at a block. Guarded by its span. */
  private static final class Opening {
    private CompletableFuture<Long> durable;

    /** Tiles seen since that was told, row by row from the least. */
    private long bits;

    Opening(CompletableFuture<Long> durable) {
      this.durable = durable;
    }
  }

  /** Tells what was seen in the last seconds. The log itself stays open. */
  @Override
  public void close() {
    thread.shutdown();
    flush();
  }
}

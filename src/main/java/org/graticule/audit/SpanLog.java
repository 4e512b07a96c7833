package org.graticule.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
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
 * A log that takes tiles as spans: that somebody begins to look at a block of {@value #OPENED} by
 * {@value #OPENED} tiles is durable before their first tile of it; which tiles they then saw
 * follows every five seconds, as bitmaps. A crash can lose those last seconds of detail, never in
 * which blocks they looked. Everything else goes to the log as it is. Thread-safe.
 */
public final class SpanLog implements AuditLog, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Tiles a side of the block that one durable event opens: some 4,000 pixels, an airfield. */
  static final int OPENED = 8;

  /** Tiles a side of what one bitmap tells at most. */
  private static final int TOLD = 256;

  private static final CompletableFuture<Long> SEEN = CompletableFuture.completedFuture(-1L);

  private final AuditLog log;
  private final Clock clock;
  private final Map<Key, Span> spans = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("audit-spans").unstarted(task));

  /** What does not change within a span. */
  private record Key(
      String actor,
      String actorName,
      String source,
      @Nullable String session,
      @Nullable UUID project,
      @Nullable UUID scene,
      @Nullable Integer mark,
      SortedMap<String, Object> facts) {}

  /** Tiles of one zoom: a square whose corner is a multiple of its side. */
  private record Block(long z, long x, long y) {
    static Block of(int side, long z, long x, long y) {
      return new Block(z, x / side, y / side);
    }
  }

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
    if (!event.type().equals("tile.read")
        || !(event.facts().get("z") instanceof Number z)
        || !(event.facts().get("x") instanceof Number x)
        || !(event.facts().get("y") instanceof Number y)) {
      return log.append(event);
    }
    if (!log.takesEvents()) {
      return CompletableFuture.failedFuture(
          Fault.unavailable("audit-unavailable", "The audit log takes no events."));
    }
    Key key = key(event);
    CompletableFuture<Long> opened = null;
    while (opened == null) {
      opened =
          spans.computeIfAbsent(key, Span::new).see(z.longValue(), x.longValue(), y.longValue());
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
    return new Key(
        event.actor(),
        event.actorName(),
        event.source(),
        event.session(),
        event.project(),
        event.scene(),
        event.mark(),
        facts);
  }

  /** Puts on the log what was seen since the last time; blocks without anything new end. */
  void flush() {
    for (Span span : spans.values()) {
      Map<Block, BitSet> seen = span.take();
      seen.forEach((block, bits) -> log.append(seen(span.key, block, bits)));
      if (seen.isEmpty()) {
        spans.remove(span.key, span);
      }
    }
  }

  private Event seen(Key key, Block block, BitSet bits) {
    int left = TOLD;
    int right = 0;
    for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(at + 1)) {
      left = Math.min(left, at % TOLD);
      right = Math.max(right, at % TOLD);
    }
    int top = bits.nextSetBit(0) / TOLD;
    int width = right - left + 1;
    int height = (bits.length() - 1) / TOLD - top + 1;
    byte[] packed = new byte[(width * height + 7) / 8];
    for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(at + 1)) {
      int place = (at / TOLD - top) * width + at % TOLD - left;
      packed[place / 8] |= (byte) (0x80 >> place % 8);
    }
    Map<String, Object> facts = new HashMap<>(key.facts());
    facts.put("z", block.z());
    facts.put("x", block.x() * TOLD + left);
    facts.put("y", block.y() * TOLD + top);
    facts.put("width", width);
    facts.put("height", height);
    facts.put("count", bits.cardinality());
    facts.put("tiles", Base64.getEncoder().encodeToString(packed));
    return event("tile.seen", key, facts);
  }

  private Event event(String type, Key key, Map<String, Object> facts) {
    return new Event(
        UUID.randomUUID(),
        clock.instant(),
        type,
        Event.Outcome.SUCCESS,
        key.actor(),
        key.actorName(),
        key.source(),
        key.session(),
        key.project(),
        key.scene(),
        key.mark(),
        new TreeMap<>(facts));
  }

  /** Somebody looking at something. */
  private final class Span {
    private final Key key;
    private final Map<Block, Opening> open = new HashMap<>();
    private Map<Block, BitSet> seen = new HashMap<>();
    private boolean ended;

    Span(Key key) {
      this.key = key;
    }

    /** When its block is open; null once the span ended: another is to be begun. */
    synchronized @Nullable CompletableFuture<Long> see(long z, long x, long y) {
      if (ended) {
        return null;
      }
      Opening opening = open.computeIfAbsent(Block.of(OPENED, z, x, y), block -> open(z, x, y));
      if (opening.durable.isCompletedExceptionally()) {
        // The log said no and may say otherwise by now.
        opening = open(z, x, y);
        open.put(Block.of(OPENED, z, x, y), opening);
      }
      opening.fresh = true;
      seen.computeIfAbsent(Block.of(TOLD, z, x, y), block -> new BitSet())
          .set((int) (y % TOLD) * TOLD + (int) (x % TOLD));
      return opening.durable;
    }

    private Opening open(long z, long x, long y) {
      Map<String, Object> facts = new HashMap<>(key.facts());
      facts.put("z", z);
      facts.put("x", x);
      facts.put("y", y);
      facts.put("block", OPENED);
      return new Opening(log.append(event("tile.span-opened", key, facts)));
    }

    /** What was seen since the last time. The span ends if that is nothing. */
    synchronized Map<Block, BitSet> take() {
      open.values().removeIf(opening -> !opening.fresh);
      open.values().forEach(opening -> opening.fresh = false);
      Map<Block, BitSet> taken = seen;
      seen = new HashMap<>();
      ended = taken.isEmpty();
      return taken;
    }
  }

  /** That somebody began to look at a block. Guarded by its span. */
  private static final class Opening {
    private final CompletableFuture<Long> durable;

    /** Whether a tile of it was seen since the last time that was told. */
    private boolean fresh;

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
